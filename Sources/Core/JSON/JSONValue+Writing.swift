// What a value looks like as text.

extension JSONValue {
    /// On one line, without white space; members and digits as they are.
    package var compact: String { String(decoding: written(.compact), as: UTF8.self) }

    /// For people: a member a line, two spaces a level, without a line feed at the end.
    package var pretty: String { String(decoding: written(.pretty), as: UTF8.self) }

    /// The one text that all documents with the same content share. As RFC 8785, but exact: numbers are decimals and
    /// pass through no Double, and members are in the order of their names' UTF-8 bytes.
    package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// `canonical` in UTF-8.
    package var canonicalBytes: [UInt8] { written(.canonical) }

    /// `canonicalBytes`, and where among them the value of an object's own member stands.
    package func canonicalBytes(locating name: String) -> (bytes: [UInt8], place: Range<Int>?) {
        var writer = JSONWriter(.canonical, noting: name)
        writer.write(self)
        return (writer.bytes, writer.notedPlace)
    }

    private func written(_ layout: JSONWriter.Layout) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(self)
        return writer.bytes
    }
}
