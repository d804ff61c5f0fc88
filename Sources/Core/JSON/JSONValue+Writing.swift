// What a value looks like as text.

extension JSONValue {
    /// On one line, without white space; members and digits as they are.
    package var compact: String { String(decoding: written(.compact), as: UTF8.self) }

    /// For people: a member a line, two spaces a level, without a line feed at the end.
    package var pretty: String { String(decoding: written(.pretty), as: UTF8.self) }

    private func written(_ layout: JSONWriter.Layout) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(self)
        return writer.bytes
    }
}
