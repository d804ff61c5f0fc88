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
        self.kind = kind
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        following = UInt32(truncatingIfNeeded: index + 1)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var next: Int { Int(following) }

    /// All that an array or an object holds is read.
    mutating func close(end: Int, next: Int) {
        self.end = UInt32(truncatingIfNeeded: end)
        following = UInt32(truncatingIfNeeded: next)
    }
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
        kind == .escapedString
            ? String(decoding: JSONParser.unescaped(bytes, range), as: UTF8.self)
            : String(checked: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    /// Inlined: most names differ in their length already.
    @inline(__always)
    func says(_ text: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Bool {
        let isPossible = kind == .escapedString || range.count == text.count
        return isPossible && withText(in: bytes) { $0.isSame(as: text) }
    }

    @inline(__always)
    func saysTheSame(as other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        let isPossible = range.count == other.range.count || kind != .plainString || other.kind != .plainString
        return isPossible && other.withText(in: bytes) { says($0, in: bytes) }
    }

    /// The first eight bytes of what it says, the first of them highest. What differs in them is in their order.
    func firstBytes(in bytes: UnsafeRawBufferPointer) -> UInt64 {
        withText(in: bytes) { text in
            if text.count >= 8 { return UInt64(bigEndian: text.word(at: 0)) }
            return text.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - text.count))
        }
    }

    /// In the order of their bytes.
    func precedes(_ other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        withText(in: bytes) { text in other.withText(in: bytes) { text.precedes($0) } }
    }
}

extension UnsafeRawBufferPointer {
    /// Most names have fewer than 16 bytes: two or three comparisons.
    fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard word(at: index) == other.word(at: index) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }

    fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        let common = Swift.min(count, other.count)
        var index = 0
        while index < common {
            if self[index] != other[index] { return self[index] < other[index] }
            index += 1
        }
        return count < other.count
    }

    /// Eight bytes from `index` on.
    func word(at index: Int) -> UInt64 { loadUnaligned(fromByteOffset: index, as: UInt64.self) }
}
