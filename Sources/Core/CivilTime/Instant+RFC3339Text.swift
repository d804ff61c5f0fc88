// Instants as programs read them back: RFC 3339, in UTC or with a zone's offset.

extension Instant {
    /// `2026-11-24T21:00:00Z`, with three more digits (`21:00:00.123Z`) where there are milliseconds. An instant
    /// outside `distantPast...distantFuture`, which RFC 3339 cannot write, is written as the nearer of them.
    package var rfc3339: String { rfc3339(offsetMinutes: nil) }

    /// `2026-11-25T00:00:00+03:00`. Offsets with seconds, which zones had before standard time, are cut to the minute,
    /// and the local time with them, so that the text still names this instant. UTC where the local year would not
    /// be 0000 to 9999.
    package func rfc3339(in zone: TimeZoneRules) -> String {
        let minutes = zone.offset(at: self) / 60
        let local = Instant(milliseconds: writable.milliseconds + Int64(minutes) * 60_000)
        return rfc3339(offsetMinutes: local == local.writable ? minutes : nil)
    }

    private var writable: Instant { min(max(self, .distantPast), .distantFuture) }

    /// Nil for UTC.
    private func rfc3339(offsetMinutes: Int?) -> String {
        let local = writable.milliseconds + Int64(offsetMinutes ?? 0) * 60_000
        let (day, ofDay) = local.flooredDivision(by: 86_400_000)
        var text = DigitText()
        text.append(CivilDate(dayNumber: Int(day)))
        text.append("T")
        text.append(secondsOfDay: Int(ofDay / 1000))
        if ofDay % 1000 != 0 {
            text.append(".")
            text.append(Int(ofDay % 1000), digits: 3)
        }
        text.append(offsetMinutes: offsetMinutes)
        return text.string
    }
}

extension DigitText {
    /// `Z` for nil, else `+03:00`.
    fileprivate mutating func append(offsetMinutes: Int?) {
        guard let offsetMinutes else { return append("Z") }
        append(offsetMinutes < 0 ? "-" : "+")
        append(abs(offsetMinutes) / 60, digits: 2)
        append(":")
        append(abs(offsetMinutes) % 60, digits: 2)
    }
}
