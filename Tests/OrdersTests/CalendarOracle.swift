// The shipping calendar once more, slowly, by Foundation's calendar and in terms of the rules' own words: what the
// quick one is held against.

import CivilTime
import Foundation
import Orders

struct CalendarOracle {
    let zone: String
    var workingWeekdays: Set<Int> = [2, 3, 4, 5, 6]  // Foundation counts from Sunday, 1
    var holidays: Set<String> = []
    var shippingHour = 13
    let packingDays: Int

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        return calendar
    }

    /// The first instant after the packing day of an order that is placed then.
    func cutoff(placedAt: Instant) -> Instant {
        let placed = Date(timeIntervalSince1970: Double(placedAt.milliseconds) / 1000)
        var day = noon(of: placed)
        if !isWorked(day) || calendar.component(.hour, from: placed) >= shippingHour {
            day = workedDay(after: day)
        }
        for _ in 0..<packingDays { day = workedDay(after: day) }
        let end = calendar.startOfDay(for: nextNoon(day))
        return Instant(milliseconds: Int64((end.timeIntervalSince1970 * 1000).rounded()))
    }

    private func workedDay(after noon: Date) -> Date {
        var day = nextNoon(noon)
        while !isWorked(day) { day = nextNoon(day) }
        return day
    }

    private func isWorked(_ noon: Date) -> Bool {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: noon)
        let text = "\(parts.year ?? 0)-\(parts.month ?? 0)-\(parts.day ?? 0)"
        return workingWeekdays.contains(parts.weekday ?? 0) && !holidays.contains(text)
    }

    private func noon(of date: Date) -> Date {
        calendar.date(bySettingHour: 12, minute: 0, second: 0, of: date) ?? date
    }

    private func nextNoon(_ noon: Date) -> Date { self.noon(of: noon.addingTimeInterval(86_400)) }
}
