// Days and times of day: their texts, their order, and what is no such day.

import CivilTime
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: ["0000-01-01", "0000-02-29", "1582-10-10", "1970-01-01", "2000-02-29", "2026-12-31", "9999-12-31"])
    func aDateReadsBackAsItIsWritten(text: String) {
        #expect(CivilDate(iso: text)?.description == text)
    }

    @Test(arguments: [
        "2026-02-29", "2026-02-30", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-06-31", "2026-1-1",
        "20260101", "2026-01-01 ", " 2026-01-01", "2026/01/01", "+226-01-01", "2026-01-0१", "", "2026-01-01T00:00:00Z",
    ])
    func whatIsNoDateIsRefused(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test func daysFollowEachOtherForFourHundredYears() throws {
        var date = try #require(CivilDate(year: 1800, month: 1, day: 1))
        for _ in 0..<146_097 {
            let (year, month, day) = date.parts
            try #require(CivilDate(year: year, month: month, day: day) == date)
            try #require(date.next.parts > date.parts)
            date = date.next
        }
        #expect(date == CivilDate(year: 2200, month: 1, day: 1))
    }

    @Test(arguments: [
        ("1969-12-31", Weekday.wednesday), ("1970-01-01", .thursday), ("2026-11-23", .monday),
        ("0000-01-01", .saturday),
    ])
    func aDateKnowsItsWeekday(text: String, weekday: Weekday) throws {
        #expect(try #require(CivilDate(iso: text)).weekday == weekday)
    }

    @Test func aWeekdayIsAbbreviatedForPeople() {
        #expect(Weekday.allCases.map(\.abbreviation) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    }
}

@Suite struct TimeOfDayTests {
    @Test func everyMinuteReadsBackAsItIsWritten() throws {
        for minutes in 0..<1440 {
            let time = try #require(TimeOfDay(hour: minutes / 60, minute: minutes % 60))
            #expect(TimeOfDay(time.description) == time)
        }
        #expect(TimeOfDay(hour: 9, minute: 5)?.description == "09:05")
    }

    @Test(arguments: ["24:00", "13:60", "1:00", "13:0", "1300", "13.00", "13:00:00", " 13:00", "", "-1:00", "aa:bb"])
    func whatIsNoTimeOfDayIsRefused(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
