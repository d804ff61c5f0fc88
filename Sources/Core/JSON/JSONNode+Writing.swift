// What a value of a document looks like as text. It stands in the document already; so most of it is copied.

extension JSONNode {
    /// On one line, without white space; members, digits and strings as they were written.
    package var compact: String { String(decoding: written(.asWritten), as: UTF8.self) }

    /// The one text that all documents with the same content share. As RFC 8785, but exact: numbers are decimals and
    /// pass through no Double, and members are in the order of their names' UTF-8 bytes.
    package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// `canonical` in UTF-8.
    package var canonicalBytes: [UInt8] { written(.canonical) }

    /// `canonicalBytes`, and where among them the value of an object's own member stands.
    package func canonicalBytes(locating name: String) -> (bytes: [UInt8], place: Range<Int>?) {
        document.bytes.withUnsafeBytes { raw in
            var writer = DocumentWriter(.canonical, document.entries, raw)
            writer.noted = self[name]?.index
            writer.write(index)
            return (writer.text, writer.notedPlace)
        }
    }

    private func written(_ spelling: DocumentWriter.Spelling) -> [UInt8] {
        document.bytes.withUnsafeBytes { raw in
            var writer = DocumentWriter(spelling, document.entries, raw)
            writer.write(index)
            return writer.text
        }
    }
}

/// Appends values of a document to a text. O(length of the text), canonical O(n log n) in the members of an object.
private struct DocumentWriter {
    enum Spelling {
        case asWritten
        /// Members in the order of their names' bytes, strings and numbers in one spelling.
        case canonical
    }

    private(set) var text: [UInt8] = []
    /// The value whose place in the text is of interest, and that place, once it is written.
    var noted: Int?
    private(set) var notedPlace: Range<Int>?
    private let spelling: Spelling
    private let entries: [JSONEntry]
    private let bytes: UnsafeRawBufferPointer

    init(_ spelling: Spelling, _ entries: [JSONEntry], _ bytes: UnsafeRawBufferPointer) {
        (self.spelling, self.entries, self.bytes) = (spelling, entries, bytes)
    }

    mutating func write(_ index: Int) {
        let start = text.count
        let entry = entries[index]
        if start == 0 { text.reserveCapacity(entry.range.count) }
        switch entry.kind {
        case .null, .no, .yes: append(entry.range)
        case .number: writeNumber(entry)
        case .plainString, .escapedString: writeString(entry)
        case .array: writeElements(index + 1..<entry.next)
        case .object: writeMembers(index + 1..<entry.next)
        }
        if index == noted { notedPlace = start..<text.count }
    }

    private mutating func append(_ range: Range<Int>) {
        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    private mutating func writeNumber(_ entry: JSONEntry) {
        switch spelling {
        case .asWritten: append(entry.range)
        case .canonical: CanonicalNumber.write(UnsafeRawBufferPointer(rebasing: bytes[entry.range]), to: &text)
        }
    }

    /// A string without escapes is in its one spelling: nothing else stands for itself.
    private mutating func writeString(_ entry: JSONEntry) {
        guard entry.kind == .escapedString, spelling == .canonical else {
            return append(entry.range.lowerBound - 1..<entry.range.upperBound + 1)
        }
        StringSpelling.write(entry.text(in: bytes), to: &text)
    }

    private mutating func writeElements(_ range: Range<Int>) {
        text.append(ASCII.openBracket)
        var index = range.lowerBound
        while index < range.upperBound {
            if index > range.lowerBound { text.append(ASCII.comma) }
            write(index)
            index = entries[index].next
        }
        text.append(ASCII.closeBracket)
    }

    private mutating func writeMembers(_ range: Range<Int>) {
        text.append(ASCII.openBrace)
        for (place, name) in names(range).enumerated() {
            if place > 0 { text.append(ASCII.comma) }
            writeString(entries[name])
            text.append(ASCII.colon)
            write(name + 1)
        }
        text.append(ASCII.closeBrace)
    }

    /// The members' names, in the order in which they are written.
    private func names(_ range: Range<Int>) -> [Int] {
        var names: [Int] = []
        names.reserveCapacity(8)
        var index = range.lowerBound
        while index < range.upperBound {
            names.append(index)
            index = entries[index + 1].next
        }
        if spelling == .canonical { names.sort { entries[$0].precedes(entries[$1], in: bytes) } }
        return names
    }
}
