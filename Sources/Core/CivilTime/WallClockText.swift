// Instants as the people of a warehouse read them: on the calendar and the clock on their wall.

/// English wording of days, times and deadlines in one zone, as seen from one instant.
package struct WallClockText: Sendable {
    private let zone: TimeZoneRules
    private let reader: Instant

    /// `reader` is when the text is read: a year is written only when it is not the reader's own, or when the day is
    /// more than 300 days from them.
    package init(in zone: TimeZoneRules, readAt reader: Instant) { (self.zone, self.reader) = (zone, reader) }

    /// `Mon 23 Nov`, or `Fri 1 Jan 2027`.
    package func day(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        let short = "\(date.weekday.abbreviation) \(day) \(Self.months[month - 1])"
        return needsYear(date) ? "\(short) \(year)" : short
    }

    /// `Mon 23 Nov 13:00`; `13:00:08` where there are seconds; milliseconds are cut off.
    package func moment(_ instant: Instant) -> String {
        let (date, millisecondsOfDay) = zone.local(instant)
        var time = DigitText()
        time.append(millisecondsOfDay / 3_600_000, digits: 2)
        time.append(":")
        time.append(millisecondsOfDay / 60_000 % 60, digits: 2)
        let seconds = millisecondsOfDay / 1000 % 60
        if seconds > 0 {
            time.append(":")
            time.append(seconds, digits: 2)
        }
        return "\(day(date)) \(time.string)"
    }

    /// `by the end of Mon 23 Nov (Europe/Moscow)` for an instant at which a local day begins, because nobody reads
    /// Tuesday 00:00 as Monday; else `by Mon 23 Nov 13:00 (Europe/Moscow)`.
    package func deadline(_ instant: Instant) -> String {
        guard zone.start(of: zone.date(of: instant)) == instant else { return "by \(moment(instant)) (\(zone.name))" }
        let lastDay = zone.date(of: instant - .milliseconds(1))
        return "by the end of \(day(lastDay)) (\(zone.name))"
    }

    private func needsYear(_ date: CivilDate) -> Bool {
        let today = zone.date(of: reader)
        return date.parts.year != today.parts.year || abs(date.dayNumber - today.dayNumber) > 300
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension TimeZoneRules {
    /// `2026-11-23 13:00:00`, for tables; milliseconds are cut off.
    package func timestamp(_ instant: Instant) -> String {
        let (date, millisecondsOfDay) = local(instant)
        var text = DigitText()
        text.append(date)
        text.append(" ")
        text.append(secondsOfDay: millisecondsOfDay / 1000)
        return text.string
    }
}
