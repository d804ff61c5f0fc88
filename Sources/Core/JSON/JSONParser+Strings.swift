// Strings: UTF-8 that must be valid, escapes, and surrogates that must come in pairs (RFC 8259, sections 7 and 8).

extension JSONParser {
    /// The string whose opening quote is next: what stands between the quotes.
    mutating func string() throws(Fault) -> (content: Range<Int>, hasEscapes: Bool) {
        offset += 1
        let start = offset
        try skipPlain()
        let hasEscapes = bytes[offset] == ASCII.backslash
        while bytes[offset] == ASCII.backslash {
            _ = try escape()
            try skipPlain()
        }
        offset += 1
        return (start..<offset - 1, hasEscapes)
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

    /// Up to the next quote or backslash.
    private mutating func skipPlain() throws(Fault) {
        var index = offset
        while true {
            index = bytes.endOfPlainText(from: index)
            guard index < bytes.count else { throw fault("a closing quote", at: bytes.count) }
            let byte = bytes[index]
            guard byte >= 0x80 else {
                offset = index
                if byte == ASCII.quote || byte == ASCII.backslash { return }
                throw fault("a closing quote, or the control character as an escape", at: index)
            }
            guard let length = UTF8Sequence.length(in: bytes, at: index) else {
                throw fault("valid UTF-8", at: index)
            }
            index += length
        }
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
    /// The first byte at `start` or behind it that is not plain ASCII of a string: a quote, a backslash, a control
    /// character, or the beginning of a longer sequence. Eight bytes at a time: most of a text is such bytes.
    fileprivate func endOfPlainText(from start: Int) -> Int {
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
        byte < ASCII.space || byte >= 0x80 || byte == ASCII.quote || byte == ASCII.backslash
    }
}

/// Eight bytes in one word, the first of them lowest.
private struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private let word: UInt64

    init(_ word: UInt64) { self.word = UInt64(littleEndian: word) }

    /// The high bit of each byte that is not plain; those behind the first one may be wrong.
    /// (Subtracting borrows into a byte only from one below it that is special itself.)
    var special: UInt64 {
        let controls = word &- Self.ones &* UInt64(ASCII.space)
        let quotes = word ^ (Self.ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (Self.ones &* UInt64(ASCII.backslash))
        let lowered = controls | (quotes &- Self.ones) | (backslashes &- Self.ones)
        return (lowered & ~word | word) & Self.highBits
    }
}
