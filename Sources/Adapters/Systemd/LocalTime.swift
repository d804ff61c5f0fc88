// Times as people read them: everything else here asks this file.

import CivilTime

/// Texts of instants in a warehouse's zone.
struct LocalTime {
    let zone: TimeZoneRules

    /// When something is to be done: `by the end of Mon 23 Nov (Europe/Moscow)` where a day ends at that instant, else
    /// `by Mon 23 Nov 13:00 (Europe/Moscow)`.
    func deadline(_ due: Instant) -> String {
        let date = zone.date(of: due)
        if zone.start(of: date) == due { return "by the end of \(day(date.previous)) (\(zone.name))" }
        return "by \(moment(due))"
    }

    /// `Mon 23 Nov 13:00 (Europe/Moscow)`; with seconds where there are some.
    private func moment(_ instant: Instant) -> String {
        let (date, milliseconds) = zone.local(instant)
        let seconds = milliseconds / 1000
        let clock = twoDigits(seconds / 3600) + ":" + twoDigits(seconds / 60 % 60)
        return "\(day(date)) \(clock)\(seconds % 60 == 0 ? "" : ":" + twoDigits(seconds % 60)) (\(zone.name))"
    }

    private func day(_ date: CivilDate) -> String {
        let (_, month, day) = date.parts
        let weekday = date.weekday.rawValue
        return "\(weekday.prefix(1).uppercased())\(weekday.dropFirst()) \(day) \(Self.months[month - 1])"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension Span {
    /// What is left, to the minute while it is minutes: `3d`, `1h 30min`, `45s`.
    var remaining: String {
        let seconds = (milliseconds + 999) / 1000
        guard seconds >= 60 else { return "\(seconds)s" }
        let minutes = (seconds + 30) / 60
        let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}

extension Instant {
    /// RFC 3339 in UTC, `2026-11-24T21:00:00Z`; with milliseconds where there are some.
    var text: String {
        let (date, milliseconds) = TimeZoneRules.utc.local(self)
        let (year, month, day) = date.parts
        let seconds = milliseconds / 1000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
        let fraction = milliseconds % 1000 == 0 ? "" : "." + String(1000 + milliseconds % 1000).dropFirst()
        return "\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(day))T\(clock)\(fraction)Z"
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func fourDigits(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
}
