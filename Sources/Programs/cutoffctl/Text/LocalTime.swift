// Times as the people of a warehouse read them.

import CivilTime

struct LocalTime {
    let zone: TimeZoneRules
    let now: Instant

    private var text: WallClockText { WallClockText(in: zone, readAt: now) }

    /// `Mon 23 Nov 13:00`
    func moment(_ instant: Instant) -> String { text.moment(instant) }

    func day(_ date: CivilDate) -> String { text.day(date) }

    /// `end of Mon 23 Nov` for the midnight that ends it, else `Mon 23 Nov 13:00`.
    func due(_ instant: Instant) -> String {
        guard zone.start(of: zone.date(of: instant)) == instant else { return moment(instant) }
        return "end of \(day(zone.date(of: instant - .milliseconds(1))))"
    }

    /// `in 2h 15min`
    func countdown(to instant: Instant) -> String { (instant - now).countdown }

    /// How urgent it is.
    func style(of due: Instant) -> Style {
        if due <= now { return .red }
        return due - now < .hours(2) ? .yellow : .plain
    }
}
