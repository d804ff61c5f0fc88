// `[[warehouse]]`: its shipping calendar, or the span of an express one.

import CivilTime
import Orders

extension Warehouse {
    /// Nil, and complaints, when something is missing.
    init?(_ reader: inout TableReader, _ zones: ZoneDatabase) {
        let id = reader.require("id", Form<WarehouseID>.name)
        let aliases = reader.read("aliases", .list(of: Form<WarehouseID>.name)) ?? []
        let name = reader.read("name", .words)
        let zone = reader.require("time_zone", .zone(zones))
        let workdays = Workdays(&reader)
        let packing = PackingTerm(&reader, workdays)
        let overrides = WindowOverrides(&reader)
        guard let id, let zone, let packing else { return nil }
        self.init(
            id: id, name: name ?? id.rawValue, zone: zone, workdays: workdays, packing: packing, overrides: overrides)
        self.aliases = Set(aliases)
    }
}

extension Workdays {
    fileprivate init(_ reader: inout TableReader) {
        self.init()
        weekdays = reader.read("working_days", .nonEmptyList(of: .word)).map { Set($0) } ?? weekdays
        holidays = Set(reader.read("holidays", .list(of: .date)) ?? [])
        exceptions = reader.read("exceptions", .timesByDate) ?? [:]
        for date in holidays.intersection(exceptions.keys).sorted() {
            reader.complain(
                about: "exceptions", expected: "days that are no holidays", found: "\"\(date)\", which is one")
        }
    }
}

extension PackingTerm {
    fileprivate init?(_ reader: inout TableReader, _ workdays: Workdays) {
        if reader.has("packing_time") {
            Self.complainAboutCalendar(&reader, workdays)
            guard let span = reader.read("packing_time", .positiveSpan) else { return nil }
            self = .span(span)
        } else {
            let days = reader.read("packing_days", .integer(0...Bounds.days))
            guard let times = Self.shippingTimes(&reader, workdays) else { return nil }
            self = .calendar(shippingTimes: times, days: days ?? Self.packingDays)
        }
    }

    /// The default of `packing_days`.
    private static let packingDays = 1

    private static func complainAboutCalendar(_ reader: inout TableReader, _ workdays: Workdays) {
        let times = reader.read("shipping_time", .shippingTimes(workdays.weekdays))
        let days = reader.read("packing_days", .integer(0...Bounds.days))
        for (key, isGiven) in [("shipping_time", times != nil), ("packing_days", days != nil)] where isGiven {
            reader.complain(about: key, expected: "nothing beside packing_time", found: "a value")
        }
    }

    /// One for every weekday that is worked.
    private static func shippingTimes(
        _ reader: inout TableReader, _ workdays: Workdays
    ) -> [Weekday: TimeOfDay]? {
        guard let times = reader.require("shipping_time", .shippingTimes(workdays.weekdays)) else { return nil }
        let missing = Weekday.allCases.filter { workdays.weekdays.contains($0) && times[$0] == nil }
        for day in missing {
            reader.complain(
                about: "shipping_time", expected: "a time for every working day", found: "none for \(day.rawValue)")
        }
        let idle = Weekday.allCases.filter { !workdays.weekdays.contains($0) && times[$0] != nil }
        for day in idle {
            reader.complain(
                about: "shipping_time", expected: "times for working days only",
                found: "one for \(day.rawValue), which working_days does not have")
        }
        return times
    }
}

extension Form where Value == [Weekday: TimeOfDay] {
    /// One time for all working days, or a table of times by weekday.
    fileprivate static func shippingTimes(_ weekdays: Set<Weekday>) -> Form {
        Form(Form<TimeOfDay>.timeOfDay.expected) { node, complaints in
            if case .table = node.content { return timesByWeekday.read(node, &complaints) }
            let time = Form<TimeOfDay>.timeOfDay.read(node, &complaints)
            return time.map { time in Dictionary(uniqueKeysWithValues: weekdays.map { ($0, time) }) }
        }
    }
}
