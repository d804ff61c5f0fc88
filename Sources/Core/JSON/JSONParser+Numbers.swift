// Numbers: their form is checked, their value is not asked for (RFC 8259, section 6).

extension JSONParser {
    /// Where the number stands that is next.
    mutating func number() throws(Fault) -> Range<Int> {
        let start = offset
        if bytes[offset] == ASCII.minus { offset += 1 }
        if next(is: ASCII.zero) { offset += 1 } else { try digits() }
        if next(is: ASCII.point) {
            offset += 1
            try digits()
        }
        if next(is: ASCII.e) || next(is: ASCII.capitalE) {
            offset += 1
            if next(is: ASCII.plus) || next(is: ASCII.minus) { offset += 1 }
            try digits()
        }
        return start..<offset
    }

    private func next(is byte: UInt8) -> Bool { offset < bytes.count && bytes[offset] == byte }

    /// One digit or more.
    private mutating func digits() throws(Fault) {
        let start = offset
        while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
        guard offset > start else { throw fault("a digit") }
    }
}
