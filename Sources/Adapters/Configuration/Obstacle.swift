// What the TOML parser is not given. It has assertions, and on texts like `[[[a]]]` and `x = 2026-11-23 0` one fails
// and would end the process, at a reload too. So headers, and values without quotes, are looked at before.

/// A place that the parser might not survive.
struct Obstacle {
    let line: Int
    let found: String

    /// The first of a text; nil where there is none, as in all that is TOML.
    init?(in text: String) {
        var scanner = KeyScanner(text)
        while let statement = scanner.next() {
            if statement.kind != .key && statement.keys.isEmpty {
                self.init(line: statement.line, found: "a table's header that does not begin with a name")
                return
            }
            guard let value = statement.bareValues.first(where: { !$0.isPlain }) else { continue }
            self.init(line: value.line, found: value.fault)
            return
        }
        return nil
    }

    private init(line: Int, found: String) { (self.line, self.found) = (line, found) }
}

/// A value without quotes and brackets.
struct BareValue {
    let text: String
    let line: Int

    init(text: String, line: Int) { (self.text, self.line) = (text, line) }

    init(_ byte: UInt8, line: Int) { self.init(text: String(decoding: [byte], as: UTF8.self), line: line) }

    /// Whether it is a truth, a whole number, a decimal, a date or a time, by its shape.
    var isPlain: Bool { text == "true" || text == "false" || isNumber || Self.moments.contains(shape) }

    /// What is wrong with one that is not.
    var fault: String {
        text == "]" || text == "}"
            ? "`\(text)`, which closes no bracket"
            : "`\(text)`, which is no number, date or truth; quotes are missing"
    }

    /// By its shape.
    var isDate: Bool { text.utf8.count == Self.date.utf8.count && shape == Self.date }

    private var isNumber: Bool {
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x5F }
            }
    }

    /// With 0 for every digit, and one for all of a fraction.
    private var shape: String {
        var shape = ""
        for character in text {
            let isDigit = ("0"..."9").contains(character)
            if isDigit && shape.contains(".") && shape.last == "0" { continue }
            shape.append(isDigit ? "0" : character)
        }
        return shape
    }

    /// RFC 3339, and its parts (TOML, "Local Date-Time" and following).
    private static let moments: Set<String> = {
        let times = ["00:00", "00:00:00", "00:00:00.0"]
        let zones = ["", "Z", "z", "+00:00", "-00:00"]
        let zoned = times.flatMap { time in zones.map { time + $0 } }
        return Set([date] + zoned + zoned.flatMap { time in ["T", "t", " "].map { date + $0 + time } })
    }()

    private static let date = "0000-00-00"
}
