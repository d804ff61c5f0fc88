// Strings: UTF-8 that must be valid, escapes, and surrogates that must come in pairs (RFC 8259, sections 7 and 8).

extension JSONParser {
    /// Lists the string whose opening quote is next.
    mutating func addString() throws(Fault) {
        offset += 1
        let start = offset
        var kind = JSONEntry.Kind.printableString
        while true {
            offset = bytes.endOfPrintable(from: offset)
            switch offset < bytes.count ? bytes[offset] : 0 {
            case ASCII.quote:
                add(kind, start..<offset)
                offset += 1
                return
            case ASCII.backslash:
                _ = try escape()
                kind = .escapedString
            default:
                try skipUnprintable()
                if kind == .printableString { kind = .plainString }
            }
        }
    }

    /// What a string says that has escapes and was found in order.
    static func unescaped(_ bytes: UnsafeRawBufferPointer, _ content: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        var parser = JSONParser(UnsafeRawBufferPointer(rebasing: bytes[..<content.upperBound]), depthLimit: 0)
        parser.offset = content.lowerBound
        while parser.offset < content.upperBound {
            if bytes[parser.offset] == ASCII.backslash {
                guard let scalar = try? parser.escape() else { preconditionFailure("the string was read before") }
                text.append(contentsOf: Character(scalar).utf8)
            } else {
                text.append(bytes[parser.offset])
                parser.offset += 1
            }
        }
        return text
    }

    /// Past what is not printable ASCII, and may stand in a string all the same.
    private mutating func skipUnprintable() throws(Fault) {
        guard offset < bytes.count else { throw fault("a closing quote") }
        guard bytes[offset] >= ASCII.delete else {
            throw fault("a closing quote, or the control character as an escape")
        }
        guard bytes[offset] == ASCII.delete else { return try skipBeyondASCII() }
        offset += 1
    }

    /// Past characters of several bytes, of which one seldom comes alone.
    private mutating func skipBeyondASCII() throws(Fault) {
        repeat {
            guard let length = UTF8Sequence.length(in: bytes, at: offset) else { throw fault("valid UTF-8") }
            offset += length
        } while offset < bytes.count && bytes[offset] > ASCII.delete
    }

    /// What the escape says that is next.
    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        let start = offset
        offset += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case ASCII.quote: return "\""
        case ASCII.backslash: return "\\"
        case ASCII.slash: return "/"
        case ASCII.b: return "\u{8}"
        case ASCII.f: return "\u{C}"
        case ASCII.n: return "\n"
        case ASCII.r: return "\r"
        case ASCII.t: return "\t"
        case ASCII.u: return try scalar(escapedAt: start)
        default: throw fault("one of the escapes of JSON", at: start + 1)
        }
    }

    /// `\u0041`, or a pair of surrogates; its `\u` is read already.
    private mutating func scalar(escapedAt start: Int) throws(Fault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let paired = offset + 1 < bytes.count && bytes[offset] == ASCII.backslash && bytes[offset + 1] == ASCII.u
        guard first < 0xDC00, paired else { throw loneSurrogate(at: start) }
        offset += 2
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw loneSurrogate(at: start) }
        return scalar
    }

    private func loneSurrogate(at start: Int) -> Fault {
        Fault(offset: start, expected: "surrogates in pairs, high before low", found: "one alone")
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(Fault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard offset < bytes.count, let digit = ASCII.hexadecimal(bytes[offset]) else {
                throw fault("four hexadecimal digits")
            }
            unit = unit << 4 | digit
            offset += 1
        }
        return unit
    }
}

extension UnsafeRawBufferPointer {
    /// The first byte at `start` or behind it that is not printable ASCII of a string: a quote, a backslash, a control
    /// character, or one of a longer sequence. Eight bytes at a time: most of a text is such bytes.
    fileprivate func endOfPrintable(from start: Int) -> Int {
        var index = start
        while index + 8 <= count {
            let special = EightBytes(word(at: index)).special
            if special != 0 { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, !Self.isSpecial(self[index]) { index += 1 }
        return index
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < ASCII.space || byte >= ASCII.delete || byte == ASCII.quote || byte == ASCII.backslash
    }
}

/// Eight bytes in one word, the first of them lowest.
private struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private let word: UInt64

    init(_ word: UInt64) { self.word = UInt64(littleEndian: word) }

    /// The high bit of each byte that is not printable ASCII, or a quote or a backslash; those behind the first one may
    /// be wrong. (Subtracting borrows into a byte only from one below it that is special itself.)
    var special: UInt64 {
        let controls = word &- Self.ones &* UInt64(ASCII.space)
        let lowered = controls | lowered(by: ASCII.quote) | lowered(by: ASCII.backslash) | lowered(by: ASCII.delete)
        return (lowered & ~word | word) & Self.highBits
    }

    /// Its high bit is set in each byte that is this one.
    private func lowered(by byte: UInt8) -> UInt64 { (word ^ (Self.ones &* UInt64(byte))) &- Self.ones }
}
