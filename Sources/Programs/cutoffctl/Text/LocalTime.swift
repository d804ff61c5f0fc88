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
        lastDay(endingAt: instant).map { "end of \(day($0))" } ?? moment(instant)
    }

    /// Nil for what is no midnight.
    private func lastDay(endingAt instant: Instant) -> CivilDate? {
        guard zone.start(of: zone.date(of: instant)) == instant else { return nil }
        return zone.date(of: instant - .milliseconds(1))
    }

    /// `in 2h 15min`
    func countdown(to instant: Instant) -> String { (instant - now).countdown }

    /// How urgent it is.
    func style(of due: Instant) -> Style {
        if due <= now { return .red }
        return due - now < .hours(2) ? .yellow : .plain
    }
}

// MARK: - In tables

extension LocalTime {
    /// `Mon 23 Nov 13:00`; where there is no room, `23 Nov 13:00`, or `13:00` today.
    func momentCell(_ instant: Instant) -> Table.Cell {
        Table.Cell(moment(instant), brief: text.briefMoment(instant))
    }

    /// `end of Mon 23 Nov`; where there is no room, `end of 23 Nov`.
    func dueCell(_ instant: Instant) -> Table.Cell {
        let brief = lastDay(endingAt: instant).map { "end of \(text.briefDay($0))" }
        return Table.Cell(due(instant), brief: brief ?? text.briefMoment(instant))
    }

    /// `in 2h 15min`, which is `2h 15min` under a head that says so.
    func countdownCell(to instant: Instant) -> Table.Cell {
        let long = countdown(to: instant)
        return Table.Cell(long, style(of: instant), brief: instant > now ? (instant - now).coarseText : long)
    }

    /// `2h 15min ago`; where there is no room, `2h`, under a head that says the rest.
    func agoCell(_ instant: Instant) -> Table.Cell {
        let long = countdown(to: instant)
        return Table.Cell(long, brief: now - instant < .seconds(1) ? long : (now - instant).roughText)
    }

    /// `2026-11-23 13:00:08`; where there is no room, `23 Nov 13:00:08`.
    func timestampCell(_ instant: Instant) -> Table.Cell {
        Table.Cell(zone.timestamp(instant), brief: text.briefTimestamp(instant))
    }
}
