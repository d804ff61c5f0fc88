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
        let (date, time) = zone.local(instant)
        return "\(day(date)) \(Self.time(time / 1000, hasSeconds: time / 1000 % 60 > 0))"
    }

    /// `Mon 23 Nov 13:00 (Europe/Moscow)`, for where nothing else tells the zone.
    package func namedMoment(_ instant: Instant) -> String { "\(moment(instant)) (\(zone.name))" }

    /// `by the end of Mon 23 Nov (Europe/Moscow)` for an instant at which a local day begins, because nobody reads
    /// Tuesday 00:00 as Monday; else `by Mon 23 Nov 13:00 (Europe/Moscow)`.
    package func deadline(_ instant: Instant) -> String {
        guard zone.start(of: zone.date(of: instant)) == instant else { return "by \(namedMoment(instant))" }
        let lastDay = zone.date(of: instant - .milliseconds(1))
        return "by the end of \(day(lastDay)) (\(zone.name))"
    }

    private func needsYear(_ date: CivilDate) -> Bool { date.parts.year != today.parts.year || isFar(date) }

    private func isFar(_ date: CivilDate) -> Bool { abs(date.dayNumber - today.dayNumber) > 300 }

    private var today: CivilDate { zone.date(of: reader) }

    private static func time(_ secondsOfDay: Int, hasSeconds: Bool) -> String {
        var text = DigitText()
        text.append(secondsOfDay: secondsOfDay)
        return String(text.string.prefix(hasSeconds ? 8 : 5))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

// MARK: - Where there is little room

extension WallClockText {
    /// `23 Nov`, or `23 Nov 2028` where that is more than 300 days away.
    package func briefDay(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        let short = "\(day) \(Self.months[month - 1])"
        return isFar(date) ? "\(short) \(year)" : short
    }

    /// `13:00` today, else `23 Nov 13:00`; seconds are cut off.
    package func briefMoment(_ instant: Instant) -> String {
        let (date, time) = zone.local(instant)
        let text = Self.time(time / 1000, hasSeconds: false)
        return date == today ? text : "\(briefDay(date)) \(text)"
    }

    /// `23 Nov 13:00:08`; milliseconds are cut off.
    package func briefTimestamp(_ instant: Instant) -> String {
        let (date, time) = zone.local(instant)
        return "\(briefDay(date)) \(Self.time(time / 1000, hasSeconds: true))"
    }
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
