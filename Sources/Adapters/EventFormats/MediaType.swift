// What `datacontenttype` says (RFC 2046, with the syntax of RFC 2045, section 5.1).

/// A media type: `application/vnd.shop+json; charset=utf-8`.
struct MediaType {
    /// `vnd.shop+json`, in lower case.
    private let subtype: String

    /// Nil for what is no media type.
    init?(_ text: String) {
        var rest = text.utf8[...]
        guard Self.takeToken(from: &rest) != nil, Self.take("/", from: &rest),
            let subtype = Self.takeToken(from: &rest)
        else { return nil }
        self.subtype = subtype.lowercased()
        Self.skipSpace(&rest)
        while Self.take(";", from: &rest) {
            Self.skipSpace(&rest)
            guard Self.takeToken(from: &rest) != nil, Self.take("=", from: &rest), Self.takeValue(from: &rest)
            else { return nil }
            Self.skipSpace(&rest)
        }
        guard rest.isEmpty else { return nil }
    }

    /// Whether it declares JSON (CloudEvents JSON format, section 3.1.1).
    var isJSON: Bool { subtype == "json" || subtype.hasSuffix("+json") }

    // MARK: - Its grammar

    private static func take(_ character: Unicode.Scalar, from text: inout Substring.UTF8View) -> Bool {
        guard text.first == UInt8(ascii: character) else { return false }
        text = text.dropFirst()
        return true
    }

    /// At least one byte of printable ASCII that is no space and does not separate.
    private static func takeToken(from text: inout Substring.UTF8View) -> String? {
        let token = text.prefix { (0x21..<0x7F).contains($0) && !"()<>@,;:\\\"/[]?=".utf8.contains($0) }
        text = text[token.endIndex...]
        return token.isEmpty ? nil : String(Substring(token))
    }

    /// A token, or a quoted string.
    private static func takeValue(from text: inout Substring.UTF8View) -> Bool {
        guard take("\"", from: &text) else { return takeToken(from: &text) != nil }
        while let byte = text.popFirst() {
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\"), text.popFirst() == nil { return false }
        }
        return false
    }

    private static func skipSpace(_ text: inout Substring.UTF8View) {
        text = text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}
