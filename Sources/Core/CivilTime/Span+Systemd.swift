// Spans of time as systemd.time(7) writes them, which is how the people who run this daemon write all others.

extension Span {
    /// Reads `1h 30min`, `1.5h`, `250ms`, `30` (seconds): the sum of all terms, in systemd's units. A month is 30.44
    /// days and a year 365.25, as there. Terms count to the microsecond, and the sum is rounded up to the millisecond.
    ///
    /// Refused: nothing at all, signs, `infinity`, unknown units, and more than 292,000 years.
    package init(systemd text: some StringProtocol) throws(TimeSyntaxFailure) {
        var reader = SpanReader(text: Array(text.utf8))
        var microseconds: Int64 = 0
        repeat {
            let start = reader.position
            let (sum, overflow) = microseconds.addingReportingOverflow(try reader.readTerm())
            if overflow { throw .tooLong(at: start) }
            microseconds = sum
        } while !reader.isAtEnd
        self.init(milliseconds: microseconds / 1000 + (microseconds % 1000 > 0 ? 1 : 0))
    }

    /// `1h 30min`, in days, hours, minutes, seconds and milliseconds; `0` for nothing; with a minus sign when the span
    /// points backwards. `init(systemd:)` reads back whatever is not negative.
    package var systemdText: String {
        guard self != .zero else { return "0" }
        return (self < .zero ? "-" : "") + terms.joined(separator: " ")
    }

    /// The span's terms without its sign, greatest first, those of zero left out: `["1h", "30min"]`.
    var terms: [String] {
        var rest = milliseconds.magnitude
        var terms: [String] = []
        for (name, length) in Self.writtenUnits where rest >= length {
            terms.append("\(rest / length)\(name)")
            rest %= length
        }
        return terms
    }

    /// No weeks, because `30d` says more than `4w 2d`; no months and years, because those are not whole days.
    private static let writtenUnits: [(name: String, milliseconds: UInt64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1),
    ]
}

extension TimeSyntaxFailure {
    fileprivate static func tooLong(at offset: Int) -> TimeSyntaxFailure {
        TimeSyntaxFailure(expected: "at most 292,000 years", offset: offset)
    }

    fileprivate static func unknownUnit(at offset: Int) -> TimeSyntaxFailure {
        TimeSyntaxFailure(expected: "a unit like `ms`, `s`, `min`, `h` or `d`", offset: offset)
    }
}

/// Goes through the text once, a term at a time.
private struct SpanReader {
    let text: [UInt8]
    private(set) var position = 0

    init(text: [UInt8]) {
        self.text = text
        skipSpace()
    }

    var isAtEnd: Bool { position == text.count }

    /// A number, its unit (seconds where there is none) and the space behind them, in microseconds.
    mutating func readTerm() throws(TimeSyntaxFailure) -> Int64 {
        let start = position
        let whole = readDigits()
        let fraction = text.span.holds(".", at: position) ? readFraction() : []
        guard !whole.isEmpty || !fraction.isEmpty else {
            throw TimeSyntaxFailure(expected: "a number like `90` or `1.5`", offset: start)
        }
        if text.span.holds(".", at: position) { throw .unknownUnit(at: position) }  // 12.34.56
        skipSpace()
        let unit = try readUnit()
        guard let length = Self.length(whole, fraction, of: unit) else { throw .tooLong(at: start) }
        skipSpace()
        return length
    }

    /// Nil when it overflows. Each digit of the fraction is worth a tenth of the one before, cut to the microsecond.
    private static func length(_ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, of unit: Int64) -> Int64? {
        var count: Int64 = 0
        for digit in whole {
            let (tens, overflow) = count.multipliedReportingOverflow(by: 10)
            guard !overflow, tens <= Int64.max - 9 else { return nil }
            count = tens + Int64(digit - 0x30)
        }
        let (length, overflow) = count.multipliedReportingOverflow(by: unit)
        if overflow { return nil }
        var (weight, part) = (unit, Int64(0))
        for digit in fraction {
            weight /= 10
            part += Int64(digit - 0x30) * weight
        }
        return length <= Int64.max - part ? length + part : nil
    }

    private mutating func readDigits() -> ArraySlice<UInt8> {
        let start = position
        while text.span.digit(at: position) != nil { position += 1 }
        return text[start..<position]
    }

    private mutating func readFraction() -> ArraySlice<UInt8> {
        position += 1  // the point
        return readDigits()
    }

    /// In microseconds. A unit ends where a space or the next term's number begins.
    private mutating func readUnit() throws(TimeSyntaxFailure) -> Int64 {
        let start = position
        while position < text.count, !Self.endsUnit(text[position]) { position += 1 }
        guard start < position else { return 1_000_000 }
        guard let unit = Self.units[String(decoding: text[start..<position], as: UTF8.self)] else {
            throw .unknownUnit(at: start)
        }
        return unit
    }

    private mutating func skipSpace() {
        while position < text.count, Self.isSpace(text[position]) { position += 1 }
    }

    private static func endsUnit(_ byte: UInt8) -> Bool {
        isSpace(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Microseconds by name: systemd.time(7), "Parsing time spans".
    private static let units: [String: Int64] = {
        let names: [(Int64, [String])] = [
            (1, ["usec", "us", "µs", "μs"]),  // the micro sign, and the Greek letter
            (1000, ["msec", "ms"]),
            (1_000_000, ["seconds", "second", "sec", "s"]),
            (60_000_000, ["minutes", "minute", "min", "m"]),
            (3_600_000_000, ["hours", "hour", "hr", "h"]),
            (86_400_000_000, ["days", "day", "d"]),
            (604_800_000_000, ["weeks", "week", "w"]),
            (2_629_800_000_000, ["months", "month", "M"]),
            (31_557_600_000_000, ["years", "year", "y"]),
        ]
        return Dictionary(uniqueKeysWithValues: names.flatMap { length, names in names.map { ($0, length) } })
    }()
}
