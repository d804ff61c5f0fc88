// A line of Swift taken apart, so that a brace in a string or a word in a comment is not mistaken for code.

/// One line of a file: its code, with every string literal emptied, and its comment.
struct SourceLine {
    let text: String
    private(set) var code = ""
    /// From `//` on; empty without one.
    private(set) var comment = ""

    /// Reads a line. `isInString` tells whether it begins, and then whether it ends, inside a multi-line string.
    init(_ text: some StringProtocol, isInString: inout Bool) {
        self.text = String(text)
        var rest = text[...]
        if isInString { rest = Self.afterMultilineString(rest, &isInString) }
        while let next = rest.first {
            if rest.hasPrefix("//") {
                comment = String(rest)
                return
            }
            if let string = Self.openingQuote(rest) {
                code += "\"\""
                rest = Self.afterString(rest.dropFirst(string.count), closing: string, &isInString)
            } else {
                code.append(next)
                rest.removeFirst()
            }
        }
    }

    /// The quote that a string literal begins with here: `"`, `"""`, `#"`, …; nil where none begins.
    private static func openingQuote<S: StringProtocol>(_ rest: S) -> String? {
        let hashes = rest.prefix { $0 == "#" }
        let quoted = rest.dropFirst(hashes.count)
        guard quoted.hasPrefix("\"") else { return nil }
        return hashes + (quoted.hasPrefix("\"\"\"") ? "\"\"\"" : "\"")
    }

    /// What follows the string literal whose inside begins here.
    private static func afterString<S: StringProtocol>(
        _ inside: S, closing opening: String, _ isInString: inout Bool
    ) -> S where S.SubSequence == S {
        if opening.hasSuffix("\"\"\"") {
            isInString = true
            return afterMultilineString(inside, &isInString)
        }
        let hashes = opening.filter { $0 == "#" }
        var rest = inside
        while !rest.isEmpty, !rest.hasPrefix("\"" + hashes) {
            rest = afterCharacter(rest, hashes: hashes)
        }
        return rest.dropFirst(1 + hashes.count)
    }

    /// What follows one character of a string, one escape, or one interpolation.
    private static func afterCharacter<S: StringProtocol>(_ inside: S, hashes: String) -> S
    where S.SubSequence == S {
        guard inside.hasPrefix("\\" + hashes) else { return inside.dropFirst() }
        let escaped = inside.dropFirst(1 + hashes.count)
        return escaped.first == "(" ? afterParentheses(escaped) : escaped.dropFirst()
    }

    private static func afterParentheses<S: StringProtocol>(_ opening: S) -> S where S.SubSequence == S {
        var rest = opening
        var depth = 0
        var isInString = false
        repeat {
            if let quote = openingQuote(rest) {
                rest = afterString(rest.dropFirst(quote.count), closing: quote, &isInString)
                continue
            }
            if rest.first == "(" { depth += 1 }
            if rest.first == ")" { depth -= 1 }
            rest = rest.dropFirst()
        } while depth > 0 && !rest.isEmpty
        return rest
    }

    private static func afterMultilineString<S: StringProtocol>(_ inside: S, _ isInString: inout Bool) -> S
    where S.SubSequence == S {
        var rest = inside
        while !rest.isEmpty, !rest.hasPrefix("\"\"\"") { rest = rest.dropFirst() }
        isInString = rest.isEmpty
        return rest.dropFirst(3)
    }
}
