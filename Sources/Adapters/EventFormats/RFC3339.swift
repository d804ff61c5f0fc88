// Instants as events write them (RFC 3339, section 5.6).

import CivilTime

/// Which millisecond an instant between two of them becomes.
enum Rounding { case down, up }

enum RFC3339 {
    /// Reads `2026-11-23T09:12:00.5+03:00`. Nil for anything else, a day that the month does not have included.
    static func instant(from text: String, rounding: Rounding) -> Instant? {
        var reader = TimestampReader(bytes: Array(text.utf8))
        return reader.instant(rounding)
    }

    /// `2026-11-23T06:12:00.500Z`
    static func text(_ instant: Instant) -> String {
        let (day, time) = instant.milliseconds.quotientAndModulus(86_400_000)
        let (year, month, dayOfMonth) = civil(fromDay: day)
        func padded(_ number: Int64, _ digits: Int) -> String {
            String(repeating: "0", count: max(0, digits - String(number).count)) + String(number)
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        let seconds = "\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2)):\(padded(time / 1000 % 60, 2))"
        return "\(date)T\(seconds).\(padded(time % 1000, 3))Z"
    }
}

private struct TimestampReader {
    let bytes: [UInt8]
    var offset = 0

    mutating func instant(_ rounding: Rounding) -> Instant? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            (1...12).contains(month), day >= 1, day <= daysOfMonth(year, month), take("Tt"),
            let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2),
            hour < 24, minute < 60, second < 60, let fraction = fraction(rounding), let zone = offsetFromUTC(),
            offset == bytes.count
        else { return nil }
        let seconds = (daysSinceEpoch(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - zone
        let instant = Instant(milliseconds: seconds * 1000 + fraction)
        return min(max(instant, .distantPast), .distantFuture)
    }

    private mutating func take(_ choice: StaticString) -> Bool {
        let choices = UnsafeBufferPointer(start: choice.utf8Start, count: choice.utf8CodeUnitCount)
        guard offset < bytes.count, choices.contains(bytes[offset]) else { return false }
        offset += 1
        return true
    }

    private mutating func number(_ digits: Int) -> Int64? {
        guard offset + digits <= bytes.count else { return nil }
        var number: Int64 = 0
        for _ in 0..<digits {
            guard (0x30...0x39).contains(bytes[offset]) else { return nil }
            number = number * 10 + Int64(bytes[offset] - 0x30)
            offset += 1
        }
        return number
    }

    /// Milliseconds; 0 where there is no fraction.
    private mutating func fraction(_ rounding: Rounding) -> Int64? {
        guard take(".") else { return 0 }
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        offset += digits.count
        let kept = (0..<3).reduce(Int64(0)) { sum, index in
            sum * 10 + (index < digits.count ? Int64(digits[digits.startIndex + index] - 0x30) : 0)
        }
        let isRounded = rounding == .up && digits.dropFirst(3).contains { $0 != 0x30 }
        return kept + (isRounded ? 1 : 0)
    }

    /// Seconds east of Greenwich.
    private mutating func offsetFromUTC() -> Int64? {
        if take("Zz") { return 0 }
        let isWest = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
        guard take("+-"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}

// MARK: - The Gregorian calendar, in years that begin in March

private func daysOfMonth(_ year: Int64, _ month: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
}

private func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let marchYear = month > 2 ? year : year - 1
    let (era, yearOfEra) = marchYear.quotientAndModulus(400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civil(fromDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (day + 719_468).quotientAndModulus(146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = (marchMonth + 2) % 12 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
}

extension Int64 {
    /// Rounded towards minus infinity; the modulus is not negative.
    fileprivate func quotientAndModulus(_ divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
