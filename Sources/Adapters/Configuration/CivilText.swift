// How times and days are written in the file.

import CivilTime

/// `13:00`; nil unless a time of the day, two digits each.
func timeOfDay(_ text: String) -> TimeOfDay? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2) else {
        return nil
    }
    return TimeOfDay(hour: hour, minute: minute)
}

/// `2026-12-31`; nil unless a day that exists.
func civilDate(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
        let day = number(parts[2], digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
}

/// `1h 30min`, as in systemd.time(7), "Parsing time spans", in whole numbers; a number without a unit counts seconds.
/// Nil for anything else.
func span(_ text: String) -> Span? {
    var rest = text.drop { $0 == " " }
    guard !rest.isEmpty else { return nil }
    var sum: Int64 = 0
    while !rest.isEmpty {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count).drop { $0 == " " }
        let unit = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(unit.count).drop { $0 == " " }
        guard let count = Int64(digits), let length = milliseconds(of: unit) else { return nil }
        let (product, overflows) = count.multipliedReportingOverflow(by: length)
        let (total, exceeds) = sum.addingReportingOverflow(product)
        guard !overflows, !exceeds else { return nil }
        sum = total
    }
    return .milliseconds(sum)
}

private func milliseconds(of unit: Substring) -> Int64? {
    switch unit {
    case "ms", "msec": 1
    case "", "s", "sec", "second", "seconds": 1000
    case "m", "min", "minute", "minutes": 60_000
    case "h", "hr", "hour", "hours": 3_600_000
    case "d", "day", "days": 86_400_000
    case "w", "week", "weeks": 604_800_000
    default: nil
    }
}

private func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
}
