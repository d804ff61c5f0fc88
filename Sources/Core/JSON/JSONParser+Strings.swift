// Strings: UTF-8 that must be valid, escapes, and surrogates that must come in pairs (RFC 8259, sections 7 and 8).

extension JSONParser {
    /// The string whose opening quote is next.
    mutating func string() throws(Fault) -> String {
        offset += 1
        let start = offset
        try skipPlain()
        if bytes[offset] == ASCII.quote {
            offset += 1
            return text(start..<offset - 1)
        }
        return try escapedString(from: start)
    }

    /// Bytes that are known to be UTF-8.
    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// The same for a string that has escapes, the first of which is next.
    private mutating func escapedString(from start: Int) throws(Fault) -> String {
        var text: [UInt8] = []
        var plain = start
        while bytes[offset] == ASCII.backslash {
            text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[plain..<offset]))
            try escape(into: &text)
            plain = offset
            try skipPlain()
        }
        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[plain..<offset]))
        offset += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Up to the next quote or backslash.
    private mutating func skipPlain() throws(Fault) {
        var index = offset
        while index < bytes.count {
            let byte = bytes[index]
            if byte == ASCII.quote || byte == ASCII.backslash {
                offset = index
                return
            }
            if byte >= 0x80 {
                guard let length = UTF8Sequence.length(in: bytes, at: index) else {
                    throw fault("valid UTF-8", at: index)
                }
                index += length
            } else if byte >= ASCII.space {
                index += 1
            } else {
                throw fault("a closing quote, or the control character as an escape", at: index)
            }
        }
        throw fault("a closing quote", at: bytes.count)
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        let start = offset
        offset += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case ASCII.quote: text.append(ASCII.quote)
        case ASCII.backslash: text.append(ASCII.backslash)
        case ASCII.slash: text.append(ASCII.slash)
        case ASCII.b: text.append(ASCII.backspace)
        case ASCII.f: text.append(ASCII.formFeed)
        case ASCII.n: text.append(ASCII.lineFeed)
        case ASCII.r: text.append(ASCII.carriageReturn)
        case ASCII.t: text.append(ASCII.tab)
        case ASCII.u: text.append(contentsOf: Array(Character(try scalar(escapedAt: start)).utf8))
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
