// One spelling for each number: the layout of ECMAScript that RFC 8785 takes over, over exact decimals.

/// Writes numbers of JSON in their one canonical spelling.
enum CanonicalNumber {
    /// Longer whole numbers are written with an exponent (ECMA-262, Number::toString).
    static let wholeDigits = 21
    /// Zeros that a fraction may begin with before it is written with an exponent.
    private static let fractionZeros = 5
    /// A number becomes at most so much longer than it was written: `1e20` by 17 digits.
    static let growth = 24

    /// A number whose exponent is beyond computing keeps its own text: nothing shorter is equal to it.
    static func write(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        if let decimal = DecimalNumber(String(decoding: text, as: UTF8.self)) {
            write(decimal, to: &bytes)
        } else {
            bytes.append(contentsOf: text)
        }
    }

    private static func write(_ decimal: DecimalNumber, to bytes: inout [UInt8]) {
        if decimal.isNegative { bytes.append(ASCII.minus) }
        let digits = decimal.digits
        let point = digits.count + decimal.exponent
        switch point {
        case _ where digits.isEmpty:
            bytes.append(ASCII.zero)
        case digits.count...max(digits.count, wholeDigits) where point <= wholeDigits:
            bytes += digits + zeros(decimal.exponent)
        case 1...wholeDigits:
            bytes += digits[..<point] + [ASCII.point] + digits[point...]
        case -fractionZeros...0:
            bytes += [ASCII.zero, ASCII.point] + zeros(-point) + digits
        default:
            writeWithExponent(digits, point - 1, to: &bytes)
        }
    }

    private static func writeWithExponent(_ digits: [UInt8], _ exponent: Int, to bytes: inout [UInt8]) {
        bytes += digits[..<1]
        if digits.count > 1 { bytes += [ASCII.point] + digits[1...] }
        bytes += [ASCII.e, exponent < 0 ? ASCII.minus : ASCII.plus]
        bytes += Array(String(exponent.magnitude).utf8)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: ASCII.zero, count: count) }
}
