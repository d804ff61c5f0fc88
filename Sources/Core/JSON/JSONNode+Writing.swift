// What a value of a document looks like as text. It stands in the document already; so most of it is copied.

extension JSONNode {
    /// On one line, without white space; members, digits and strings as they were written.
    package var compact: String { String(checked: compactBytes) }

    /// `compact` in UTF-8.
    package var compactBytes: [UInt8] { written(.asWritten) }

    /// The one text that all documents with the same content share. As RFC 8785, but exact: numbers are decimals and
    /// pass through no Double, and members are in the order of their names' UTF-8 bytes.
    package var canonical: String { String(checked: canonicalBytes) }

    /// `canonical` in UTF-8.
    package var canonicalBytes: [UInt8] { written(.canonical) }

    /// `canonicalBytes`, and where among them the value of an object's own member stands.
    package func canonicalBytes(locating name: String) -> (bytes: [UInt8], place: Range<Int>?) {
        written(.canonical, noting: self[name]?.index)
    }

    private func written(_ spelling: DocumentWriter.Spelling) -> [UInt8] { written(spelling, noting: nil).bytes }

    private func written(
        _ spelling: DocumentWriter.Spelling, noting noted: Int?
    ) -> (bytes: [UInt8], place: Range<Int>?) {
        document.bytes.withUnsafeBytes { bytes in
            document.entries.withUnsafeBufferPointer { entries in
                let capacity = DocumentWriter.capacity(for: entries[index..<entry.next], spelling)
                var place: Range<Int>?
                let text = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                    var writer = DocumentWriter(spelling, entries, bytes, into: buffer, noting: noted)
                    writer.write(index)
                    (count, place) = (writer.length, writer.notedPlace)
                }
                return (text, place)
            }
        }
    }
}
