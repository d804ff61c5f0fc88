// Reads JSON from bytes. Our own, because what makes a file refusable is ours to report: names used twice, the place
// as a JSON pointer, numbers in their digits, nesting without end. RFC 8259 to the letter.

/// Reads one document from front to back, in one pass. O(bytes); recursion no deeper than `depthLimit`.
struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    let depthLimit: Int
    /// Where reading has come to.
    var offset = 0
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// The whole text, which must be one value and nothing else.
    mutating func document() throws(Fault) -> JSONValue {
        let document = try value()
        skipSpace()
        guard offset == bytes.count else { throw fault("the end of the text") }
        return document
    }

    private mutating func value() throws(Fault) -> JSONValue {
        skipSpace()
        guard offset < bytes.count else { throw fault("a value") }
        switch bytes[offset] {
        case ASCII.quote: return .string(try string())
        case ASCII.openBrace: return .object(try nested { parser throws(Fault) in try parser.members() })
        case ASCII.openBracket: return .array(try nested { parser throws(Fault) in try parser.elements() })
        case ASCII.minus, ASCII.zero...ASCII.nine: return .number(try number())
        case ASCII.t: return try word("true", .bool(true))
        case ASCII.f: return try word("false", .bool(false))
        case ASCII.n: return try word("null", .null)
        default: throw fault("a value")
        }
    }

    /// Steps over the opening bracket, and keeps count of how deep we are.
    private mutating func nested<Content>(
        _ content: (inout JSONParser) throws(Fault) -> Content
    ) throws(Fault) -> Content {
        guard depth < depthLimit else { throw fault("at most \(depthLimit) levels of nesting", found: "one more") }
        depth += 1
        offset += 1
        defer { depth -= 1 }
        return try content(&self)
    }

    // MARK: - Objects and arrays

    private mutating func members() throws(Fault) -> [JSONMember] {
        if take(ASCII.closeBrace) { return [] }
        var members: [JSONMember] = []
        members.reserveCapacity(8)
        var names = NameRegister()
        repeat {
            let name = try name(unusedIn: members, &names)
            guard take(ASCII.colon) else { throw fault("a colon").inside(name) }
            do {
                members.append(JSONMember(name, try value()))
            } catch {
                throw error.inside(name)
            }
        } while try goesOn(until: ASCII.closeBrace, "a comma or a closing brace")
        return members
    }

    private mutating func name(
        unusedIn members: [JSONMember], _ names: inout NameRegister
    ) throws(Fault) -> String {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == ASCII.quote else { throw fault("a member's name in quotes") }
        let start = offset
        let name = try string()
        guard names.add(name, to: members) else {
            throw Fault(offset: start, expected: "every member once", found: "it a second time").inside(name)
        }
        return name
    }

    private mutating func elements() throws(Fault) -> [JSONValue] {
        if take(ASCII.closeBracket) { return [] }
        var elements: [JSONValue] = []
        repeat {
            do {
                elements.append(try value())
            } catch {
                throw error.inside(elements.count)
            }
        } while try goesOn(until: ASCII.closeBracket, "a comma or a closing bracket")
        return elements
    }

    /// After a member or an element: past a comma, true; past the closing bracket, false.
    private mutating func goesOn(until close: UInt8, _ expected: String) throws(Fault) -> Bool {
        if take(ASCII.comma) { return true }
        if take(close) { return false }
        throw fault(expected)
    }

    // MARK: - Bytes

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let end = offset + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw fault("`\(word)`") }
        for (index, byte) in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount).enumerated() {
            guard bytes[offset + index] == byte else { throw fault("`\(word)`") }
        }
        offset = end
        return value
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
