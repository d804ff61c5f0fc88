// The footer of a TZif file: the value of POSIX's TZ variable, `CET-1CEST,M3.5.0,M10.5.0/3`, with the hours that
// RFC 8536, section 3.3.1, adds to it.

extension YearlyRule {
    /// POSIX counts offsets west of UTC; this type, like everybody else, counts them east.
    init(posix text: [UInt8]) throws(TimeSyntaxFailure) {
        var reader = POSIXReader(text: text)
        try reader.skipDesignation()
        let standard = -(try reader.readTime(maximumHours: 24))
        self.init(standard: standard, daylight: try reader.readDaylight(standard: standard))
    }
}

/// Goes through the rule once, from its beginning to its end.
private struct POSIXReader {
    let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) { self.text = text }

    /// Nil at the end of the text: the zone has one offset the year round.
    mutating func readDaylight(standard: Int64) throws(TimeSyntaxFailure) -> YearlyRule.Daylight? {
        if position == text.count { return nil }
        try skipDesignation()
        let offset = text.span.holds(",", at: position) ? standard + 3600 : -(try readTime(maximumHours: 24))
        let start = try readChange()
        let end = try readChange()
        guard position == text.count else { throw TimeSyntaxFailure(expected: "the rule's end", offset: position) }
        return YearlyRule.Daylight(offset: offset, start: start, end: end)
    }

    /// `CET`, or `<+03>` where it is not all letters.
    mutating func skipDesignation() throws(TimeSyntaxFailure) {
        let start = position
        if skip("<") {
            while position < text.count, text[position] != 0x3E { position += 1 }
            return try require(">")
        }
        while position < text.count, case 0x61...0x7A = text[position] | 0x20 { position += 1 }
        guard position - start >= 3 else {
            throw TimeSyntaxFailure(expected: "an abbreviation of three letters or more", offset: start)
        }
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func readTime(maximumHours: Int) throws(TimeSyntaxFailure) -> Int64 {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        var seconds = try readNumber(in: 0...maximumHours, "hours") * 3600
        if skip(":") { seconds += try readNumber(in: 0...59, "minutes") * 60 }
        if skip(":") { seconds += try readNumber(in: 0...59, "seconds") }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M3.5.0/2`; at 02:00 where there is no time.
    private mutating func readChange() throws(TimeSyntaxFailure) -> YearlyRule.Change {
        try require(",")
        let day = try readDay()
        return YearlyRule.Change(day: day, seconds: skip("/") ? try readTime(maximumHours: 167) : 7200)
    }

    private mutating func readDay() throws(TimeSyntaxFailure) -> YearlyRule.Day {
        if skip("J") { return .withoutLeapDay(try readNumber(in: 1...365, "a day of the year")) }
        guard skip("M") else { return .withLeapDay(try readNumber(in: 0...365, "a day of the year")) }
        let month = try readNumber(in: 1...12, "a month")
        try require(".")
        let week = try readNumber(in: 1...5, "a week of the month")
        try require(".")
        return .weekday(try readNumber(in: 0...6, "a weekday"), week: week, month: month)
    }

    private mutating func readNumber(
        in range: ClosedRange<Int>, _ what: String
    ) throws(TimeSyntaxFailure) -> Int {
        let start = position
        var number = 0
        while number <= range.upperBound, let digit = text.span.digit(at: position) {
            number = number * 10 + digit
            position += 1
        }
        guard position > start, range.contains(number) else {
            throw TimeSyntaxFailure(expected: "\(what) from \(range.lowerBound) to \(range.upperBound)", offset: start)
        }
        return number
    }

    private mutating func require(_ character: Unicode.Scalar) throws(TimeSyntaxFailure) {
        try text.span.require(character, at: position)
        position += 1
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard text.span.holds(character, at: position) else { return false }
        position += 1
        return true
    }
}
