// Finds a name that an object uses twice. Readers disagree about which of the two counts, so neither does.

/// The names of one object while it is read. O(1) a name; names are compared byte by byte, as RFC 8259 asks.
struct NameRegister {
    /// Objects with fewer members are searched member by member, which is quicker than hashing.
    private static let few = 16
    private var count = 0
    private var names: Set<Name> = []

    /// Whether the name, the last of the entries, is new to the object at `object`.
    mutating func add(to object: Int, _ entries: [JSONEntry], in bytes: UnsafeRawBufferPointer) -> Bool {
        let last = entries.count - 1
        count += 1
        if count <= Self.few {
            return !Self.contains(entries, from: object + 1, to: last) { $0.saysTheSame(as: entries[last], in: bytes) }
        }
        if names.isEmpty {
            _ = Self.contains(entries, from: object + 1, to: last) { name in
                names.insert(Name(text: name.text(in: bytes)))
                return false
            }
        }
        return names.insert(Name(text: entries[last].text(in: bytes))).inserted
    }

    /// Goes from name to name.
    private static func contains(
        _ entries: [JSONEntry], from first: Int, to last: Int, where isFound: (JSONEntry) -> Bool
    ) -> Bool {
        var index = first
        while index < last {
            if isFound(entries[index]) { return true }
            index = Int(entries[index + 1].next)
        }
        return false
    }

    /// A string equal to its own bytes only: `String` takes a composed and a decomposed letter for the same.
    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool {
            left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
