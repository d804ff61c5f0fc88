// The words of a scenario's line: plain ones, quoted ones, times and numbers.

import CivilTime
import Orders

/// What is left of a line.
struct ScenarioWords {
    private var words: ArraySlice<String>

    /// Splits at spaces; a quotation keeps its own. `#` begins a comment.
    init(_ line: String) {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if character == "#", !isQuoted, word.isEmpty { break }
            switch character {
            case "\"": isQuoted.toggle()
            case " " where !isQuoted:
                if !word.isEmpty { words.append(word) }
                word = ""
            default: word.append(character)
            }
        }
        if !word.isEmpty { words.append(word) }
        self.words = words[...]
    }

    var isAtEnd: Bool { words.isEmpty }
    var rest: String { words.joined(separator: " ") }

    mutating func next() -> String? { words.popFirst() }

    /// Takes the next word if it is this one.
    mutating func take(_ word: String) -> Bool {
        guard words.first == word else { return false }
        words.removeFirst()
        return true
    }

    mutating func takeRest() -> String {
        defer { words = [] }
        return rest
    }

    mutating func expect(_ word: String) throws(ScenarioProblem) {
        guard take(word) else { throw ScenarioProblem("expected \"\(word)\", found \"\(rest)\"") }
    }

    mutating func one<Value>(_ what: String, read: (String) -> Value?) throws(ScenarioProblem) -> Value {
        guard let word = next(), let value = read(word) else {
            throw ScenarioProblem("expected \(what)\(isAtEnd ? "" : " before \"\(rest)\"")")
        }
        return value
    }

    /// `Mon 23 Nov 12:59`, `Mon 23 Nov 12:59:59.999`, `end of Mon 23 Nov`, and a year after the month where it is not
    /// 2026; on a clock in Moscow.
    mutating func instant() throws(ScenarioProblem) -> Instant {
        let isEnd = take("end")
        if isEnd { try expect("of") }
        let weekday = try one("a weekday") { word in Weekday.allCases.first { $0.abbreviation == word } }
        let day = try one("a day", read: { Int($0) })
        let month = try one("a month", read: { Self.months.firstIndex(of: $0) }) + 1
        let year = words.first.flatMap { $0.count == 4 ? Int($0) : nil }
        if year != nil { words.removeFirst() }
        guard let date = CivilDate(year: year ?? 2026, month: month, day: day), date.weekday == weekday else {
            throw ScenarioProblem("there is no \(weekday.abbreviation) \(day) \(Self.months[month - 1])")
        }
        if isEnd { return Warehouse.moscow.zone.start(of: date.next) }
        return try one("a time of day", read: { Self.instant($0, on: date) })
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func instant(_ time: String, on date: CivilDate) -> Instant? {
        guard let minute = TimeOfDay(String(time.prefix(5))) else { return nil }
        let seconds = time.dropFirst(5)
        guard !seconds.isEmpty else { return Warehouse.moscow.zone.instant(of: minute, on: date) }
        guard seconds.first == ":", let count = Double(seconds.dropFirst()), (0..<60).contains(count) else {
            return nil
        }
        let milliseconds = Span.milliseconds(Int64((count * 1000).rounded()))
        return Warehouse.moscow.zone.instant(of: minute, on: date) + milliseconds
    }
}

/// `name=value` to the end of a line.
struct ScenarioMembers {
    private var values: [String: String] = [:]

    init(_ words: inout ScenarioWords) throws(ScenarioProblem) {
        while let word = words.next() {
            guard let sign = word.firstIndex(of: "="), values[String(word[..<sign])] == nil else {
                throw ScenarioProblem("expected name=value, once, found \"\(word)\"")
            }
            values[String(word[..<sign])] = String(word[word.index(after: sign)...])
        }
    }

    mutating func optional(_ name: String) -> String? { values.removeValue(forKey: name) }

    mutating func required<Value>(_ name: String, _ read: (String) -> Value?) throws(ScenarioProblem) -> Value {
        guard let text = optional(name), let value = read(text) else {
            throw ScenarioProblem("\(name)= is missing, or not such a thing")
        }
        return value
    }

    mutating func text(_ name: String) throws(ScenarioProblem) -> String { try required(name, \.self) }

    mutating func optionalInstant(_ name: String) throws(ScenarioProblem) -> Instant? {
        guard let text = optional(name) else { return nil }
        var words = ScenarioWords(text)
        return try words.instant()
    }

    func finish() throws(ScenarioProblem) {
        guard values.isEmpty else { throw ScenarioProblem("unknown: \(values.keys.sorted().joined(separator: ", "))") }
    }
}
