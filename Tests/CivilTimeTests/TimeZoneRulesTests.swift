// Zones against the nights and days that break calendars, and against Foundation's Calendar for all others. Foundation
// brings its own copy of the tz database: should a zone disagree after an update, look first whether both are as new.

import CivilTime
import Foundation
import Testing

@Suite struct TimeZoneRulesTests {
    /// One of each kind: none, Europe's, America's, the southern, half an hour, several hours, to and fro over
    /// midnight, negative, changed for good, not by whole hours, moved over the date line.
    static let zones = [
        "UTC", "Europe/Moscow", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Istanbul", "Asia/Kolkata",
        "Asia/Vladivostok", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns",
        "America/Godthab", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Asia/Amman", "Asia/Jerusalem",
        "Asia/Tehran", "Australia/Lord_Howe", "Australia/Sydney", "Antarctica/Troll", "Pacific/Apia",
        "Pacific/Chatham", "Pacific/Kiritimati",
    ]

    static let firstDay = 7305  // 1990-01-01
    static let lastDay = 32_872  // 2060-01-01

    @Test(arguments: zones)
    func offsetsAgreeWithFoundation(name: String) throws {
        let rules = try Zoneinfo.rules(name)
        let oracle = try #require(TimeZone(identifier: name))
        // Every 11 h 17 min and some seconds, so that all hours of the day have their turn.
        let samples = stride(from: Self.firstDay * 86_400, to: Self.lastDay * 86_400, by: 40_637)
        let disagreement = samples.first { seconds in
            let expected = oracle.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            return rules.offset(at: Instant(milliseconds: Int64(seconds) * 1000 + 999)) != expected
        }
        #expect(disagreement == nil)
    }

