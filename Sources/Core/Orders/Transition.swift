// What happened to one shipment: the value that history, journal, wheel and screens are projections of.

import CivilTime

/// The states in words, as design, JSON and the journal write them.
package enum StateName: String, CaseIterable, Hashable, Sendable, Codable {
    case awaitingPackaging = "awaiting-packaging"
    case awaitingShipment = "awaiting-shipment"
    case accepted
    case courierOnTheWay = "courier-on-the-way"
    case atPickUpPoint = "at-pick-up-point"
    case presumablyDelivered = "presumably-delivered"
    case delivered
    case disputed
    case cancelled
}

/// What made a transition happen.
package enum Cause: Hashable, Sendable, Codable {
    case event(EventType)
    /// A deadline passed.
    case deadline(DeadlineKind)
    /// A reminder of a deadline that has not passed yet.
    case reminder(of: DeadlineKind)
    /// The marketplace reported it, and no event says such a thing.
    case finding(Finding)

    /// `shipment.packed`, `deadline.packing`, `deadline.reminder`, `corrected`: what history and journal call it.
    package var name: String {
        switch self {
        case .event(let type): type.rawValue
        case .deadline(let kind): "deadline.\(kind.rawValue)"
        case .reminder: "deadline.\(DeadlineKind.reminder.rawValue)"
        case .finding(let finding): finding.rawValue
        }
    }
}

/// What we learn from a marketplace's report only.
package enum Finding: String, CaseIterable, Hashable, Sendable, Codable {
    /// A deadline of ours had cancelled it, and it goes on.
    case corrected
    /// It is held for passport data, which nobody knew.
    case passportAwaited = "passport.awaited"
    /// What was left open when it was placed: the delivery service, the prices.
    case orderDescribed = "order.described"
}

/// One thing that happened to one shipment.
package struct Transition: Hashable, Sendable, Codable {
    package var order: OrderNumber
    package var shipment: ShipmentNumber
    package var cause: Cause
    /// Nil for the first of a shipment.
    package var from: StateName?
    package var to: StateName
    /// When it took effect: for a deadline its `due`.
    package var effectiveAt: Instant
    package var warehouse: WarehouseID
    package var service: ServiceID
    package var deliveryMethod: DeliveryMethodID
    /// Why, in words or a reason's code: of a cancellation, a removal, a decline.
    package var reason: String?
    /// The deadline that passed, or that a reminder is about: its due time.
    package var due: Instant?
    /// What the shipment is held to from here on, earliest first; reminders left out.
    package var runs: [Deadline]
    package var isOverdue: Bool
    package var isHeld: Bool
    /// What a person should look at: `no packing evidence`.
    package var warnings: [String]
    /// What the marketplace reported, where this was derived from it: `at-pick-up-point`. Nil for all that an event
    /// itself says.
    package var derived: String?

    package init(
        order: OrderNumber, shipment: ShipmentNumber, cause: Cause, from: StateName?, to: StateName,
        effectiveAt: Instant, warehouse: WarehouseID, service: ServiceID, deliveryMethod: DeliveryMethodID,
        reason: String?, due: Instant?, runs: [Deadline], isOverdue: Bool, isHeld: Bool, warnings: [String]
    ) {
        self.order = order
        self.shipment = shipment
        self.cause = cause
        self.from = from
        self.to = to
        self.effectiveAt = effectiveAt
        self.warehouse = warehouse
        self.service = service
        self.deliveryMethod = deliveryMethod
        self.reason = reason
        self.due = due
        self.runs = runs
        self.isOverdue = isOverdue
        self.isHeld = isHeld
        self.warnings = warnings
    }
}
