// The rules in force: what the configuration says of warehouses, services, sources, reasons and windows, checked.
// A decision reads them and nothing else of the world.

import CivilTime

package struct Policy: Sendable, Equatable {
    package var warehouses: [WarehouseID: Warehouse]
    package var services: [ServiceID: DeliveryService]
    package var sources: [SourceName: EventSource]
    package var reasons: [ReasonCode: Reason]
    package var windows: Windows
    package var reminders: ReminderOffsets
    /// How far a marketplace's clock may be ahead of ours.
    package var tolerance: Span

    package init(
        warehouses: [Warehouse] = [], services: [DeliveryService] = [], sources: [EventSource] = [],
        reasons: [Reason] = [], windows: Windows = Windows(), reminders: ReminderOffsets = ReminderOffsets(),
        tolerance: Span = .minutes(5)
    ) {
        self.warehouses = Dictionary(warehouses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.services = Dictionary(services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.reasons = Dictionary(reasons.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        self.windows = windows
        self.reminders = reminders
        self.tolerance = tolerance
    }

    /// The zone of times that are no warehouse's: that of all, where they share one, else UTC.
    package var commonZone: TimeZoneRules {
        let zones = Set(warehouses.values.map(\.zone.name))
        return (zones.count == 1 ? warehouses.values.first?.zone : nil) ?? .utc
    }

    /// The zone of an order's times: its warehouse's, or UTC where that is configured no longer; of what has no
    /// warehouse, the common one.
    package func zone(of warehouse: WarehouseID?) -> TimeZoneRules {
        guard let warehouse else { return commonZone }
        return warehouses[warehouse]?.zone ?? .utc
    }

    /// The warehouse with this id, or with this alias.
    package func warehouse(called id: WarehouseID) -> Warehouse? {
        warehouses[id] ?? warehouses.values.first { $0.aliases.contains(id) }
    }

    package func service(called id: ServiceID) -> DeliveryService? {
        services[id] ?? services.values.first { $0.aliases.contains(id) }
    }

    package func reason(called code: ReasonCode) -> Reason? {
        reasons[code] ?? reasons.values.first { $0.aliases.contains(code) }
    }

    /// The code that a reason has here, whatever others call it.
    func code(of reason: ReasonCode) -> ReasonCode { self.reason(called: reason)?.code ?? reason }

    /// The windows for an order: the defaults, then what its warehouse overrides, then what its service does.
    package func windows(warehouse: WarehouseID, service: ServiceID) -> Windows {
        var result = windows
        result.apply(warehouses[warehouse]?.overrides ?? WindowOverrides())
        result.apply(services[service]?.overrides ?? WindowOverrides())
        return result
    }
}

/// `[deadlines]`: how long each thing may take. The defaults are those of the marketplace.
package struct Windows: Sendable, Equatable {
    package var passport: Span = .hours(24)
    package var passportAnchor: PassportAnchor = .created
    package var packingGrace: PackingGrace = .nextWorkingDay
    /// Working days after the packing day.
    package var handOverDays: Int = 0
    /// Calendar days.
    package var handOverGraceDays: Int = 10
    package var dispute: Span = .minutes(15)
    package var cancellationAnswer: Span = .hours(48)
    package var appeal: Span = .days(30)
    package var waitingEvent: Span = .hours(24)
    package var lateness: Span = .zero

    package init() {}

    package mutating func apply(_ overrides: WindowOverrides) {
        passport = overrides.passport ?? passport
        passportAnchor = overrides.passportAnchor ?? passportAnchor
        packingGrace = overrides.packingGrace ?? packingGrace
        handOverDays = overrides.handOverDays ?? handOverDays
        handOverGraceDays = overrides.handOverGraceDays ?? handOverGraceDays
        dispute = overrides.dispute ?? dispute
        cancellationAnswer = overrides.cancellationAnswer ?? cancellationAnswer
        appeal = overrides.appeal ?? appeal
        waitingEvent = overrides.waitingEvent ?? waitingEvent
        lateness = overrides.lateness ?? lateness
    }
}

/// What a `[[warehouse]]` or a `[[service]]` says otherwise.
package struct WindowOverrides: Sendable, Equatable {
    package var passport: Span?
    package var passportAnchor: PassportAnchor?
    package var packingGrace: PackingGrace?
    package var handOverDays: Int?
    package var handOverGraceDays: Int?
    package var dispute: Span?
    package var cancellationAnswer: Span?
    package var appeal: Span?
    package var waitingEvent: Span?
    package var lateness: Span?

    package init() {}
}

/// What the 24 hours for passport data count from.
package enum PassportAnchor: String, CaseIterable, Sendable { case created, paid }

/// How long an overdue shipment may still be packed.
package enum PackingGrace: Hashable, Sendable {
    /// Until the end of the first working day that begins at or after the cut-off.
    case nextWorkingDay
    case span(Span)
    /// For ever: nobody cancels it but a person.
    case none
}

/// `[reminders]`: how long before a deadline a warning is given.
package struct ReminderOffsets: Sendable, Equatable {
    package var packing: [Span] = [.hours(2), .minutes(30)]
    package var passport: [Span] = [.hours(4)]
    package var appeal: [Span] = [.days(3)]
    package var cancellation: [Span] = [.hours(6)]

    package init() {}
}

/// `[[warehouse]]`
package struct Warehouse: Sendable, Equatable {
    package var id: WarehouseID
    /// What others call it: a marketplace's number.
    package var aliases: Set<WarehouseID> = []
    package var name: String
    package var zone: TimeZoneRules
    package var workdays: Workdays
    package var packing: PackingTerm
    package var overrides: WindowOverrides

    package init(
        id: WarehouseID, name: String, zone: TimeZoneRules, workdays: Workdays, packing: PackingTerm,
        overrides: WindowOverrides = WindowOverrides()
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.workdays = workdays
        self.packing = packing
        self.overrides = overrides
    }
}

/// How a warehouse's packing cut-off follows from the placing.
package enum PackingTerm: Sendable, Equatable {
    /// By the shipping calendar: `days` working days after the start. Every working weekday has a shipping time.
    case calendar(shippingTimes: [Weekday: TimeOfDay], days: Int)
    /// An express warehouse: a span from the placing.
    case span(Span)
}

/// On which days a warehouse works.
package struct Workdays: Sendable, Equatable {
    /// Never empty.
    package var weekdays: Set<Weekday>
    package var holidays: Set<CivilDate>
    /// Days with a shipping time of their own. Such a day is worked, whatever weekday it is.
    package var exceptions: [CivilDate: TimeOfDay]

    package init(
        weekdays: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday],
        holidays: Set<CivilDate> = [], exceptions: [CivilDate: TimeOfDay] = [:]
    ) {
        self.weekdays = weekdays
        self.holidays = holidays
        self.exceptions = exceptions
    }
}

/// `[[service]]`: a delivery service.
package struct DeliveryService: Sendable, Equatable {
    package var id: ServiceID
    /// What others call it.
    package var aliases: Set<ServiceID> = []
    package var name: String
    /// The carrier reports statuses and tracking numbers itself.
    package var isIntegrated: Bool
    package var fee: ServiceFee?
    package var overrides: WindowOverrides

    package init(
        id: ServiceID, name: String, isIntegrated: Bool, fee: ServiceFee?,
        overrides: WindowOverrides = WindowOverrides()
    ) {
        self.id = id
        self.name = name
        self.isIntegrated = isIntegrated
        self.fee = fee
        self.overrides = overrides
    }
}

/// What the marketplace keeps of a sale: a percentage, at least `minimum`, at most `maximum`. The bounds are decimals
/// in the sale's own currency.
package struct ServiceFee: Sendable, Equatable {
    package var percent: Percentage
    package var minimum: String?
    package var maximum: String?

    package init(percent: Percentage, minimum: String?, maximum: String?) {
        self.percent = percent
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// `[[source]]`: who sends events, and how far it is believed.
package struct EventSource: Sendable, Equatable {
    package var name: SourceName
    package var role: SourceRole
    /// Names of the users who may submit in its name. Empty: anybody.
    package var users: Set<String>
    /// The same users as the machine numbers them; nil: anybody.
    package var uids: Set<UInt32>?
    /// Nil: its `time` is not believed. Else believed, and raised to at most this long before the arrival.
    package var trustedBackdating: Span?
    package var expectEvery: Span?
    /// A carrier's own words for the states of its parcels. Empty: it does not send such statuses.
    package var statuses: [String: StatusMeaning]
    /// What the names of the files of its statuses have in them; nil: anything, for nobody else sends any.
    package var files: String?

    package init(
        name: SourceName, role: SourceRole, users: Set<String> = [], trustedBackdating: Span? = nil,
        expectEvery: Span? = nil, statuses: [String: StatusMeaning] = [:], files: String? = nil
    ) {
        self.name = name
        self.role = role
        self.users = users
        self.trustedBackdating = trustedBackdating
        self.expectEvery = expectEvery
        self.statuses = statuses
        self.files = files
    }
}

/// What a source is, and so what it may say.
package enum SourceRole: String, CaseIterable, Sendable, Codable { case seller, carrier, marketplace }

/// `[[reason]]`: why a shipment is cancelled or an item removed.
package struct Reason: Sendable, Equatable {
    package var code: ReasonCode
    /// What others call it.
    package var aliases: Set<ReasonCode> = []
    package var text: String
    package var by: Set<Party>
    package var fault: Party

    package init(code: ReasonCode, text: String, by: Set<Party>, fault: Party) {
        self.code = code
        self.text = text
        self.by = by
        self.fault = fault
    }
}
