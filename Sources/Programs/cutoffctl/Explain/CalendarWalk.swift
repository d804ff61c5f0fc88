// The way through a warehouse's days, in sentences; the days themselves are the shipping calendar's.

import CivilTime
import Orders

struct CalendarWalk {
    let warehouse: Warehouse
    let times: [Weekday: TimeOfDay]
    let time: LocalTime

    private var calendar: ShippingCalendar { ShippingCalendar(warehouse) }

    /// Why an order placed at an instant starts on `day`.
    func start(of placing: Instant, on day: CivilDate) -> [String] {
        let placingDay = calendar.date(of: placing)
        guard let shipping = calendar.shippingTime(on: placingDay, times) else {
            return [
                "\(time.day(placingDay)) is \(dayOff(placingDay)): it starts on the next working day, \(time.day(day))."
            ]
        }
        let known = "\(time.day(placingDay)) is a working day with the shipping time \(shipping)\(special(placingDay))"
        guard day != placingDay else { return ["\(known), and it was placed before that: it starts on that day."] }
        let way = passed(from: placingDay.next, to: day)
        return [
            "\(known), and it was placed at or after that: it starts on the next working day, \(time.day(day))\(way)."
        ]
    }

    /// Where the packing day lies.
    func packing(_ days: Int, from start: CivilDate, to day: CivilDate) -> String {
        guard days > 0 else { return "packing_days = 0: it is to be packed on that day." }
        let way = passed(from: start.next, to: day)
        let count = days == 1 ? "1 working day" : "\(days) working days"
        return
            "packing_days = \(days): the packing day is \(count) later, \(time.day(day))\(way)."
    }

    private func special(_ day: CivilDate) -> String {
        warehouse.workdays.exceptions[day] == nil ? "" : " (an exception)"
    }

    private func dayOff(_ day: CivilDate) -> String {
        warehouse.workdays.holidays.contains(day) ? "a holiday" : "a day off"
    }

    /// ` (Sat 28 Nov a day off, Thu 31 Dec a holiday)`: the days that were passed over.
    private func passed(from first: CivilDate, to end: CivilDate) -> String {
        let days = stride(from: first.dayNumber, to: end.dayNumber, by: 1).map { CivilDate(dayNumber: $0) }
            .filter { !calendar.isWorkday($0) }
        guard !days.isEmpty else { return "" }
        let shown = days.prefix(6).map { "\(time.day($0)) \(dayOff($0))" }
        return " (\(shown.joined(separator: ", "))\(days.count > 6 ? ", …" : ""))"
    }
}
