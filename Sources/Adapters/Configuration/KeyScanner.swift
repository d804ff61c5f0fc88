// Walks over a TOML text from statement to statement, stepping over values without reading them.

/// Yields the keys and headers of valid TOML, with their lines.
struct KeyScanner {
    struct Statement {
        enum Kind {
            /// `[a.b]`
            case header
            /// `[[a.b]]`
            case element
            /// `a.b = …`
            case key
        }

        let kind: Kind
        /// None where a header does not begin with one, which is no TOML.
        let keys: [String]
        let line: Int
        var bareValues: [BareValue] = []
    }

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() -> Statement? {
        skipToStatement()
        guard let byte = current else { return nil }
        let line = line
        guard byte == UInt8(ascii: "[") else {
            let keys = keys(until: UInt8(ascii: "="))
            return Statement(kind: .key, keys: keys, line: line, bareValues: skipValue())
        }
        advance()
        let isElement = current == UInt8(ascii: "[")
        if isElement { advance() }
        let keys = startsKey ? keys(until: UInt8(ascii: "]")) : []
        skipLine()
        return Statement(kind: isElement ? .element : .header, keys: keys, line: line)
    }
}

// MARK: - Keys

extension KeyScanner {
    /// Dotted keys up to a delimiter, which is passed.
    private mutating func keys(until end: UInt8) -> [String] {
        var keys: [String] = []
        while let byte = current, byte != end {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): keys.append(quoted(byte))
            case _ where KeyLines.isBareByte(byte): keys.append(bare())
            default: advance()
            }
        }
        advance()
        return keys
    }

    /// Whether a key follows, behind white space.
    private var startsKey: Bool {
        guard let first = bytes[index...].first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return false
        }
        return KeyLines.isBareByte(first) || first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    }

    private mutating func bare() -> String {
        let start = index
        while let byte = current, KeyLines.isBareByte(byte) { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// A quoted key as it is written: one with escapes in it is not found by its name, and has the line of its table.
    private mutating func quoted(_ quote: UInt8) -> String {
        let start = index + 1
        skipString(quote)
        return String(decoding: bytes[start..<max(start, index - 1)], as: UTF8.self)
    }
}

// MARK: - Stepping over

extension KeyScanner {
    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func advance() {
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private mutating func skipLine() {
        while let byte = current, byte != UInt8(ascii: "\n") { advance() }
    }

    /// White space, empty lines and comments.
    private mutating func skipToStatement() {
        while let byte = current {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipLine()
            default: return
            }
        }
    }

    /// To the end of the line on which the value's last bracket closes.
    /// - Returns: what stands there without quotes.
    private mutating func skipValue() -> [BareValue] {
        var brackets: [UInt8] = []
        var isKey = false
        var values: [BareValue] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\n") where brackets.isEmpty: return values
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets.append(byte)
                isKey = byte == UInt8(ascii: "{")
                advance()
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                // A bracket that closes another kind is a value that is none.
                if brackets.popLast().map({ $0 + 2 }) != byte { values.append(BareValue(byte, line: line)) }
                advance()
            case UInt8(ascii: ","), UInt8(ascii: "="):
                isKey = byte == UInt8(ascii: ",") && brackets.last == UInt8(ascii: "{")
                advance()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            default:
                let value = bareValue()
                if !isKey { values.append(value) }
            }
        }
        return values
    }

    /// Up to white space or a delimiter; a date with the time that may stand behind it, and a space between them.
    private mutating func bareValue() -> BareValue {
        let value = BareValue(text: word(), line: line)
        guard value.isDate, current == UInt8(ascii: " ") else { return value }
        let end = index
        advance()
        let time = word()
        guard time.isEmpty else { return BareValue(text: "\(value.text) \(time)", line: line) }
        index = end
        return value
    }

    private mutating func word() -> String {
        let start = index
        while let byte = current, !" \t\r\n,=[]{}#\"'".utf8.contains(byte) { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// A string from its opening quote past its closing one, of one line or of several.
    private mutating func skipString(_ quote: UInt8) {
        let delimiter = [UInt8](repeating: quote, count: starts(with: [quote, quote, quote]) ? 3 : 1)
        for _ in delimiter { advance() }
        while current != nil, !starts(with: delimiter) {
            if current == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
            advance()
        }
        for _ in delimiter { advance() }
        // Up to two quotes may stand before the closing three: `""""a quote""""`.
        while delimiter.count == 3, current == quote { advance() }
    }

    private func starts(with prefix: [UInt8]) -> Bool { bytes[index...].starts(with: prefix) }
}
