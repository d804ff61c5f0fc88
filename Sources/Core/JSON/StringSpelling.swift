// Strings with as few escapes as JSON allows (RFC 8785, section 3.2.2.2).

/// Writes strings of JSON in their one canonical spelling.
package enum StringSpelling {
    package static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(ASCII.quote)
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &bytes) }
        bytes.append(ASCII.quote)
    }

    private static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        var plain = 0
        for index in 0..<text.count where needsEscape(text[index]) {
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[plain..<index]))
            appendEscape(text[index], to: &bytes)
            plain = index + 1
        }
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[plain...]))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(ASCII.backslash)
        switch byte {
        case ASCII.quote, ASCII.backslash: bytes.append(byte)
        case ASCII.backspace: bytes.append(ASCII.b)
        case ASCII.tab: bytes.append(ASCII.t)
        case ASCII.lineFeed: bytes.append(ASCII.n)
        case ASCII.formFeed: bytes.append(ASCII.f)
        case ASCII.carriageReturn: bytes.append(ASCII.r)
        default:
            let digits = String(byte, radix: 16).utf8
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(contentsOf: digits.count == 1 ? "0".utf8 : "".utf8)
            bytes.append(contentsOf: digits)
        }
    }
}
