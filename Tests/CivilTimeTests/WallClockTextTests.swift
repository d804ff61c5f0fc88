// Days and deadlines as the people of a warehouse read them.

import CivilTime
import Testing

@Suite struct WallClockTextTests {
    @Test(arguments: [
        ("2026-11-23T21:00:00Z", "Europe/Moscow", "by the end of Mon 23 Nov (Europe/Moscow)"),
        ("2026-11-23T10:00:00Z", "Europe/Moscow", "by Mon 23 Nov 13:00 (Europe/Moscow)"),
        ("2026-11-23T10:00:59.999Z", "Europe/Moscow", "by Mon 23 Nov 13:00:59 (Europe/Moscow)"),
        ("2026-11-23T20:59:59.999Z", "Europe/Moscow", "by Mon 23 Nov 23:59:59 (Europe/Moscow)"),
        ("2026-11-23T21:00:00.001Z", "Europe/Moscow", "by Tue 24 Nov 00:00 (Europe/Moscow)"),
        ("2026-11-23T21:00:00Z", "UTC", "by Mon 23 Nov 21:00 (UTC)"),
        ("2026-12-31T21:00:00Z", "Europe/Moscow", "by the end of Thu 31 Dec (Europe/Moscow)"),
        ("2027-01-01T21:00:00Z", "Europe/Moscow", "by the end of Fri 1 Jan 2027 (Europe/Moscow)"),
        // the day begins at 01:00; the hour from 23:00 comes twice; a day is skipped
        ("2018-11-04T03:00:00Z", "America/Sao_Paulo", "by the end of Sat 3 Nov 2018 (America/Sao_Paulo)"),
        ("2018-02-18T03:00:00Z", "America/Sao_Paulo", "by the end of Sat 17 Feb 2018 (America/Sao_Paulo)"),
        ("2018-02-18T02:00:00Z", "America/Sao_Paulo", "by Sat 17 Feb 2018 23:00 (America/Sao_Paulo)"),
        ("2011-12-30T10:00:00Z", "Pacific/Apia", "by the end of Thu 29 Dec 2011 (Pacific/Apia)"),
    ])
    func aDeadlineAtMidnightIsTheEndOfADay(instant: String, zone: String, text: String) throws {
        let reading = WallClockText(in: try Zoneinfo.rules(zone), readAt: try Instant("2026-11-22T09:00:00Z"))
        #expect(reading.deadline(try Instant(instant)) == text)
    }

    @Test(arguments: [
        ("2026-01-01", "Thu 1 Jan"), ("2026-10-28", "Wed 28 Oct"), ("2026-10-29", "Thu 29 Oct 2026"),
        ("2025-12-31", "Wed 31 Dec 2025"), ("2027-01-01", "Fri 1 Jan 2027"),
    ])
    func aYearIsWrittenWhenItIsAnotherOrFarAway(day: String, text: String) throws {
        let reading = WallClockText(in: .utc, readAt: try Instant("2026-01-01T00:00:00Z"))
        #expect(reading.day(try #require(CivilDate(iso: day))) == text)
    }

    @Test func theReadersYearIsThatOfTheirWall() throws {
        let reading = WallClockText(
            in: try Zoneinfo.rules("Europe/Moscow"), readAt: try Instant("2026-12-31T21:00:00Z"))
        #expect(reading.moment(try Instant("2027-01-01T09:05:00Z")) == "Fri 1 Jan 12:05")
        #expect(reading.moment(try Instant("2026-12-31T20:59:00Z")) == "Thu 31 Dec 2026 23:59")
    }

    @Test(arguments: [
        ("2026-11-23T21:30:08Z", "00:30", "24 Nov 00:30:08"),
        ("2026-11-23T20:30:00Z", "23 Nov 23:30", "23 Nov 23:30:00"),
        ("2027-02-01T09:05:00Z", "1 Feb 12:05", "1 Feb 12:05:00"),
        ("2028-02-01T09:05:00Z", "1 Feb 2028 12:05", "1 Feb 2028 12:05:00"),
    ])
    func whereThereIsLittleRoomTodayAndAYearThatIsClearGoUnsaid(instant: String, moment: String, timestamp: String)
        throws
    {
        let reading = WallClockText(
            in: try Zoneinfo.rules("Europe/Moscow"), readAt: try Instant("2026-11-24T09:00:00Z"))
        #expect(reading.briefMoment(try Instant(instant)) == moment)
        #expect(reading.briefTimestamp(try Instant(instant)) == timestamp)
    }

    @Test func aTableShowsLocalDateAndTime() throws {
        let moscow = try Zoneinfo.rules("Europe/Moscow")
        #expect(moscow.timestamp(try Instant("2026-11-23T10:00:00.999Z")) == "2026-11-23 13:00:00")
        #expect(TimeZoneRules.utc.timestamp(try Instant("2026-01-02T03:04:05Z")) == "2026-01-02 03:04:05")
    }
}
