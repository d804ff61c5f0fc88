// RFC 3339 times: what is read, what is refused and where, and what is written.

import CivilTime
import Testing

@Suite struct RFC3339Tests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59.999Z", -1),
        ("2026-11-24T21:00:00Z", 1_795_554_000_000), ("2026-11-25T00:00:00+03:00", 1_795_554_000_000),
        ("2026-11-24t21:00:00z", 1_795_554_000_000), ("2026-11-24T21:00:00-00:00", 1_795_554_000_000),
        ("2026-11-24T15:30:00.5-05:30", 1_795_554_000_500), ("2026-11-24T21:00:00.25Z", 1_795_554_000_250),
        ("2026-11-25T20:59:00+23:59", 1_795_554_000_000), ("2026-11-23T21:01:00-23:59", 1_795_554_000_000),
        ("2028-02-29T00:00:00Z", 1_835_395_200_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        // leap seconds
        ("2016-12-31T23:59:60Z", 1_483_228_800_000), ("2016-12-31T23:59:60.750Z", 1_483_228_800_000),
        ("2017-01-01T02:59:60+03:00", 1_483_228_800_000), ("2015-06-30T19:59:60-04:00", 1_435_708_800_000),
    ])
    func anInstantIsReadWhicheverWayItIsRounded(text: String, milliseconds: Int64) throws {
        #expect(try Instant(rfc3339: text, rounding: .down).milliseconds == milliseconds)
        #expect(try Instant(rfc3339: text, rounding: .up).milliseconds == milliseconds)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00.0009Z", Int64(0), Int64(1)), ("1970-01-01T00:00:00.999000001Z", 999, 1000),
        ("1970-01-01T00:00:00.123000Z", 123, 123), ("1969-12-31T23:59:59.9995Z", -1, 0),
        ("1970-01-01T00:00:00.1230000000000000000000000000000000000001Z", 123, 124),
        ("9999-12-31T23:59:59.999999900Z", 253_402_300_799_999, 253_402_300_799_999),
    ])
    func whatIsFinerThanAMillisecondGoesWhereItIsTold(text: String, down: Int64, up: Int64) throws {
        #expect(try Instant(rfc3339: text, rounding: .down).milliseconds == down)
        #expect(try Instant(rfc3339: text, rounding: .up).milliseconds == up)
    }

    @Test func anOffsetThatLeavesTheFourDigitYearsStaysAtTheirEnds() throws {
        #expect(try Instant(rfc3339: "9999-12-31T23:59:59-00:01", rounding: .down) == .distantFuture)
        #expect(try Instant(rfc3339: "0000-01-01T00:00:00+00:01", rounding: .up) == .distantPast)
    }

    @Test(arguments: [
        ("", 0), ("2026", 4), ("2026-11-24", 10), ("2026-11-24 21:00:00Z", 10), ("2026-11-24T21:00:00", 19),
        ("2026-11-24T21:00Z", 16), ("2026-02-30T00:00:00Z", 8), ("2027-02-29T00:00:00Z", 8),
        ("2026-00-01T00:00:00Z", 5),
        ("2026-13-01T00:00:00Z", 5), ("2026-01-00T00:00:00Z", 8), ("2026-01-32T00:00:00Z", 8),
        ("2026-11-24T24:00:00Z", 11),
        ("2026-11-24T21:60:00Z", 14), ("2026-11-24T21:00:61Z", 17), ("2026-11-24T21:00:60Z", 17),
        ("2026-11-24T23:59:60Z", 17), ("2016-12-31T23:59:60+01:00", 17), ("2026-11-24T21:00:00.Z", 20),
        ("2026-11-24T21:00:00,5Z", 19), ("2026-11-24T21:00:00.5", 21), ("2026-11-24T21:00:00ZZ", 20),
        ("2026-11-24T21:00:00Z ", 20), (" 2026-11-24T21:00:00Z", 0), ("2026-11-24T21:00:00+24:00", 20),
        ("2026-11-24T21:00:00+03:60", 23), ("2026-11-24T21:00:00+0300", 22), ("2026-11-24T21:00:00+03", 22),
        ("2026-11-24T21:00:00+03:00Z", 25), ("+2026-11-24T21:00:00Z", 0), ("12026-11-24T21:00:00Z", 4),
        ("-001-11-24T21:00:00Z", 0), ("2026-1-24T21:00:00Z", 6), ("20261124T210000Z", 4),
        ("2026-11-24T21:00:00\u{2212}03:00", 19),
        ("２０２６-11-24T21:00:00Z", 0), ("1795554000", 4),
    ])
    func whatIsNoInstantIsRefusedWithThePlace(text: String, offset: Int) {
        let failure = #expect(throws: TimeSyntaxFailure.self) { try Instant(rfc3339: text, rounding: .down) }
        #expect(failure?.offset == offset)
    }

    @Test func aFailureSaysWhatShouldHaveStoodThere() {
        let failure = #expect(throws: TimeSyntaxFailure.self) { try Instant(rfc3339: "2026-13-01", rounding: .down) }
        #expect(failure?.description == "expected a month from 01 to 12 at offset 5")
    }

    @Test func anyBytesReadAsTheStringDoes() throws {
        let text = "2026-11-24T21:00:00.125Z"
        let instant = try Instant(rfc3339: text, rounding: .up)
        #expect(try Instant(rfc3339: Array(text.utf8), rounding: .up) == instant)
        #expect(try Instant(rfc3339: "at \(text) sharp".utf8.dropFirst(3).dropLast(6), rounding: .up) == instant)
        #expect(try Instant(rfc3339: Array(text.utf8.reversed()).reversed(), rounding: .up) == instant)
        #expect(throws: TimeSyntaxFailure.self) { try Instant(rfc3339: Array(text.utf8).reversed(), rounding: .up) }
    }

    // MARK: - Writing

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (1_795_554_000_000, "2026-11-24T21:00:00Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (1_795_554_000_007, "2026-11-24T21:00:00.007Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (.max, "9999-12-31T23:59:59.999Z"), (.min, "0000-01-01T00:00:00Z"),
    ])
    func anInstantIsWrittenInUTC(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test(arguments: [
        ("2026-11-24T21:00:00Z", "Europe/Moscow", "2026-11-25T00:00:00+03:00"),
        ("2026-11-24T21:00:00.5Z", "America/St_Johns", "2026-11-24T17:30:00.500-03:30"),
        ("2026-11-24T21:00:00Z", "UTC", "2026-11-24T21:00:00+00:00"),
        ("1880-01-01T00:00:00Z", "Europe/Moscow", "1880-01-01T02:30:00+02:30"),
        ("1880-01-01T00:00:00Z", "America/New_York", "1879-12-31T19:04:00-04:56"),
        ("9999-12-31T23:00:00Z", "Europe/Moscow", "9999-12-31T23:00:00Z"),
        ("0000-01-01T00:00:00Z", "America/New_York", "0000-01-01T00:00:00Z"),
    ])
    func anInstantIsWrittenWithAZonesOffset(instant: String, zone: String, text: String) throws {
        #expect(try Instant(instant).rfc3339(in: Zoneinfo.rules(zone)) == text)
    }

    @Test func whatIsWrittenReadsBack() throws {
        var chance = SystemRandomNumberGenerator()
        let zones = try ["UTC", "Europe/Moscow", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"].map(Zoneinfo.rules)
        let range = Instant.distantPast.milliseconds...Instant.distantFuture.milliseconds
        for _ in 0..<10_000 {
            let instant = Instant(milliseconds: .random(in: range, using: &chance))
            try #require(try Instant(rfc3339: instant.rfc3339, rounding: .down) == instant)
            for zone in zones {
                let text = instant.rfc3339(in: zone)
                try #require(try Instant(rfc3339: text, rounding: .up) == instant, "\(text)")
            }
        }
    }
}
