// A JSON number as the exact decimal it is, so that 1, 1.0 and 10e-1 are one number and 0.1 is a tenth.

/// A decimal: `digits` × 10^`exponent`, with neither leading nor trailing zeros in `digits`; zero has none.
package struct DecimalNumber: Hashable, Sendable {
    package let isNegative: Bool
    /// ASCII digits.
    package let digits: [UInt8]
    package let exponent: Int

    /// Exponents with more digits are not computed with.
    private static let exponentDigits = 15

    /// Reads a number of JSON. Nil when its exponent has more than 15 digits and it is not zero.
    /// O(length), whatever the exponent says.
    package init?(_ text: String) {
        let halves = text.utf8.split(maxSplits: 1) { $0 == ASCII.e || $0 == ASCII.capitalE }
        guard let mantissa = halves.first else { return nil }
        let written = mantissa.filter(ASCII.isDigit)
        let trailing = written.reversed().prefix { $0 == ASCII.zero }.count
        digits = Array(written.dropLast(trailing).drop { $0 == ASCII.zero })
        guard !digits.isEmpty else {
            (isNegative, exponent) = (false, 0)
            return
        }
        guard let power = halves.count == 2 ? Self.exponent(halves[1]) : 0 else { return nil }
        let fraction = mantissa.reversed().prefix { $0 != ASCII.point }.count
        isNegative = mantissa.first == ASCII.minus
        exponent = power + trailing - (fraction == mantissa.count ? 0 : fraction)
    }

    private static func exponent(_ text: Substring.UTF8View) -> Int? {
        let digits = text.filter(ASCII.isDigit).drop { $0 == ASCII.zero }
        guard digits.count <= exponentDigits else { return nil }
        let magnitude = digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
        return text.first == ASCII.minus ? -magnitude : magnitude
    }

    /// The number as an Int; nil when it has a fraction or is beyond an Int.
    package var whole: Int? {
        if digits.isEmpty { return 0 }
        guard exponent >= 0, exponent < 19, digits.count <= 19 else { return nil }
        let zeros = [UInt8](repeating: ASCII.zero, count: exponent)
        return Int((isNegative ? "-" : "+") + String(decoding: digits + zeros, as: UTF8.self))
    }
}
