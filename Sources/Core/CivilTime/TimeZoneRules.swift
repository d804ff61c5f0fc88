// A time zone as the system's tz database tells it, so that Debian's tzdata updates apply.

/// The rules of one zone: every change of its offset from UTC, past and to come.
///
/// A table of periods that have one offset each, and, for what lies behind it, a rule that repeats every year.
package struct TimeZoneRules: Sendable, Equatable {
    /// The IANA name, `Europe/Moscow`.
    package let name: String

    /// Ascending, never empty; the first begins at `Int64.min`.
    private let periods: [Period]
    /// Holds from the beginning of the last period on.
    private let yearly: YearlyRule?

    package static let utc = TimeZoneRules(name: "UTC", periods: [Period(start: .min, offset: 0)], yearly: nil)

    init(name: String, periods: [Period], yearly: YearlyRule?) {
        (self.name, self.periods, self.yearly) = (name, periods, yearly)
    }

    /// Seconds to add to UTC to get local time. O(log changes).
    package func offset(at instant: Instant) -> Int { Int(stretch(at: instant.seconds).offset) }

    /// The day and the milliseconds since midnight that a wall clock shows.
    package func local(_ instant: Instant) -> (date: CivilDate, millisecondsOfDay: Int) {
        let local = instant.milliseconds + Int64(offset(at: instant)) * 1000
        let (day, ofDay) = local.flooredDivision(by: 86_400_000)
        return (CivilDate(dayNumber: Int(day)), Int(ofDay))
    }

    package func date(of instant: Instant) -> CivilDate { local(instant).date }

    /// The first instant at which the zone's date is `date` or later: midnight, or when daylight saving skips it, the
    /// first instant after the gap; where a whole day is skipped, the start of the day after it.
    package func start(of date: CivilDate) -> Instant { firstInstant(of: date, secondsOfDay: 0) }

    /// The first instant of `date` at which a wall clock shows `time` or later; in a gap, the instant after it; where
    /// the time comes twice, the first.
    package func instant(of time: TimeOfDay, on date: CivilDate) -> Instant {
        firstInstant(of: date, secondsOfDay: time.minutesSinceMidnight * 60)
    }

    // MARK: - Stretches of one offset

    /// A period of the table; the next one, or the rule, ends it.
    struct Period: Sendable, Equatable {
        /// In seconds since 1970-01-01T00:00:00Z.
        let start: Int64
        /// In seconds east of UTC, within `TimeZoneRules.offsets`.
        let offset: Int64
    }

    /// What holds from an instant on, and until when; both in seconds.
    struct Stretch {
        let offset: Int64
        /// The next change; `Int64.max` when there is none.
        let end: Int64
    }

    /// Every offset a zone may have, in seconds (RFC 8536, section 3.2: more than −25 h, less than 26 h).
    static let offsets: ClosedRange<Int64> = -89_999...93_599

    private func stretch(at seconds: Int64) -> Stretch {
        let next = indexOfPeriod(after: seconds)
        if next == periods.endIndex, let yearly { return yearly.stretch(at: seconds) }
        let end = next == periods.endIndex ? Int64.max : periods[next].start
        return Stretch(offset: periods[next - 1].offset, end: end)
    }

    /// Of the first period that begins later than that: at least 1. A binary search.
    private func indexOfPeriod(after seconds: Int64) -> Int {
        var (low, high) = (1, periods.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if periods[middle].start <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Looks, from the earliest instant that any offset allows, for a stretch that still holds when the wall clock
    /// gets there.
    private func firstInstant(of date: CivilDate, secondsOfDay: Int) -> Instant {
        let day = min(max(date.dayNumber, Self.days.lowerBound), Self.days.upperBound)
        let wall = Int64(day) * 86_400 + Int64(secondsOfDay)
        var from = wall - Self.offsets.upperBound
        while true {
            let stretch = stretch(at: from)
            let candidate = max(from, wall - stretch.offset)
            if candidate < stretch.end { return Instant(milliseconds: candidate * 1000) }
            from = stretch.end
        }
    }

    /// Somewhat more than the days from `distantPast` to `distantFuture`, so that nothing overflows.
    private static let days = -800_000...3_000_000
}

extension Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    fileprivate var seconds: Int64 { milliseconds.flooredDivision(by: 1000).quotient }
}
