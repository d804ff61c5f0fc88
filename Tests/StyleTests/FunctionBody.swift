// How long the functions of a file are, found by their braces.

/// A function, an initialiser, a subscript or a computed property, with its body.
struct FunctionBody: Equatable {
    /// Counted from 1.
    let line: Int
    /// From its first line to its closing brace.
    let lineCount: Int
    /// A comment on its first line, or on the line above, calls it a table.
    let isTable: Bool
}

extension SourceFile {
    var functions: [FunctionBody] {
        let lines = lines
        return lines.indices.compactMap { start in
            guard Self.declaresFunction(lines[start].code), let end = Self.lastLine(of: lines[start...]) else {
                return nil
            }
            let comments = lines[max(0, start - 1)...start].map(\.comment)
            let isTable = comments.contains { $0.contains("A table.") }
            return FunctionBody(line: start + 1, lineCount: end - start + 1, isTable: isTable)
        }
    }

    private static func declaresFunction(_ code: String) -> Bool {
        let words = code.split { !($0.isLetter || $0 == "_" || $0 == "@") }
        let declaration = words.drop { $0.hasPrefix("@") || modifiers.contains($0) }.first
        switch declaration {
        case "func", "init", "deinit", "subscript": return true
        case "var": return code.hasSuffix("{")
        default: return false
        }
    }

    private static let modifiers: Set<Substring> = [
        "package", "public", "internal", "fileprivate", "private", "open", "set", "static", "class", "final",
        "mutating",
        "nonmutating", "override", "convenience", "required", "lazy", "nonisolated", "isolated", "consuming",
        "borrowing", "prefix", "postfix", "infix", "weak", "unowned", "indirect", "dynamic",
    ]

    /// The line with the brace that closes a declaration's body; nil for a requirement, which has none.
    private static func lastLine(of lines: ArraySlice<SourceLine>) -> Int? {
        var parentheses = 0
        var braces = 0
        for (index, line) in zip(lines.indices, lines) {
            if index > lines.startIndex, parentheses == 0, braces == 0, !continues(line.code) { return nil }
            for character in line.code {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{": braces += 1
                case "}":
                    braces -= 1
                    if braces <= 0, parentheses == 0 { return braces == 0 ? index : nil }
                default: break
                }
            }
        }
        return nil
    }

    /// Whether a line goes on with a signature.
    private static func continues(_ code: String) -> Bool {
        let trimmed = code.drop { $0 == " " }
        return ["{", "->", "where", "throws", "async", "rethrows", ")"].contains { trimmed.hasPrefix($0) }
    }
}
