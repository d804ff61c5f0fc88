// Numbers: their form is checked, their value is not asked for (RFC 8259, section 6).

extension JSONParser {
    /// Lists the number that is next.
    mutating func addNumber() throws(Fault) {
        let start = offset
        if bytes[offset] == ASCII.minus { offset += 1 }
        let whole = offset
        if next(is: ASCII.zero) { offset += 1 } else { try digits() }
        let end = offset
        if next(is: ASCII.point) {
            offset += 1
            try digits()
        }
        if next(is: ASCII.e) || next(is: ASCII.capitalE) {
            offset += 1
            if next(is: ASCII.plus) || next(is: ASCII.minus) { offset += 1 }
            try digits()
        }
        add(whole == start && end == offset ? .plainNumber : .number, start..<offset)
    }

    private func next(is byte: UInt8) -> Bool { offset < bytes.count && bytes[offset] == byte }

    /// One digit or more.
    private mutating func digits() throws(Fault) {
        let start = offset
        while offset < bytes.count, ASCII.isDigit(bytes[offset]) { offset += 1 }
        guard offset > start else { throw fault("a digit") }
    }
}
