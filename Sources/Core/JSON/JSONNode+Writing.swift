// What a value of a document looks like as text. It stands in the document already; so most of it is copied.

extension JSONNode {
    /// On one line, without white space; members, digits and strings as they were written.
    package var compact: String { String(checked: written(.asWritten)) }

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
                var writer = DocumentWriter(spelling, entries, bytes, noting: noted)
                writer.write(index)
                return (writer.text, writer.notedPlace)
            }
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
    private let noted: Int?
    private(set) var notedPlace: Range<Int>?
    private let spelling: Spelling
    private let entries: UnsafeBufferPointer<JSONEntry>
    private let bytes: UnsafeRawBufferPointer
    /// The names of the members still to be written, object within object.
    private var names: [Name] = []

    private struct Name {
        let index: Int
        /// Decides most comparisons.
        let firstBytes: UInt64
    }

    init(
        _ spelling: Spelling, _ entries: UnsafeBufferPointer<JSONEntry>, _ bytes: UnsafeRawBufferPointer,
        noting noted: Int?
    ) {
        (self.spelling, self.entries, self.bytes, self.noted) = (spelling, entries, bytes, noted)
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
        let first = names.count
        listNames(range, from: first)
        let last = names.count
        text.append(ASCII.openBrace)
        for place in first..<last {
            if place > first { text.append(ASCII.comma) }
            let name = names[place].index
            writeString(entries[name])
            text.append(ASCII.colon)
            write(name + 1)
        }
        text.append(ASCII.closeBrace)
        names.removeLast(last - first)
    }

    /// Lists the names of an object's members in the order in which they are written.
    private mutating func listNames(_ range: Range<Int>, from first: Int) {
        var index = range.lowerBound
        while index < range.upperBound {
            names.append(Name(index: index, firstBytes: entries[index].firstBytes(in: bytes)))
            index = entries[index + 1].next
        }
        guard spelling == .canonical else { return }
        let (entries, bytes) = (entries, bytes)
        names[first...].sort { left, right in
            left.firstBytes == right.firstBytes
                ? entries[left.index].precedes(entries[right.index], in: bytes)
                : left.firstBytes < right.firstBytes
        }
    }
}
