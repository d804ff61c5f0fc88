// How a text stands out on a terminal (ECMA-48, "Select graphic rendition").

enum Style: String {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"

    func painted(_ text: String, hasColour: Bool) -> String {
        guard hasColour, self != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}
