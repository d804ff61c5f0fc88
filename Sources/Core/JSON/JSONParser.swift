// Reads JSON from bytes. Our own, because what makes a file refusable is ours to report: names used twice, the place
// as a JSON pointer, numbers in their digits, nesting without end. RFC 8259 to the letter.

/// Reads one document from front to back, in one pass, and lists where its values stand. O(bytes); recursion no deeper
/// than `depthLimit`.
struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    let depthLimit: Int
    /// Where reading has come to.
    var offset = 0
    private(set) var entries: [JSONEntry] = []
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        // Enough for an ordinary document; one of many small values makes the list grow.
        entries.reserveCapacity(min(bytes.count / 10 + 1, 1024))
    }

    /// The whole text, which must be one value and nothing else.
    mutating func document() throws(Fault) {
        guard bytes.count < UInt32.max else { throw fault("a text of less than 4 GiB", found: "a longer one") }
        try value()
        skipSpace()
        guard offset == bytes.count else { throw fault("the end of the text") }
    }

    private mutating func value() throws(Fault) {
        skipSpace()
        guard offset < bytes.count else { throw fault("a value") }
        switch bytes[offset] {
        case ASCII.quote: try addString()
        case ASCII.openBrace: try members()
        case ASCII.openBracket: try elements()
        case ASCII.minus, ASCII.zero...ASCII.nine: try addNumber()
        case ASCII.t: add(.yes, try word("true"))
        case ASCII.f: add(.no, try word("false"))
        case ASCII.n: add(.null, try word("null"))
        default: throw fault("a value")
        }
    }

    mutating func add(_ kind: JSONEntry.Kind, _ range: Range<Int>) {
        entries.append(JSONEntry(kind, range, at: entries.count))
    }

    // MARK: - Objects and arrays

    /// Steps over the opening bracket, and keeps count of how deep we are. Answers with the entry to close.
    private mutating func open(_ kind: JSONEntry.Kind) throws(Fault) -> Int {
        guard depth < depthLimit else { throw fault("at most \(depthLimit) levels of nesting", found: "one more") }
        depth += 1
        add(kind, offset..<offset)
        offset += 1
        return entries.count - 1
    }

    private mutating func close(_ entry: Int) {
        depth -= 1
        entries[entry].close(end: offset, next: entries.count)
    }

    private mutating func members() throws(Fault) {
        let object = try open(.object)
        defer { close(object) }
        if take(ASCII.closeBrace) { return }
        var names = NameRegister()
        repeat {
            let name = try name(in: object, &names)
            guard take(ASCII.colon) else { throw fault("a colon").inside(text(name)) }
            do { try value() } catch { throw error.inside(text(name)) }
        } while try goesOn(until: ASCII.closeBrace, "a comma or a closing brace")
    }

    /// Reads the name of a member, which must be new to its object.
    private mutating func name(in object: Int, _ names: inout NameRegister) throws(Fault) -> JSONEntry {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == ASCII.quote else { throw fault("a member's name in quotes") }
        let start = offset
        try addString()
        let name = entries[entries.count - 1]
        guard names.add(to: object, entries, in: bytes) else {
            throw Fault(offset: start, expected: "every member once", found: "it a second time").inside(text(name))
        }
        return name
    }

    private func text(_ name: JSONEntry) -> String { name.text(in: bytes) }

    private mutating func elements() throws(Fault) {
        let array = try open(.array)
        defer { close(array) }
        if take(ASCII.closeBracket) { return }
        var count = 0
        repeat {
            do { try value() } catch { throw error.inside(count) }
            count += 1
        } while try goesOn(until: ASCII.closeBracket, "a comma or a closing bracket")
    }

    /// After a member or an element: past a comma, true; past the closing bracket, false.
    private mutating func goesOn(until close: UInt8, _ expected: StaticString) throws(Fault) -> Bool {
        if take(ASCII.comma) { return true }
        if take(close) { return false }
        throw fault("\(expected)")
    }

    // MARK: - Bytes

    private mutating func word(_ word: StaticString) throws(Fault) -> Range<Int> {
        let end = offset + word.utf8CodeUnitCount
        let letters = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(letters) else { throw fault("`\(word)`") }
        defer { offset = end }
        return offset..<end
    }

    /// Past white space and this byte; past white space alone when another byte follows.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: offset += 1
            default: return
            }
        }
    }
}
