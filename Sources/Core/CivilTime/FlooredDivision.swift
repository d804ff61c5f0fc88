// Division as calendars need it: a day before 1970 has its number, and its hours count from its beginning.

extension Int64 {
    /// The quotient rounded down, and what is left, 0..<divisor. The divisor is positive.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
