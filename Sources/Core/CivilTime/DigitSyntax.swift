// Digits and punctuation, the alphabet of written times: read in place, without copying.

extension Swift.Span where Element == UInt8 {
    /// The number that exactly `digits` decimal digits make. O(digits). Inlined, which halves the time
    /// that reading an instant takes.
    @inline(__always) func number(
        at offset: Int, digits: Int, in range: ClosedRange<Int>, _ expected: @autoclosure () -> String
    ) throws(TimeSyntaxFailure) -> Int {
        var number = 0
        for position in offset..<offset + digits {
            guard let digit = digit(at: position) else {
                throw TimeSyntaxFailure(expected: expected(), offset: position)
            }
            number = number * 10 + digit
        }
        guard range.contains(number) else { throw TimeSyntaxFailure(expected: expected(), offset: offset) }
        return number
    }

    /// 0...9, nil past the end and for any other byte.
    func digit(at offset: Int) -> Int? {
        guard offset < count, case let digit = self[offset] &- 0x30, digit < 10 else { return nil }
        return Int(digit)
    }

    func require(_ character: Unicode.Scalar, at offset: Int) throws(TimeSyntaxFailure) {
        guard holds(character, at: offset) else {
            throw TimeSyntaxFailure(expected: "`\(character)`", offset: offset)
        }
    }

    /// Whether an ASCII character stands there; false past the end.
    func holds(_ character: Unicode.Scalar, at offset: Int) -> Bool {
        offset < count && UInt32(self[offset]) == character.value
    }
}
