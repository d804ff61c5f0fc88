// A moment, as everything inside cutoffd knows it: UTC, whole milliseconds. Local time exists only in
// the shipping calendar and in what people read.

/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z. Coded as that number.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The millisecond that contains a POSIX time: rounded down, as positions are.
    package init(flooring seconds: Int64, nanoseconds: Int64) {
        self.init(milliseconds: seconds * 1000 + nanoseconds / 1_000_000)
    }

    /// Before and after everything that can be written in RFC 3339 (years 0000 to 9999).
    package static let distantPast = Instant(milliseconds: -62_167_219_200_000)
    package static let distantFuture = Instant(milliseconds: 253_402_300_799_999)

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// Saturates at `distantPast` and `distantFuture`.
    package static func + (instant: Instant, span: Span) -> Instant {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.milliseconds)
        if overflow { return span.milliseconds < 0 ? .distantPast : .distantFuture }
        return min(max(Instant(milliseconds: sum), .distantPast), .distantFuture)
    }

    package static func - (instant: Instant, span: Span) -> Instant {
        instant + Span(milliseconds: -span.milliseconds)
    }

    package static func - (later: Instant, earlier: Instant) -> Span {
        Span(milliseconds: later.milliseconds - earlier.milliseconds)
    }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
