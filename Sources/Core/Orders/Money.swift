// Money as an exact decimal: whole minor units of a currency, never a floating-point number.

/// An ISO 4217 code, `RUB`, and how many digits its minor unit has.
package struct Currency: Hashable, Sendable, Codable {
    package let code: String

    /// Of no transaction in money (ISO 4217).
    package static let none = Currency(known: "XXX")

    /// Nil unless three capital letters.
    package init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// Digits after the point (ISO 4217, column "Minor unit").
    package var minorDigits: Int {
        if Self.withoutMinorUnit.contains(code) { return 0 }
        return Self.ofThousandParts.contains(code) ? 3 : 2
    }

    private static let withoutMinorUnit: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
        "XOF", "XPF",
    ]
    private static let ofThousandParts: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let currency = Currency(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 4217 code")
        }
        self = currency
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// An amount in a currency. Arithmetic is exact; amounts stay below 10^15 minor units, so sums cannot overflow.
package struct Money: Hashable, Sendable, Codable {
    package let minorUnits: Int64
    package let currency: Currency

    /// The greatest amount that is taken in, in minor units.
    package static let greatest: Int64 = 1_000_000_000_000_000

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Reads `199.90`. Nil unless it is a plain decimal, at most `greatest`, with no more than the currency's digits
    /// after the point (zeros beyond them are harmless: `1390.000000`).
    package init?(_ text: String, _ currency: Currency) {
        guard let units = DecimalText.units(text, digits: currency.minorDigits) else { return nil }
        guard abs(units) <= Self.greatest else { return nil }
        self.init(minorUnits: units, currency: currency)
    }

    /// As in JSON: `199.90`.
    package var text: String { DecimalText.string(units: minorUnits, digits: currency.minorDigits) }

    package static prefix func - (money: Money) -> Money {
        Money(minorUnits: -money.minorUnits, currency: money.currency)
    }

    package static func * (money: Money, quantity: Quantity) -> Money {
        Money(minorUnits: money.minorUnits * Int64(quantity.count), currency: money.currency)
    }
}

/// How many of a product: 1...1,000,000 at the door; 0 only as the rest of a subtraction.
package struct Quantity: Hashable, Comparable, Sendable, Codable {
    package let count: Int

    package static let greatest = 1_000_000

    package init(_ count: Int) { self.count = count }

    package static func < (left: Quantity, right: Quantity) -> Bool { left.count < right.count }
    package static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(left.count + right.count) }
    package static func - (left: Quantity, right: Quantity) -> Quantity { Quantity(left.count - right.count) }
}

/// A share of a hundred, to four digits after the point: `12.5` %.
package struct Percentage: Hashable, Sendable, Codable {
    /// Ten-thousandths of a percent: 12.5 % is 125,000.
    package let tenThousandths: Int64

    /// Reads `12.5`. Nil unless a plain decimal from 0 to 100 with at most four digits after the point.
    package init?(_ text: String) {
        guard let units = DecimalText.units(text, digits: 4), (0...1_000_000).contains(units) else { return nil }
        tenThousandths = units
    }

    package init(whole percent: Int64) { tenThousandths = percent * 10_000 }

    /// `12.5`
    package var text: String {
        let fraction = String(String(tenThousandths % 10_000 + 10_000).dropFirst())
        let digits = fraction.prefix(through: fraction.lastIndex { $0 != "0" } ?? fraction.startIndex)
        return "\(tenThousandths / 10_000)" + (tenThousandths % 10_000 == 0 ? "" : ".\(digits)")
    }

    /// Whether so many of so many are more than this.
    package func isExceeded(by count: Int, of all: Int) -> Bool {
        Int128(count) * 1_000_000 > Int128(tenThousandths) * Int128(all)
    }

    /// The share, rounded half to even to the minor unit.
    package func of(_ money: Money) -> Money {
        let whole = Int128(money.minorUnits) * Int128(tenThousandths)
        let divisor: Int128 = 1_000_000
        var (quotient, remainder) = whole.quotientAndRemainder(dividingBy: divisor)
        let twice = abs(remainder) * 2
        if twice > divisor || (twice == divisor && quotient % 2 != 0) { quotient += whole < 0 ? -1 : 1 }
        return Money(minorUnits: Int64(quotient), currency: money.currency)
    }
}

/// The text of a plain decimal: an optional minus, digits, and optionally a point and digits.
enum DecimalText {
    /// The number in units of 10^-digits. Nil when the text is no plain decimal, when it has other digits beyond those
    /// than zeros, or when the number is beyond an Int64.
    static func units(_ text: String, digits: Int) -> Int64? {
        let bytes = text.utf8
        let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
        var (units, isAfterPoint, digitsAfterPoint, hasDigit) = (Int64(0), false, 0, false)
        for byte in unsigned {
            if byte == UInt8(ascii: "."), hasDigit, !isAfterPoint {
                (isAfterPoint, hasDigit) = (true, false)
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            hasDigit = true
            if isAfterPoint { digitsAfterPoint += 1 }
            if digitsAfterPoint <= digits {
                guard append(digit, to: &units) else { return nil }
            } else if digit > 0 {
                return nil
            }
        }
        guard hasDigit else { return nil }
        for _ in 0..<max(0, digits - digitsAfterPoint) { guard append(0, to: &units) else { return nil } }
        return unsigned.count < bytes.count ? -units : units
    }

    /// False when the number becomes too great.
    private static func append(_ digit: UInt8, to units: inout Int64) -> Bool {
        let (tenfold, isTooGreat) = units.multipliedReportingOverflow(by: 10)
        let (sum, isTooGreatNow) = tenfold.addingReportingOverflow(Int64(digit))
        units = sum
        return !isTooGreat && !isTooGreatNow
    }

    static func string(units: Int64, digits: Int) -> String {
        let sign = units < 0 ? "-" : ""
        var magnitude = String(units.magnitude)
        guard digits > 0 else { return sign + magnitude }
        if magnitude.count <= digits {
            magnitude = String(repeating: "0", count: digits + 1 - magnitude.count) + magnitude
        }
        return sign + magnitude.dropLast(digits) + "." + magnitude.suffix(digits)
    }
}
