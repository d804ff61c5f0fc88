// A .json file: one event, or an array of them (CloudEvents batch mode), or a response that wraps an array. The
// elements of an array are cut out one by one, so that a bad one does not take the others with it.

import Orders

/// Cuts an array at the commas of its own level, by counting brackets. O(1) a byte.
struct DocumentSplitter: RecordSplitter {
    /// Where in the file we are.
    private enum Place {
        /// Before the document. Left by its first byte.
        case front
        /// In an object that may be a response, before its list. Left by the list's bracket, or by what shows that it
        /// is none.
        case head
        /// In a response, behind its list. Left by another list, or by the closing brace.
        case tail
        /// In a document that is no array. Left by the end of the file.
        case single
        /// In the array, before an element. Left by the element's first byte, or by the closing bracket.
        case gap(isFirst: Bool)
        /// In an element of the array. Left by a comma or the closing bracket.
        case element
        /// Behind the closing bracket, where only white space may follow.
        case behind
        /// Where nobody can say any more what belongs together: the rest is one refused record.
        case lost(Refusal)
        /// All is said; further bytes are passed over.
        case end
    }

    private enum Step {
        case cut(Piece)
        case moved
        /// It takes more bytes to go on.
        case starved
    }

    private let maximumBytes: Int
    private var place = Place.front
    private var window = ByteWindow()
    /// Bytes of the window that belong to the current element for certain.
    private var length = 0
    private var brackets = BracketCount()
    private var wrapper = WrapperWalk()
    private var isWrapped = false
    /// Of the byte behind those.
    private var position = TextPosition()
    /// Of the current record's first byte.
    private var beginning = TextPosition()
    /// The element was refused as too large; what is left of it is passed over.
    private var isPassingOver = false
    private var isFinished = false

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if case .end = place { return }
        window.append(bytes)
    }

    mutating func finish() { isFinished = true }

    mutating func next() -> Piece? {
        while true {
            switch step() {
            case .cut(let piece): return piece
            case .moved: continue
            case .starved: return nil
            }
        }
    }

    private mutating func step() -> Step {
        switch place {
        case .front: passFront()
        case .head: walkHead()
        case .tail: walkTail()
        case .single: takeSingle()
        case .gap(let isFirst): passGap(isFirst: isFirst)
        case .element: takeElement()
        case .behind: passBehind()
        case .lost(let refusal): takeRest(refusal)
        case .end: .starved
        }
    }

    // MARK: - Outside of an array

    private mutating func passFront() -> Step {
        guard window.offset > 0 || window.dropByteOrderMark(isComplete: isFinished) else { return .starved }
        guard let byte = nextByte() else { return isFinished ? end(with: .emptyFile) : .starved }
        if byte == UInt8(ascii: "[") {
            pass(1)
            place = .gap(isFirst: true)
        } else {
            begin(byte == UInt8(ascii: "{") ? .head : .single)
        }
        return .moved
    }

    /// What stands before the list is kept until it is known to be a response's.
    private mutating func walkHead() -> Step {
        let (count, stop) = window.withBytes { wrapper.walk(UnsafeRawBufferPointer(rebasing: $0[length...])) }
        length += count
        switch stop {
        case .list where length <= maximumBytes:
            pass(length)
            isWrapped = true
            place = .gap(isFirst: true)
        case .list, .other, .end: place = .single
        case nil where isFinished || length > maximumBytes: place = .single
        case nil: return .starved
        }
        return .moved
    }

    private mutating func walkTail() -> Step {
        let (count, stop) = window.withBytes { wrapper.walk($0) }
        pass(count)
        switch stop {
        case .list: place = .gap(isFirst: true)
        case .end: place = .behind
        case .other: begin(.lost(unexpected(window[0], expected: "the rest of the response")))
        case nil where isFinished: begin(.lost(unexpected(nil, expected: "the rest of the response")))
        case nil: return .starved
        }
        return .moved
    }

    private mutating func takeSingle() -> Step {
        if window.count > maximumBytes { return end(with: tooLarge()) }
        guard isFinished else { return .starved }
        return end(with: piece(.whole(window.prefix(window.count).trimmingSpaceAtEnd())))
    }

    private mutating func passBehind() -> Step {
        guard let byte = nextByte() else { return isFinished ? end() : .starved }
        begin(.lost(unexpected(byte, expected: "the end of the file after the array")))
        return .moved
    }

    private mutating func takeRest(_ refusal: Refusal) -> Step {
        guard isFinished || window.count >= maximumBytes else { return .starved }
        return end(with: piece(.refused(refusal, window.prefix(maximumBytes).trimmingSpaceAtEnd())))
    }

    private mutating func end(with piece: Piece? = nil) -> Step {
        place = .end
        window = ByteWindow()
        return piece.map(Step.cut) ?? .moved
    }

    // MARK: - Inside of an array

    private var behindList: Place { isWrapped ? .tail : .behind }

    private mutating func passGap(isFirst: Bool) -> Step {
        guard let byte = nextByte() else {
            guard isFinished else { return .starved }
            begin(.lost(unexpected(nil, expected: isFirst ? "an event or a closing bracket" : "an event")))
            return .moved
        }
        switch byte {
        case UInt8(ascii: "]") where isFirst:
            pass(1)
            place = behindList
        case UInt8(ascii: "]"), UInt8(ascii: ","):
            return missingElement(before: byte)
        default:
            begin(.element)
        }
        return .moved
    }

    /// A comma too many is a bad record, and the others are read all the same.
    private mutating func missingElement(before byte: UInt8) -> Step {
        beginning = position
        let advice = "Take out the comma; the other events were read all the same."
        let piece = piece(.refused(unexpected(byte, expected: "an event", advice: advice), []))
        pass(1)
        place = byte == UInt8(ascii: ",") ? .gap(isFirst: false) : behindList
        return .cut(piece)
    }

    private mutating func takeElement() -> Step {
        let end = scanElement()
        if length > maximumBytes, !isPassingOver {
            isPassingOver = true
            return .cut(tooLarge())
        }
        if isPassingOver {
            window.drop(length)
            length = 0
        }
        guard let end else { return isFinished ? endOfFile() : .starved }
        return leaveElement(at: end)
    }

    /// As far as the element is known to go, or to the byte that ends it.
    private mutating func scanElement() -> UInt8? {
        length += window.withBytes { bytes in
            let scanned = brackets.scan(UnsafeRawBufferPointer(rebasing: bytes[length...]))
            position.advance(over: UnsafeRawBufferPointer(rebasing: bytes[length..<length + scanned]))
            return scanned
        }
        return length < window.count ? window[length] : nil
    }

    private mutating func leaveElement(at byte: UInt8) -> Step {
        if byte == UInt8(ascii: "}") {
            place = .lost(unexpected(byte, expected: "a comma or a closing bracket after an event"))
            return .moved
        }
        let piece = isPassingOver ? nil : piece(.whole(window.prefix(length).trimmingSpaceAtEnd()))
        window.drop(length)
        pass(1)
        place = byte == UInt8(ascii: ",") ? .gap(isFirst: false) : behindList
        return piece.map(Step.cut) ?? .moved
    }

    /// In the middle of an element, or behind one: what is there is read for what it is.
    private mutating func endOfFile() -> Step {
        let piece = isPassingOver ? nil : piece(.whole(window.prefix(length).trimmingSpaceAtEnd()))
        guard brackets.isBalanced else { return end(with: piece) }
        window.drop(length)
        begin(.lost(unexpected(nil, expected: "a comma or a closing bracket after an event")))
        return piece.map(Step.cut) ?? .moved
    }

    // MARK: - Bytes and pieces

    /// The next byte that is no white space.
    private mutating func nextByte() -> UInt8? {
        let space = window.withBytes { $0.prefix(while: isSpace).count }
        pass(space)
        return window.count > 0 ? window[0] : nil
    }

    private mutating func pass(_ count: Int) {
        window.withBytes { position.advance(over: UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        window.drop(count)
    }

    private mutating func begin(_ place: Place) {
        self.place = place
        beginning = position
        length = 0
        brackets = BracketCount()
        isPassingOver = false
    }

    private func piece(_ content: Piece.Content) -> Piece {
        Piece(line: beginning.line, column: beginning.column, content: content)
    }

    private func tooLarge() -> Piece {
        piece(.refused(.tooLarge(maximumBytes), window.prefix(min(Refusal.keptBytes, maximumBytes))))
    }

    private func unexpected(
        _ byte: UInt8?, expected: String,
        advice: String = "What stands before it was read, the rest was not. Mend the rest and drop it again."
    ) -> Refusal {
        let found = byte.map { (0x21..<0x7F).contains($0) ? "`\(Character(Unicode.Scalar($0)))`" : "other bytes" }
        return Refusal(
            .unreadable, expected: expected, found: "\(found ?? "the end of the file") at \(position)", advice: advice)
    }
}