    @Test(arguments: zones)
    func startsOfDaysAgreeWithFoundation(name: String) throws {
        let rules = try Zoneinfo.rules(name)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: name))
        let disagreements = (Self.firstDay..<Self.lastDay).map(CivilDate.init(dayNumber:)).filter { date in
            let noon = Instant(milliseconds: Int64(date.dayNumber) * 86_400_000 + 43_200_000)
            let localNoon = noon - .seconds(Int64(rules.offset(at: noon)))
            return rules.start(of: date).foundation != calendar.startOfDay(for: localNoon.foundation)
        }
        // Noon of a day that was skipped is another day's, for which Foundation answers.
        #expect(disagreements.map(\.description) == Self.skippedDays[name, default: []])
    }

    private static let skippedDays = ["Pacific/Apia": ["2011-12-30"], "Pacific/Kiritimati": ["1994-12-31"]]

    @Test(arguments: zones)
    func aDayStartsWhereTheDateFirstReachesIt(name: String) throws {
        let rules = try Zoneinfo.rules(name)
        let disagreement = (Self.firstDay..<Self.lastDay).map(CivilDate.init(dayNumber:)).first { date in
            let start = rules.start(of: date)
            return rules.date(of: start) < date || rules.date(of: start - .milliseconds(1)) >= date
        }
        #expect(disagreement == nil)
    }

    // MARK: - Nights on which the clocks change

    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25),
        ("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23),
        ("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25),
        ("Europe/Berlin", "2059-03-30", "2059-03-29T23:00:00Z", 23),
        ("America/New_York", "2199-11-03", "2199-11-03T04:00:00Z", 25),
        ("Europe/Moscow", "2026-10-25", "2026-10-24T21:00:00Z", 24),
    ])
    func theNightOfAChangeIsAnHourShorterOrLonger(name: String, day: String, start: String, hours: Int64) throws {
        let rules = try Zoneinfo.rules(name)
        let date = try #require(CivilDate(iso: day))
        #expect(rules.start(of: date) == (try Instant(start)))
        #expect(rules.start(of: date.next) - rules.start(of: date) == .hours(hours))
    }

    @Test(arguments: [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z"),
        ("Africa/Cairo", "2045-04-28", "2045-04-27T22:00:00Z"), ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
        ("Asia/Beirut", "2050-03-27", "2050-03-26T22:00:00Z"),
    ])
    func aDayWithoutMidnightBeginsAtOne(name: String, day: String, start: String) throws {
        let rules = try Zoneinfo.rules(name)
        let date = try #require(CivilDate(iso: day))
        #expect(rules.start(of: date) == (try Instant(start)))
        #expect(rules.local(rules.start(of: date)) == (date, 3_600_000))
        #expect(rules.instant(of: try #require(TimeOfDay("00:30")), on: date) == rules.start(of: date))
    }

    @Test func aSkippedDayStartsWithTheDayAfterIt() throws {
        let apia = try Zoneinfo.rules("Pacific/Apia")
        let skipped = try #require(CivilDate(iso: "2011-12-30"))
        #expect(apia.start(of: skipped) == (try Instant("2011-12-30T10:00:00Z")))
        #expect(apia.start(of: skipped.next) == apia.start(of: skipped))
        #expect(apia.start(of: skipped.previous) == (try Instant("2011-12-29T10:00:00Z")))
        #expect(apia.instant(of: try #require(TimeOfDay("13:00")), on: skipped) == apia.start(of: skipped))
        #expect(apia.date(of: apia.start(of: skipped)) == skipped.next)
    }

    /// In Havana the clock goes from 01:00 back to 00:00, in Santiago and Sao Paulo from 00:00 to 23:00, so that
    /// the day before has 25 hours and its last one comes twice.
    @Test(arguments: [
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", Int64(25), Int64(24)),
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", 24, 25),
        ("America/Santiago", "2026-04-05", "2026-04-05T04:00:00Z", 24, 25),
    ])
    func aClockThatFallsBackAtMidnightStartsTheDayOnce(
        name: String, day: String, start: String, hours: Int64, hoursOfTheDayBefore: Int64
    ) throws {
        let rules = try Zoneinfo.rules(name)
        let date = try #require(CivilDate(iso: day))
        #expect(rules.start(of: date) == (try Instant(start)))
        #expect(rules.start(of: date.next) - rules.start(of: date) == .hours(hours))
        #expect(rules.start(of: date) - rules.start(of: date.previous) == .hours(hoursOfTheDayBefore))
    }

    /// St. John's fell back from 00:01 to 23:01: the new day began, ended after a minute and began again.
    @Test func aDayThatBeginsTwiceStartsTheFirstTime() throws {
        let rules = try Zoneinfo.rules("America/St_Johns")
        let date = try #require(CivilDate(iso: "2010-11-07"))
        #expect(rules.start(of: date) == (try Instant("2010-11-07T02:30:00Z")))
        #expect(rules.date(of: try Instant("2010-11-07T02:31:00Z")) == date.previous)
        #expect(rules.date(of: try Instant("2010-11-07T03:30:00Z")) == date)
        #expect(
            rules.instant(of: try #require(TimeOfDay("23:30")), on: date.previous)
                == (try Instant("2010-11-07T02:00:00Z")))
        #expect(rules.instant(of: try #require(TimeOfDay("00:01")), on: date) == (try Instant("2010-11-07T03:31:00Z")))
    }

    @Test(arguments: [
        ("2026-03-29", "01:59", "2026-03-29T00:59:00Z"), ("2026-03-29", "02:00", "2026-03-29T01:00:00Z"),
        ("2026-03-29", "02:30", "2026-03-29T01:00:00Z"), ("2026-03-29", "03:00", "2026-03-29T01:00:00Z"),
        ("2026-03-29", "03:01", "2026-03-29T01:01:00Z"), ("2026-10-25", "01:59", "2026-10-24T23:59:00Z"),
        ("2026-10-25", "02:00", "2026-10-25T00:00:00Z"), ("2026-10-25", "02:59", "2026-10-25T00:59:00Z"),
        ("2026-10-25", "03:00", "2026-10-25T02:00:00Z"), ("2026-11-23", "13:00", "2026-11-23T12:00:00Z"),
    ])
    func aTimeOfDayIsTheFirstThatShowsItOrLater(day: String, time: String, instant: String) throws {
        let berlin = try Zoneinfo.rules("Europe/Berlin")
        let found = berlin.instant(of: try #require(TimeOfDay(time)), on: try #require(CivilDate(iso: day)))
        #expect(found == (try Instant(instant)))
    }

    @Test func localTimeCountsBackwardsBefore1970() throws {
        let (date, millisecondsOfDay) = TimeZoneRules.utc.local(Instant(milliseconds: -1))
        #expect(date == CivilDate(iso: "1969-12-31"))
        #expect(millisecondsOfDay == 86_399_999)
    }

    @Test func beforeTheFirstChangeTheSunRules() throws {
        #expect(try Zoneinfo.rules("Europe/Moscow").offset(at: .distantPast) == 2 * 3600 + 30 * 60 + 17)
    }

    @Test(arguments: zones)
    func theEndsOfTimeHaveDaysToo(name: String) throws {
        let rules = try Zoneinfo.rules(name)
        for instant in [Instant.distantPast, .distantFuture] {
            let date = rules.date(of: instant)
            #expect(rules.start(of: date).milliseconds <= instant.milliseconds)
            #expect(rules.start(of: date.next).milliseconds > instant.milliseconds)
        }
        #expect(rules.start(of: CivilDate(dayNumber: .max)) > .distantFuture)
        #expect(rules.start(of: CivilDate(dayNumber: .min)) < .distantPast)
    }

    @Test func rulesOfTheSameFileAreEqual() throws {
        #expect(try Zoneinfo.rules("Europe/Moscow") == Zoneinfo.rules("Europe/Moscow"))
        #expect(try Zoneinfo.rules("Europe/Moscow") != Zoneinfo.rules("Europe/Minsk"))
    }
}

extension Instant {
    fileprivate var foundation: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
