// The way out: a value to text. Compact for machines, pretty for people.

/// Appends values to bytes in one layout. O(length of the text).
struct JSONWriter {
    enum Layout {
        /// No white space.
        case compact
        /// A member and an element a line, two spaces a level.
        case pretty
    }

    var bytes: [UInt8] = []
    private let layout: Layout
    private var level = 0

    init(_ layout: Layout) {
        self.layout = layout
        bytes.reserveCapacity(512)
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: writeWord("null")
        case .bool(true): writeWord("true")
        case .bool(false): writeWord("false")
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): StringSpelling.write(text, to: &bytes)
        case .array(let elements): writeElements(elements)
        case .object(let members): writeMembers(members)
        }
    }

    private mutating func writeWord(_ word: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    // MARK: - Arrays and objects

    private mutating func writeElements(_ elements: [JSONValue]) {
        bytes.append(ASCII.openBracket)
        level += 1
        for (index, element) in elements.enumerated() {
            separate(index)
            write(element)
        }
        level -= 1
        if !elements.isEmpty { breakLine() }
        bytes.append(ASCII.closeBracket)
    }

    private mutating func writeMembers(_ members: [JSONMember]) {
        bytes.append(ASCII.openBrace)
        level += 1
        for (place, member) in members.enumerated() {
            separate(place)
            StringSpelling.write(member.name, to: &bytes)
            bytes.append(ASCII.colon)
            if case .pretty = layout { bytes.append(ASCII.space) }
            write(member.value)
        }
        level -= 1
        if !members.isEmpty { breakLine() }
        bytes.append(ASCII.closeBrace)
    }

    private mutating func separate(_ place: Int) {
        if place > 0 { bytes.append(ASCII.comma) }
        breakLine()
    }

    private mutating func breakLine() {
        guard case .pretty = layout else { return }
        bytes.append(ASCII.lineFeed)
        bytes.append(contentsOf: repeatElement(ASCII.space, count: 2 * level))
    }
}
