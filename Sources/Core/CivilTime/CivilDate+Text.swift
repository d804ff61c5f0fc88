// Dates in ISO 8601's extended form, as configuration files and tables write them.

extension CivilDate {
    /// `2026-12-31`, years 0000 to 9999; nil for anything else, and for a day that does not exist.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let date = try? CivilDate(iso: bytes.span) else { return nil }
        self = date
    }

    /// The ten characters of a date that open `text`; what follows them is the caller's.
    init(iso text: Swift.Span<UInt8>) throws(TimeSyntaxFailure) {
        let year = try text.number(at: 0, digits: 4, in: 0...9999, "a year of four digits")
        try text.require("-", at: 4)
        let month = try text.number(at: 5, digits: 2, in: 1...12, "a month from 01 to 12")
        try text.require("-", at: 7)
        let day = try text.number(at: 8, digits: 2, in: 1...31, "a day from 01 to 31")
        guard let date = CivilDate(year: year, month: month, day: day) else {
            throw TimeSyntaxFailure(expected: "a day that exists in that month", offset: 8)
        }
        self = date
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-12-31`.
    package var description: String {
        var text = DigitText()
        text.append(self)
        return text.string
    }
}
