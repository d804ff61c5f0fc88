// The rule in a TZif file's footer, alone: what POSIX and RFC 8536 let it say.

import CivilTime
import Testing

@Suite struct YearlyRuleTests {
    private static func rules(_ footer: String) throws(TimeZoneFailure) -> TimeZoneRules {
        try TimeZoneRules(name: "Test/Zone", tzif: Zoneinfo.bytes(footer: footer))
    }

    @Test(arguments: [
        ("MSK-3", "2026-07-01T00:00:00Z", 10_800), ("<-0330>3:30", "2026-07-01T00:00:00Z", -12_600),
        ("<+054530>-5:45:30", "2026-07-01T00:00:00Z", 20_730),
        // Europe, and its changes to the millisecond
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-03-28T00:59:59.999Z", 3600),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-03-28T01:00:00Z", 7200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-10-31T00:59:59.999Z", 7200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-10-31T01:00:00Z", 3600),
        // south of the equator the new year is in summer time
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2100-01-01T00:00:00Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2100-07-01T00:00:00Z", 36_000),
        // winter time as a negative daylight saving
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-01-01T00:00:00Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-07-01T00:00:00Z", 3600),
        // the hours before and after the day that is named
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T00:59:59Z", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T01:00:00Z", -3600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2100-03-26T23:59:59Z", 7200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2100-03-27T00:00:00Z", 10_800),
        // a change that falls into the year before, or after
        ("AAA0BBB,J1/-25,J100", "2099-12-30T22:59:59Z", 0), ("AAA0BBB,J1/-25,J100", "2099-12-30T23:00:00Z", 3600),
        ("AAA0BBB,J100,J365/49", "2100-01-02T00:00:00Z", 0), ("AAA0BBB,J100,J365/49", "2100-01-01T23:59:59Z", 3600),
        // days of the year, with 29 February and without
        ("AAA0BBB,J60/0,J300", "2028-02-29T23:59:59Z", 0), ("AAA0BBB,J60/0,J300", "2028-03-01T00:00:00Z", 3600),
        ("AAA0BBB,59/0,J300", "2028-02-28T23:59:59Z", 0), ("AAA0BBB,59/0,J300", "2028-02-29T00:00:00Z", 3600),
        ("AAA0BBB,59/0,J300", "2027-03-01T00:00:00Z", 3600), ("AAA0BBB,59/0,J300", "2027-02-28T23:59:59Z", 0),
        // summer time all the year round
        ("XXX3EDT4,0/0,J365/23", "2099-12-31T03:00:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2100-01-01T02:59:59Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2100-01-01T03:00:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2100-07-01T03:00:00Z", -14_400),
    ])
    func aFooterHoldsForAllYears(footer: String, instant: String, offset: Int) throws {
        #expect(try Self.rules(footer).offset(at: Instant(instant)) == offset)
    }

    @Test func summerTimeAllTheYearHasOrdinaryDays() throws {
        let rules = try Self.rules("XXX3EDT4,0/0,J365/23")
        let newYear = try #require(CivilDate(iso: "2100-01-01"))
        #expect(rules.start(of: newYear) == (try Instant("2100-01-01T04:00:00Z")))
        #expect(rules.start(of: newYear.previous) == (try Instant("2099-12-31T04:00:00Z")))
    }

    @Test(arguments: [
        ("CET", 3), ("CE-1", 0), ("-1", 0), ("<+03-3", 6), ("CET-25", 4), ("CET-1CEST", 9), ("CET-1CEST,M3.5.0", 16),
        ("CET-1CEST,M13.5.0,M10.5.0", 11), ("CET-1CEST,M3.0.0,M10.5.0", 13), ("CET-1CEST,M3.6.0,M10.5.0", 13),
        ("CET-1CEST,M3.5.7,M10.5.0", 15), ("CET-1CEST,J0,J10", 11), ("CET-1CEST,366,J10", 10),
        ("CET-1CEST,M3.5.0/168,M10.5.0", 17), ("CET-1CEST,M3.5.0,M10.5.0/", 25), ("CET-1CEST,M3.5.0,M10.5.0 ", 24),
        ("CET-1:60", 6), ("CET-99999999999999999999", 4), ("CET-1CEST,M3.5.0,M10.5.0,", 24),
    ])
    func aFooterThatIsNoRuleIsRefusedWithThePlace(footer: String, offset: Int) {
        let start = Zoneinfo.bytes(footer: "").count - 1
        let failure = #expect(throws: TimeZoneFailure.self) { try Self.rules(footer) }
        #expect(failure?.offset == start + offset)
        #expect(failure?.found == "`\(footer)`")
    }
}
