// When a parcel is to be packed: by the page's own example, around weekends, holidays and changed clocks.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct ShippingCalendarTests {
    @Test(arguments: [
        ("2026-11-23T12:59:59.999+03:00", "2026-11-25T00:00:00+03:00"),  // Monday, before the shipping time
        ("2026-11-23T13:00:00.000+03:00", "2026-11-26T00:00:00+03:00"),  // at it: starts on Tuesday
        ("2026-11-23T00:00:00+03:00", "2026-11-25T00:00:00+03:00"),
        ("2026-11-22T23:59:59.999+03:00", "2026-11-25T00:00:00+03:00"),  // Sunday: starts on Monday
        ("2026-11-27T12:59:59.999+03:00", "2026-12-01T00:00:00+03:00"),  // Friday: packed on Monday
        ("2026-11-27T13:00:00+03:00", "2026-12-02T00:00:00+03:00"),
        ("2026-11-28T08:00:00+03:00", "2026-12-02T00:00:00+03:00"),  // Saturday
    ])
    func anOrderStartsBeforeTheShippingTimeOrOnTheNextWorkingDay(placed: String, due: String) {
        #expect(ShippingCalendar(.moscow).cutoff(placedAt: .at(placed)).due == .at(due))
    }

    @Test(arguments: [
        (0, "2026-11-23T12:59:59.999+03:00", "2026-11-24T00:00:00+03:00"),
        (0, "2026-11-23T13:00:00+03:00", "2026-11-25T00:00:00+03:00"),
        (1, "2026-11-26T10:00:00+03:00", "2026-11-28T00:00:00+03:00"),
        (3, "2026-11-25T10:00:00+03:00", "2026-12-01T00:00:00+03:00"),
        (3, "2026-11-27T13:00:00+03:00", "2026-12-04T00:00:00+03:00"),
    ])
    func packingDaysAreWorkingDays(days: Int, placed: String, due: String) {
        let warehouse = Warehouse.moscow { $0.packing = .calendar(shippingTimes: .daily("13:00"), days: days) }
        #expect(ShippingCalendar(warehouse).cutoff(placedAt: .at(placed)).due == .at(due))
    }

    @Test func theCalculationNamesItsDays() {
        let calculation = ShippingCalendar(.moscow).cutoff(placedAt: .at("2026-11-27T14:00:00+03:00"))
        #expect(calculation.startDay == .on("2026-11-30"))
        #expect(calculation.packingDay == .on("2026-12-01"))
    }

    /// The published example: a same-day cut-off of 14:00, Monday to Friday, Los Angeles.
    @Test(arguments: [
        ("2026-11-20T13:59:00-08:00", false, "2026-11-20"), ("2026-11-20T14:00:00-08:00", false, "2026-11-23"),
        ("2026-11-20T14:00:00-08:00", true, "2026-11-24"),
    ])
    func paidOnFridayAfterTheCutoffIsDueOnTheNextWorkingDay(paid: String, mondayIsOff: Bool, day: String) {
        let warehouse = Warehouse.moscow {
            $0.zone = .named("America/Los_Angeles")
            $0.packing = .calendar(shippingTimes: .daily("14:00"), days: 0)
            $0.workdays.holidays = mondayIsOff ? [.on("2026-11-23")] : []
        }
        #expect(ShippingCalendar(warehouse).cutoff(placedAt: .at(paid)).packingDay == .on(day))
    }

    @Test(arguments: [
        ("2026-12-30T12:00:00+03:00", "2027-01-02T00:00:00+03:00"),  // starts before the holiday, packed after it
        ("2026-12-31T09:00:00+03:00", "2027-01-05T00:00:00+03:00"),  // on the holiday, a Thursday: starts on Friday
    ])
    func aHolidayIsNoWorkingDay(placed: String, due: String) {
        let warehouse = Warehouse.moscow { $0.workdays.holidays = [.on("2026-12-31")] }
        #expect(ShippingCalendar(warehouse).cutoff(placedAt: .at(placed)).due == .at(due))
    }

    @Test(arguments: [
        ("2026-12-30T10:59:59.999+03:00", "2027-01-01T00:00:00+03:00"),
        ("2026-12-30T11:00:00+03:00", "2027-01-02T00:00:00+03:00"),
        ("2026-12-29T12:59:59.999+03:00", "2026-12-31T00:00:00+03:00"),
    ])
    func aDatedExceptionHasItsOwnShippingTime(placed: String, due: String) {
        let warehouse = Warehouse.moscow { $0.workdays.exceptions = [.on("2026-12-30"): .at("11:00")] }
        #expect(ShippingCalendar(warehouse).cutoff(placedAt: .at(placed)).due == .at(due))
    }

    @Test func anExceptionMakesASaturdayAndAHolidayWorkingDays() {
        let warehouse = Warehouse.moscow {
            $0.workdays.holidays = [.on("2026-11-27")]
            $0.workdays.exceptions = [.on("2026-11-27"): .at("10:00"), .on("2026-11-28"): .at("10:00")]
        }
        let calendar = ShippingCalendar(warehouse)
        #expect(calendar.cutoff(placedAt: .at("2026-11-27T09:59:59+03:00")).packingDay == .on("2026-11-28"))
        #expect(calendar.cutoff(placedAt: .at("2026-11-28T10:00:00+03:00")).startDay == .on("2026-11-30"))
    }

    @Test(arguments: [("2026-11-23T12:00:00+03:00", "2026-11-23"), ("2026-11-27T11:00:00+03:00", "2026-11-30")])
    func aWeekdayMayHaveAShippingTimeOfItsOwn(placed: String, start: String) {
        var times: [Weekday: TimeOfDay] = .daily("13:00")
        times[.friday] = .at("11:00")
        let warehouse = Warehouse.moscow { $0.packing = .calendar(shippingTimes: times, days: 1) }
        #expect(ShippingCalendar(warehouse).cutoff(placedAt: .at(placed)).startDay == .on(start))
    }

    @Test func anExpressWarehousePacksWithinASpanDayAndNight() {
        let calculation = ShippingCalendar(.express).cutoff(placedAt: .at("2026-11-28T23:45:00.001+03:00"))
        #expect(calculation.due == .at("2026-11-29T00:15:00.001+03:00"))
        #expect(calculation.startDay == nil)
        #expect(calculation.packingDay == nil)
    }
}

