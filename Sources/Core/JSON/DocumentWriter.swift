// How a value of a document becomes text again: piece by piece out of the text it stands in. Every event goes through
// here, so that the pieces are copied by whole words into memory that is known to suffice.

/// Writes a value of a document. O(length of the text), canonical O(n log n) in the members of an object.
struct DocumentWriter {
    enum Spelling {
        case asWritten
        /// Members in the order of their names' bytes, strings and numbers in one spelling.
        case canonical
    }

    /// How many bytes are written.
    private(set) var length = 0
    /// Where the text goes.
    private let text: UnsafeMutableRawBufferPointer
    /// The value whose place in the text is of interest, and that place, once it is written.
    private let noted: Int?
    private(set) var notedPlace: Range<Int>?
    private let spelling: Spelling
    private let entries: UnsafeBufferPointer<JSONEntry>
    private let bytes: UnsafeRawBufferPointer
    /// The names of the members still to be written, object within object.
    private var names: [Name] = []

    private struct Name {
        let index: Int
        /// Decides most comparisons.
        let firstBytes: UInt64
    }

    init(
        _ spelling: Spelling, _ entries: UnsafeBufferPointer<JSONEntry>, _ bytes: UnsafeRawBufferPointer,
        into text: UnsafeMutableBufferPointer<UInt8>, noting noted: Int?
    ) {
        (self.spelling, self.entries, self.bytes, self.noted) = (spelling, entries, bytes, noted)
        self.text = UnsafeMutableRawBufferPointer(text)
        names.reserveCapacity(32)
    }

    /// How much memory writing a value takes: no spelling is longer than the one in the text, but for numbers.
    /// - Parameter value: its entry and all that it holds; not empty.
    static func capacity(for value: Slice<UnsafeBufferPointer<JSONEntry>>, _ spelling: Spelling) -> Int {
        let respelled = spelling == .canonical ? value.count { $0.isNumber && !hasOneSpelling($0) } : 0
        let quotes = 2
        return value[value.startIndex].range.count + quotes + respelled * CanonicalNumber.growth + stride
    }

    /// Of a number: digits alone have one spelling, unless they are many.
    private static func hasOneSpelling(_ number: JSONEntry) -> Bool {
        number.kind == .plainNumber && number.range.count <= CanonicalNumber.wholeDigits
    }

    mutating func write(_ index: Int) {
        let start = length
        let entry = entries[index]
        switch entry.kind {
        case .null, .no, .yes: append(entry.range)
        case .plainNumber, .number: writeNumber(entry)
        case .printableString, .plainString, .escapedString: writeString(entry)
        case .array: writeElements(index + 1..<entry.next)
        case .object: writeMembers(index + 1..<entry.next)
        }
        if index == noted { notedPlace = start..<length }
    }

    private mutating func writeNumber(_ entry: JSONEntry) {
        guard spelling == .canonical, !Self.hasOneSpelling(entry) else { return append(entry.range) }
        var number: [UInt8] = []
        CanonicalNumber.write(UnsafeRawBufferPointer(rebasing: bytes[entry.range]), to: &number)
        append(number)
    }

    /// A string without escapes is in its one spelling: nothing else stands for itself.
    private mutating func writeString(_ entry: JSONEntry) {
        guard entry.kind == .escapedString, spelling == .canonical else {
            return append(entry.range.lowerBound - 1..<entry.range.upperBound + 1)
        }
        var string: [UInt8] = []
        StringSpelling.write(entry.text(in: bytes), to: &string)
        append(string)
    }

    private mutating func writeElements(_ range: Range<Int>) {
        append(ASCII.openBracket)
        var index = range.lowerBound
        while index < range.upperBound {
            if index > range.lowerBound { append(ASCII.comma) }
            write(index)
            index = entries[index].next
        }
        append(ASCII.closeBracket)
    }

    private mutating func writeMembers(_ range: Range<Int>) {
        let first = names.count
        listNames(range, from: first)
        let last = names.count
        append(ASCII.openBrace)
        for place in first..<last {
            if place > first { append(ASCII.comma) }
            let name = names[place].index
            writeString(entries[name])
            append(ASCII.colon)
            write(name + 1)
        }
        append(ASCII.closeBrace)
        names.removeLast(last - first)
    }

    /// Lists the names of an object's members in the order in which they are written.
    private mutating func listNames(_ range: Range<Int>, from first: Int) {
        var index = range.lowerBound
        while index < range.upperBound {
            names.append(Name(index: index, firstBytes: entries[index].firstBytes(in: bytes)))
            index = entries[index + 1].next
        }
        guard spelling == .canonical else { return }
        let (entries, bytes) = (entries, bytes)
        names[first...].sort { left, right in
            left.firstBytes == right.firstBytes
                ? entries[left.index].precedes(entries[right.index], in: bytes)
                : left.firstBytes < right.firstBytes
        }
    }

    // MARK: - Bytes

    /// Short pieces, which most are, are copied with what stands behind them; the next piece is written over that.
    private static let stride = MemoryLayout<SIMD32<UInt8>>.size

    private mutating func append(_ byte: UInt8) {
        text[reserve(1)] = byte
    }

    private mutating func append(_ range: Range<Int>) {
        let place = reserve(range.count)
        if range.count <= Self.stride, range.lowerBound + Self.stride <= bytes.count {
            let piece = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD32<UInt8>.self)
            text.storeBytes(of: piece, toByteOffset: place, as: SIMD32<UInt8>.self)
        } else {
            UnsafeMutableRawBufferPointer(rebasing: text[place...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
    }

    private mutating func append(_ piece: [UInt8]) {
        let place = reserve(piece.count)
        UnsafeMutableRawBufferPointer(rebasing: text[place...]).copyBytes(from: piece)
    }

    /// Where the next bytes go, with a whole piece of room behind them.
    private mutating func reserve(_ count: Int) -> Int {
        let place = length
        length += count
        precondition(length + Self.stride <= text.count, "a text is longer than it can be")
        return place
    }
}
