// Days as the archive's directories are named after them.

import CivilTime

extension CivilDate {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// The UTC day that contains an instant.
    init(utc instant: Instant) {
        let (quotient, remainder) = instant.milliseconds.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
        self.init(dayNumber: Int(remainder < 0 ? quotient - 1 : quotient))
    }

    /// `2026-11-23`.
    var archiveName: String {
        let (year, month, day) = parts
        func padded(_ number: Int, to width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// Nil for every other name.
    init?(archiveName: String) {
        let numbers = archiveName.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard numbers.count == 3, let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]),
            date.archiveName == archiveName
        else { return nil }
        self = date
    }
}