@Suite struct ChangedClocksTests {
    private func berlin(_ time: String, days: Int = 0) -> ShippingCalendar {
        let everyDay = Set(Weekday.allCases)
        return ShippingCalendar(
            .moscow {
                $0.zone = .named("Europe/Berlin")
                $0.workdays = Workdays(weekdays: everyDay)
                $0.packing = .calendar(shippingTimes: .daily(time), days: days)
            })
    }

    @Test(arguments: [
        ("2026-03-28T12:59:59.999+01:00", "2026-03-30T00:00:00+02:00"),  // the packing day has 23 hours
        ("2026-10-24T12:59:59.999+02:00", "2026-10-26T00:00:00+01:00"),  // 25 hours
        ("2026-03-29T12:59:59.999+02:00", "2026-03-31T00:00:00+02:00"),
        ("2026-10-25T13:00:00+01:00", "2026-10-28T00:00:00+01:00"),
    ])
    func theCutoffIsMidnightWhateverTheClocksDo(placed: String, due: String) {
        #expect(berlin("13:00", days: 1).cutoff(placedAt: .at(placed)).due == .at(due))
    }

    @Test(arguments: [
        ("2026-03-29T01:59:59.999+01:00", "2026-03-29"), ("2026-03-29T03:00:00+02:00", "2026-03-30"),
        ("2026-10-25T02:29:59.999+02:00", "2026-10-25"), ("2026-10-25T02:30:00+02:00", "2026-10-26"),
        ("2026-10-25T02:10:00+01:00", "2026-10-26"),  // 02:30 was there once already
    ])
    func aShippingTimeInTheChangedHourIsReachedOnce(placed: String, start: String) {
        #expect(berlin("02:30").cutoff(placedAt: .at(placed)).startDay == .on(start))
    }

    @Test(arguments: [
        // Friday 2026-04-24 begins at 01:00 in Cairo, Sunday 2018-11-04 in São Paulo.
        ("Africa/Cairo", "2026-04-23T10:00:00+02:00", "2026-04-24T01:00:00+03:00"),
        ("America/Sao_Paulo", "2018-11-03T10:00:00-03:00", "2018-11-04T01:00:00-02:00"),
    ])
    func aDayThatBeginsAtOneEndsTheDayBeforeAtOne(zone: String, placed: String, due: String) {
        let warehouse = Warehouse.moscow {
            $0.zone = .named(zone)
            $0.workdays = Workdays(weekdays: Set(Weekday.allCases))
            $0.packing = .calendar(shippingTimes: .daily("13:00"), days: 0)
        }
        let calendar = ShippingCalendar(warehouse)
        #expect(calendar.cutoff(placedAt: .at(placed)).due == .at(due))
        #expect(calendar.lastDay(before: .at(due)).next == calendar.date(of: .at(due)))
        #expect(
            calendar.endOfFirstWorkday(beginningAtOrAfter: .at(due)) == calendar.end(of: calendar.date(of: .at(due))))
    }

    @Test(arguments: [
        "Europe/Berlin", "Europe/Moscow", "Africa/Cairo", "America/Los_Angeles", "Australia/Lord_Howe",
        "Asia/Kathmandu",
    ])
    func everyPlacingOfAYearEndsWhereASlowCalculationSays(zone: String) {
        for days in [0, 1, 3] {
            let oracle = CalendarOracle(zone: zone, holidays: ["2026-5-1", "2026-12-31"], packingDays: days)
            let calendar = ShippingCalendar(
                .moscow {
                    $0.zone = .named(zone)
                    $0.workdays.holidays = [.on("2026-05-01"), .on("2026-12-31")]
                    $0.packing = .calendar(shippingTimes: .daily("13:00"), days: days)
                })
            var placed = Instant.at("2026-01-01T00:00:00Z")
            while placed < .at("2027-01-01T00:00:00Z") {
                let due = calendar.cutoff(placedAt: placed).due
                #expect(due == oracle.cutoff(placedAt: placed), "\(zone), \(days) days, placed \(placed.rfc3339)")
                placed = placed + .minutes(293)  // prime: every minute of the day comes, 6 hours apart at most
            }
        }
    }
}
