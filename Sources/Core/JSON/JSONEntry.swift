// One place of a document, and what an entry says.

/// One value, or one member's name, and where it stands. 16 bytes.
struct JSONEntry {
    /// Its bytes; of a string without the quotes. Not an Int: entries are many, and a text has less than 4 GiB.
    private let start: UInt32
    private var end: UInt32
    /// The entry behind it and all that it holds.
    private var following: UInt32
    let kind: Kind

    enum Kind: UInt8 {
        case null, no, yes, number
        /// A string that stands in the text as it is.
        case plainString
        /// A string that has escapes.
        case escapedString
        case array, object
    }

    /// - Parameter index: its own place in the list.
    init(_ kind: Kind, _ range: Range<Int>, at index: Int) {
        (self.kind, start, end) = (kind, UInt32(range.lowerBound), UInt32(range.upperBound))
        following = UInt32(index + 1)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var next: Int { Int(following) }

    /// All that an array or an object holds is read.
    mutating func close(end: Int, next: Int) { (self.end, following) = (UInt32(end), UInt32(next)) }
}

// MARK: - What it says

extension JSONEntry {
    /// What a string or a number says, in UTF-8; copied only where it has escapes.
    /// - Parameter bytes: the document's text, here and below.
    func withText<Result>(in bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard kind == .escapedString else { return body(UnsafeRawBufferPointer(rebasing: bytes[range])) }
        return JSONParser.unescaped(bytes, range).withUnsafeBytes(body)
    }

    func text(in bytes: UnsafeRawBufferPointer) -> String {
        withText(in: bytes) { String(decoding: $0, as: UTF8.self) }
    }

    func says(_ text: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Bool {
        let isPossible = kind == .escapedString || range.count == text.count
        return isPossible && withText(in: bytes) { $0.elementsEqual(text) }
    }

    func saysTheSame(as other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        other.kind == .escapedString
            ? other.withText(in: bytes) { says($0, in: bytes) }
            : says(UnsafeRawBufferPointer(rebasing: bytes[other.range]), in: bytes)
    }

    /// In the order of their bytes.
    func precedes(_ other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        withText(in: bytes) { text in other.withText(in: bytes) { text.lexicographicallyPrecedes($0) } }
    }
}
