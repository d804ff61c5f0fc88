// Instants at their ends, and before 1970.

import CivilTime
import Testing

@Suite struct InstantTests {
    @Test func aSumStaysWithinTheYearsThatCanBeWritten() {
        #expect(Instant.distantFuture + .milliseconds(1) == .distantFuture)
        #expect(Instant.distantFuture + .milliseconds(.max) == .distantFuture)
        #expect(Instant.distantPast - .milliseconds(1) == .distantPast)
        #expect(Instant.distantPast + .milliseconds(.min) == .distantPast)
        #expect(Instant.distantPast + (Instant.distantFuture - .distantPast) == .distantFuture)
    }

    @Test(arguments: [
        (Int64(0), Int64(999_999), Int64(0)), (1, 1_999_999, 1001), (-1, 999_999_999, -1), (-1, 0, -1000),
    ])
    func aPOSIXTimeIsFlooredToItsMillisecond(seconds: Int64, nanoseconds: Int64, milliseconds: Int64) {
        #expect(Instant(flooring: seconds, nanoseconds: nanoseconds).milliseconds == milliseconds)
    }

    @Test func theEndsAreThoseOfRFC3339() {
        #expect(Instant.distantPast.rfc3339 == "0000-01-01T00:00:00Z")
        #expect(Instant.distantFuture.rfc3339 == "9999-12-31T23:59:59.999Z")
    }
}
