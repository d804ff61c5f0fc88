// Instants as events carry them: RFC 3339, read strictly and without Foundation, whose parsers are slow and take
// 30 February.

extension Instant {
    /// Where a fraction finer than a millisecond goes.
    package enum Rounding: Hashable, Sendable {
        /// For the time of something that happened.
        case down
        /// For a deadline: never early.
        case up
    }

    /// Reads `2026-11-24T21:00:00Z`: RFC 3339, section 5.6, years 0000 to 9999, any number of fractional digits, `t`
    /// and `z` in either case, an offset up to ±23:59 (`-00:00` is UTC), nothing before or after.
    ///
    /// A leap second (`23:59:60` UTC on the last day of a month) reads, fraction or not, as the midnight that ends
    /// it, because POSIX time has no other number for it. What an offset or rounding would carry out of
    /// `distantPast...distantFuture` stays at their ends.
    package init(rfc3339 text: Swift.Span<UInt8>, rounding: Rounding) throws(TimeSyntaxFailure) {
        let date = try CivilDate(iso: text)
        guard text.holds("T", at: 10) || text.holds("t", at: 10) else {
            throw TimeSyntaxFailure(expected: "`T`", offset: 10)
        }
        let time = try RFC3339.secondsOfDay(text)
        let fraction = try RFC3339.Fraction(text, rounding: rounding)
        let seconds = Int64(date.dayNumber) * 86_400 + time - (try RFC3339.offset(text, at: fraction.end))
        if text.holds("6", at: 17) {
            try RFC3339.requireEndOfMonth(seconds)
            self = .saturating(seconds * 1000)
        } else {
            self = .saturating(seconds * 1000 + fraction.milliseconds)
        }
    }

    /// The same of any bytes; those that are not contiguous are copied.
    package init(rfc3339 bytes: some Collection<UInt8>, rounding: Rounding) throws(TimeSyntaxFailure) {
        let reading = bytes.withContiguousStorageIfAvailable { Result(rfc3339: $0.span, rounding: rounding) }
        self = try (reading ?? Result(rfc3339: Array(bytes).span, rounding: rounding)).get()
    }

    /// The same of a string.
    package init(rfc3339 text: String, rounding: Rounding) throws(TimeSyntaxFailure) {
        try self.init(rfc3339: text.utf8.span, rounding: rounding)
    }

    private static func saturating(_ milliseconds: Int64) -> Instant {
        min(max(Instant(milliseconds: milliseconds), .distantPast), .distantFuture)
    }
}

extension Result<Instant, TimeSyntaxFailure> {
    /// For closures, which the standard library does not let throw typed errors.
    fileprivate init(rfc3339 text: Swift.Span<UInt8>, rounding: Instant.Rounding) {
        do throws(TimeSyntaxFailure) {
            self = .success(try Instant(rfc3339: text, rounding: rounding))
        } catch {
            self = .failure(error)
        }
    }
}

/// The parts of an RFC 3339 time behind its date, which all stand at fixed places up to the fraction.
private enum RFC3339 {
    /// `hh:mm:ss`, which begins at 11; second 60 too, which only a leap second has.
    static func secondsOfDay(_ text: Swift.Span<UInt8>) throws(TimeSyntaxFailure) -> Int64 {
        let hour = try text.number(at: 11, digits: 2, in: 0...23, "an hour from 00 to 23")
        try text.require(":", at: 13)
        let minute = try text.number(at: 14, digits: 2, in: 0...59, "a minute from 00 to 59")
        try text.require(":", at: 16)
        let second = try text.number(at: 17, digits: 2, in: 0...60, "a second from 00 to 59")
        return Int64(hour * 3600 + minute * 60 + second)
    }

    /// Seconds east of UTC, from `Z` or `±hh:mm` at `start` to the end of the text.
    static func offset(_ text: Swift.Span<UInt8>, at start: Int) throws(TimeSyntaxFailure) -> Int64 {
        if text.holds("Z", at: start) || text.holds("z", at: start) {
            try requireEnd(of: text, at: start + 1)
            return 0
        }
        let isWest = text.holds("-", at: start)
        guard isWest || text.holds("+", at: start) else {
            throw TimeSyntaxFailure(expected: "`Z` or an offset like `+03:00`", offset: start)
        }
        let hours = try text.number(at: start + 1, digits: 2, in: 0...23, "an offset's hours from 00 to 23")
        try text.require(":", at: start + 3)
        let minutes = try text.number(at: start + 4, digits: 2, in: 0...59, "an offset's minutes from 00 to 59")
        try requireEnd(of: text, at: start + 6)
        return Int64(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }

    /// A leap second ends a month of UTC and nothing else.
    static func requireEndOfMonth(_ seconds: Int64) throws(TimeSyntaxFailure) {
        let (day, rest) = seconds.flooredDivision(by: 86_400)
        guard rest == 0, CivilDate(dayNumber: Int(day)).parts.day == 1 else {
            throw TimeSyntaxFailure(expected: "a second from 00 to 59", offset: 17)
        }
    }

    private static func requireEnd(of text: Swift.Span<UInt8>, at offset: Int) throws(TimeSyntaxFailure) {
        guard offset == text.count else { throw TimeSyntaxFailure(expected: "the end", offset: offset) }
    }

    /// What stands between the seconds, which end at 19, and the offset.
    struct Fraction {
        /// 0...1000.
        private(set) var milliseconds: Int64 = 0
        private(set) var end = 19

        init(_ text: Swift.Span<UInt8>, rounding: Instant.Rounding) throws(TimeSyntaxFailure) {
            guard text.holds(".", at: end) else { return }
            end += 1
            var (weight, hasRest) = (Int64(100), false)
            while let digit = text.digit(at: end) {
                milliseconds += Int64(digit) * weight
                hasRest = hasRest || (weight == 0 && digit > 0)
                weight /= 10
                end += 1
            }
            guard end > 20 else { throw TimeSyntaxFailure(expected: "a digit", offset: end) }
            if hasRest, rounding == .up { milliseconds += 1 }
        }
    }
}
