// The way out: a value to text. Compact for machines, pretty for people, canonical for checksums.

/// Appends values to bytes in one layout. O(length of the text), canonical O(n log n) in the members of an object.
struct JSONWriter {
    enum Layout {
        /// No white space.
        case compact
        /// A member and an element a line, two spaces a level.
        case pretty
        /// No white space, members in the order of their names' UTF-8 bytes, numbers in one spelling.
        case canonical
    }

    var bytes: [UInt8] = []
    /// Where in the text the value of the outermost object's member `noted` stands, once it is written.
    private(set) var notedPlace: Range<Int>?
    private let layout: Layout
    private let noted: String?
    private var level = 0

    init(_ layout: Layout, noting noted: String? = nil) {
        self.layout = layout
        self.noted = noted
        bytes.reserveCapacity(512)
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: writeWord("null")
        case .bool(true): writeWord("true")
        case .bool(false): writeWord("false")
        case .number(let text): writeNumber(text)
        case .string(let text): writeString(text)
        case .array(let elements): writeElements(elements)
        case .object(let members): writeMembers(members)
        }
    }

    private mutating func writeWord(_ word: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func writeNumber(_ text: String) {
        switch layout {
        case .compact, .pretty: bytes.append(contentsOf: text.utf8)
        case .canonical: CanonicalNumber.write(text, to: &bytes)
        }
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
        for (place, index) in order(members).enumerated() {
            let member = members[index]
            separate(place)
            writeString(member.name)
            bytes.append(ASCII.colon)
            if case .pretty = layout { bytes.append(ASCII.space) }
            let start = bytes.count
            write(member.value)
            if level == 1, member.name == noted { notedPlace = start..<bytes.count }
        }
        level -= 1
        if !members.isEmpty { breakLine() }
        bytes.append(ASCII.closeBrace)
    }

    private func order(_ members: [JSONMember]) -> [Int] {
        switch layout {
        case .compact, .pretty: Array(members.indices)
        case .canonical: members.indices.sorted { Self.precedes(members[$0].name, members[$1].name) }
        }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in right.withUTF8 { left.lexicographicallyPrecedes($0) } }
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
