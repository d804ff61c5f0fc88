// Finds a name that an object uses twice. Readers disagree about which of the two counts, so neither does.

/// The names of one object while it is read. O(1) a name; names are compared byte by byte, as RFC 8259 asks.
struct NameRegister {
    /// Objects with fewer members are searched member by member, which is quicker than hashing.
    private static let few = 16
    private var names: Set<Name> = []

    /// Whether the name is new to the object that has these members so far.
    mutating func add(_ name: String, to members: [JSONMember]) -> Bool {
        if members.count < Self.few {
            return !members.contains { Name($0.name) == Name(name) }
        }
        if names.isEmpty { names = Set(members.map { Name($0.name) }) }
        return names.insert(Name(name)).inserted
    }

    /// A string equal to its own bytes only: `String` takes a composed and a decomposed letter for the same.
    private struct Name: Hashable {
        let text: String

        init(_ text: String) { self.text = text }

        static func == (left: Name, right: Name) -> Bool {
            left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
