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
        case null, no, yes
        /// A number of digits alone.
        case plainNumber
        case number
        /// A string of printable ASCII that stands in the text as it is.
        case printableString
        /// A string of other characters too that stands in the text as it is.
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

    var isNumber: Bool { kind == .number || kind == .plainNumber }

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
            : String(checked: UnsafeRawBufferPointer(rebasing: bytes[range]), isASCII: kind != .plainString)
    }

    /// Inlined: most names differ in their length already.
    @inline(__always)
    func says(_ text: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Bool {
        let isPossible = kind == .escapedString || range.count == text.count
        return isPossible && withText(in: bytes) { $0.isSame(as: text) }
    }

    @inline(__always)
    func saysTheSame(as other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        let isPossible = range.count == other.range.count || kind == .escapedString || other.kind == .escapedString
        return isPossible && other.withText(in: bytes) { says($0, in: bytes) }
    }

    /// The first eight bytes of what it says, the first of them highest. What differs in them is in their order.
    func firstBytes(in bytes: UnsafeRawBufferPointer) -> UInt64 {
        if kind != .escapedString, Int(start) + 8 <= bytes.count {
            let word = UInt64(bigEndian: bytes.word(at: Int(start)))
            return range.count < 8 ? word & ~(UInt64.max >> UInt64(8 * range.count)) : word
        }
        return withText(in: bytes) { text in
            let first = text.prefix(8)
            return first.isEmpty ? 0 : first.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - first.count))
        }
    }

    /// In the order of their bytes.
    func precedes(_ other: JSONEntry, in bytes: UnsafeRawBufferPointer) -> Bool {
        withText(in: bytes) { text in other.withText(in: bytes) { text.precedes($0) } }
    }
}

extension UnsafeRawBufferPointer {
    /// Most names have fewer than 16 bytes: one comparison, or two.
    fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count >= 8 else { return isShort(sameAs: other) }
        var index = 0
        while index + 8 <= count {
            guard word(at: index) == other.word(at: index) else { return false }
            index += 8
        }
        return word(at: count - 8) == other.word(at: count - 8)
    }

    /// Of fewer than eight bytes; the two halves of four may overlap.
    private func isShort(sameAs other: UnsafeRawBufferPointer) -> Bool {
        if count >= 4 { return half(at: 0) == other.half(at: 0) && half(at: count - 4) == other.half(at: count - 4) }
        var index = 0
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }

    private func half(at index: Int) -> UInt32 { loadUnaligned(fromByteOffset: index, as: UInt32.self) }

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
