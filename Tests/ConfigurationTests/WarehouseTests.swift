// A warehouse's calendar, and what is refused of one.

import CivilTime
import Configuration
import Orders
import Testing

struct WarehouseTests {
    private func read(_ rest: String) throws -> Warehouse {
        let text = "[[warehouse]]\nid = \"msk-1\"\ntime_zone = \"Europe/Moscow\"\n\(rest)"
        return try #require(try Settings.parse(text).policy.warehouses[WarehouseID("msk-1")])
    }

    private func complaints(_ rest: String) -> [String] {
        let text = "[[warehouse]]\nid = \"msk-1\"\ntime_zone = \"Europe/Moscow\"\n\(rest)"
        return ConfigurationTests.complaints(about: text)
    }

    @Test func oneShippingTimeHoldsOnEveryWorkingDay() throws {
        let time = try #require(TimeOfDay(hour: 13, minute: 0))
        let warehouse = try read("shipping_time = \"13:00\"\nworking_days = [\"mon\", \"sat\"]")
        #expect(warehouse.packing == .calendar(shippingTimes: [.monday: time, .saturday: time], days: 1))
        #expect(warehouse.workdays == Workdays(weekdays: [.monday, .saturday]))
        #expect(warehouse.name == "msk-1")
    }

    @Test func shippingTimesMayDifferByWeekday() throws {
        let one = try #require(TimeOfDay(hour: 13, minute: 0))
        let other = try #require(TimeOfDay(hour: 11, minute: 30))
        let warehouse = try read(
            """
            working_days = ["mon", "fri"]
            shipping_time = { mon = "13:00", fri = "11:30" }
            packing_days = 2
            """)
        #expect(warehouse.packing == .calendar(shippingTimes: [.monday: one, .friday: other], days: 2))
    }

    @Test func holidaysAndExceptionsAreDays() throws {
        let holiday = try #require(CivilDate(year: 2026, month: 12, day: 31))
        let time = try #require(TimeOfDay(hour: 11, minute: 0))
        let warehouse = try read(
            """
            shipping_time = "13:00"
            holidays = ["2026-12-31"]
            exceptions = { "2026-12-30" = "11:00" }
            """)
        #expect(warehouse.workdays.holidays == [holiday])
        #expect(warehouse.workdays.exceptions == [holiday.previous: time])
    }

    @Test func anExpressWarehouseHasASpan() throws {
        #expect(try read("packing_time = \"30min\"").packing == .span(.minutes(30)))
    }

    @Test(arguments: [
        ("", #"warehouse[1].shipping_time: expected a time like "13:00", found nothing"#),
        ("shipping_time = \"25:00\"", #"warehouse[1].shipping_time: expected a time like "13:00", found "25:00""#),
        ("shipping_time = 13", #"warehouse[1].shipping_time: expected a time like "13:00", found 13"#),
        (
            "shipping_time = { mon = \"13:00\" }\nworking_days = [\"mon\", \"tue\"]",
            "warehouse[1].shipping_time: expected a time for every working day, found none for tue"
        ),
        (
            "shipping_time = { mon = \"13:00\", sun = \"1:00\" }\nworking_days = [\"mon\"]",
            #"warehouse[1].shipping_time.sun: expected a time like "13:00", found "1:00""#
        ),
        (
            "shipping_time = { mon = \"13:00\", sun = \"10:00\" }\nworking_days = [\"mon\"]",
            "warehouse[1].shipping_time: expected times for working days only, found one for sun, "
                + "which working_days does not have"
        ),
        (
            "shipping_time = { monday = \"13:00\", mon = \"13:00\" }\nworking_days = [\"mon\"]",
            #"warehouse[1].shipping_time.monday: expected weekdays like "mon", found "monday""#
        ),
        (
            "shipping_time = \"13:00\"\nworking_days = []",
            #"warehouse[1].working_days: expected a list in brackets, of one of "mon", "tue", "wed", "thu", "fri", "#
                + #""sat", "sun", found an empty list"#
        ),
        (
            "shipping_time = \"13:00\"\nworking_days = [\"mon\", \"tues\"]",
            #"warehouse[1].working_days[2]: expected one of "mon", "tue", "wed", "thu", "fri", "sat", "sun", "#
                + #"found "tues"; did you mean "tue"?"#
        ),
        (
            "shipping_time = \"13:00\"\nholidays = [\"2026-02-30\"]",
            #"warehouse[1].holidays[1]: expected a date like "2026-12-31", found "2026-02-30""#
        ),
        (
            "shipping_time = \"13:00\"\nholidays = [2026-02-03]",
            #"warehouse[1].holidays[1]: expected a date like "2026-12-31", found 2026-02-03"#
        ),
        (
            "shipping_time = \"13:00\"\nexceptions = { \"2026-13-01\" = \"11:00\" }",
            #"warehouse[1].exceptions.2026-13-01: expected dates like "2026-12-31", found "2026-13-01""#
        ),
        (
            "shipping_time = \"13:00\"\nholidays = [\"2026-12-31\"]\nexceptions = { \"2026-12-31\" = \"11:00\" }",
            #"warehouse[1].exceptions: expected days that are no holidays, found "2026-12-31", which is one"#
        ),
        (
            "packing_time = \"30min\"\nshipping_time = \"13:00\"",
            "warehouse[1].shipping_time: expected nothing beside packing_time, found a value"
        ),
        (
            "packing_time = \"30min\"\npacking_days = 1",
            "warehouse[1].packing_days: expected nothing beside packing_time, found a value"
        ),
        (
            "packing_time = \"0s\"",
            #"warehouse[1].packing_time: expected a span of time like "15min" or "1h 30min", longer than nothing, "#
                + #"found "0s""#
        ),
        (
            "shipping_time = \"13:00\"\npacking_days = -1",
            "warehouse[1].packing_days: expected a whole number from 0 to 3650, found -1"
        ),
    ])
    func whatIsNoCalendarIsRefused(rest: String, complaint: String) {
        let found = complaints(rest)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": \(complaint)") == true, "\(found)")
    }
}
