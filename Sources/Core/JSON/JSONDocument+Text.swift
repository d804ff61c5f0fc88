// What the entries of a document say.

extension JSONDocument {
    /// What a string or a number says.
    func text(_ entry: JSONEntry) -> String { bytes.withUnsafeBytes { entry.text(in: $0) } }

    func withText<Result>(_ entry: JSONEntry, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { entry.withText(in: $0, body) }
    }

    /// Where the value of the member with this name stands, among the entries of an object's members. O(members).
    func value(of name: String, in members: Range<Int>) -> Int? {
        var name = name
        return name.withUTF8 { name in
            bytes.withUnsafeBytes { bytes in
                entries.withUnsafeBufferPointer { entries in
                    var index = members.lowerBound
                    while index < members.upperBound {
                        if entries[index].says(UnsafeRawBufferPointer(name), in: bytes) { return index + 1 }
                        index = entries[index + 1].next
                    }
                    return nil
                }
            }
        }
    }
}
