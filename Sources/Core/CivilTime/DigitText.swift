// Digits and punctuation, the alphabet of written times: put together without a formatter's cost.

/// A written time in the making.
struct DigitText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(32) }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ punctuation: Unicode.Scalar) { bytes.append(UInt8(ascii: punctuation)) }

    /// At least that many digits, with leading zeros, and a minus sign where the number is negative.
    mutating func append(_ number: Int, digits: Int) {
        if number < 0 { append("-") }
        let rest = number.magnitude
        var place: UInt = 1
        for _ in 1..<digits { place *= 10 }
        while rest / place >= 10 { place *= 10 }
        while place > 0 {
            bytes.append(0x30 + UInt8(rest / place % 10))
            place /= 10
        }
    }

    /// `2026-12-31`.
    mutating func append(_ date: CivilDate) {
        let (year, month, day) = date.parts
        append(year, digits: 4)
        append("-")
        append(month, digits: 2)
        append("-")
        append(day, digits: 2)
    }

    /// `13:00:00`.
    mutating func append(secondsOfDay: Int) {
        append(secondsOfDay / 3600, digits: 2)
        append(":")
        append(secondsOfDay / 60 % 60, digits: 2)
        append(":")
        append(secondsOfDay % 60, digits: 2)
    }
}
