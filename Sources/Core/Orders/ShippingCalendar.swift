// From the moment an order is placed to the end of its packing day, in the days of a warehouse.
//
// An order placed on a working day before the shipping time starts on that day, else on the next working day. The
// packing day is `days` working days after the start; the cut-off is the first instant of the day after it.

import CivilTime

/// A warehouse's calendar.
package struct ShippingCalendar: Sendable {
    private let warehouse: Warehouse

    package init(_ warehouse: Warehouse) { self.warehouse = warehouse }

    /// How a cut-off followed from a placing, for `explain`.
    package struct Calculation: Hashable, Sendable {
        /// Nil for an express warehouse.
        package var startDay: CivilDate?
        package var packingDay: CivilDate?
        package var due: Instant
    }

    package func cutoff(placedAt: Instant) -> Calculation {
        switch warehouse.packing {
        case .span(let span): return Calculation(due: placedAt + span)
        case .calendar(let times, let days):
            let start = startDay(placedAt: placedAt, times)
            let packingDay = workday(start, plus: days)
            return Calculation(startDay: start, packingDay: packingDay, due: end(of: packingDay))
        }
    }

    /// The first instant after a day.
    package func end(of day: CivilDate) -> Instant { warehouse.zone.start(of: day.next) }

    /// The last day that lies before an instant: the day a cut-off at midnight belongs to.
    package func lastDay(before instant: Instant) -> CivilDate {
        warehouse.zone.date(of: instant - .milliseconds(1))
    }

    package func date(of instant: Instant) -> CivilDate { warehouse.zone.date(of: instant) }

    /// The end of the first working day that begins at or after an instant.
    package func endOfFirstWorkday(beginningAtOrAfter instant: Instant) -> Instant {
        var day = date(of: instant)
        if warehouse.zone.start(of: day) < instant { day = day.next }
        return end(of: workday(onOrAfter: day))
    }

    /// `count` working days after `day`; `day` itself when `count` is 0.
    package func workday(_ day: CivilDate, plus count: Int) -> CivilDate {
        var result = day
        for _ in 0..<max(count, 0) { result = workday(onOrAfter: result.next) }
        return result
    }

    package func isWorkday(_ day: CivilDate) -> Bool {
        if warehouse.workdays.exceptions[day] != nil { return true }
        return warehouse.workdays.weekdays.contains(day.weekday) && !warehouse.workdays.holidays.contains(day)
    }

    /// The time of day until which an order starts on `day`; nil when the day is off.
    package func shippingTime(on day: CivilDate, _ times: [Weekday: TimeOfDay]) -> TimeOfDay? {
        isWorkday(day) ? warehouse.workdays.exceptions[day] ?? times[day.weekday] : nil
    }

    private func startDay(placedAt: Instant, _ times: [Weekday: TimeOfDay]) -> CivilDate {
        let day = date(of: placedAt)
        if let time = shippingTime(on: day, times), placedAt < warehouse.zone.instant(of: time, on: day) { return day }
        return workday(onOrAfter: day.next)
    }

    /// Holidays are finite and a week has a working day, so this ends.
    private func workday(onOrAfter day: CivilDate) -> CivilDate {
        var candidate = day
        while !isWorkday(candidate) { candidate = candidate.next }
        return candidate
    }
}
