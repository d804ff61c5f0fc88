// What a carrier says of a parcel that it knows by its tracking number alone. Whose the number is, only the store
// knows, and perhaps nobody yet: then it waits, in a docket of its own, until the number is assigned.

import CivilTime

/// Where a parcel has come to: the events that say it in one word, without data.
package enum ShipmentStatus: String, CaseIterable, Hashable, Sendable {
    case accepted = "shipment.accepted"
    case courierDeparted = "courier.departed"
    case pickupArrived = "pickup.arrived"
    case deliveryPresumed = "delivery.presumed"
    case deliveryConfirmed = "delivery.confirmed"
    case receiptDeclined = "receipt.declined"

    package func event(of shipment: ShipmentNumber) -> OrderEvent {
        switch self {
        case .accepted: .accepted(shipment)
        case .courierDeparted: .courierDeparted(shipment)
        case .pickupArrived: .pickupArrived(shipment)
        case .deliveryPresumed: .deliveryPresumed(shipment)
        case .deliveryConfirmed: .deliveryConfirmed(shipment)
        case .receiptDeclined: .receiptDeclined(shipment, reason: nil)
        }
    }
}

/// What a carrier's word for a state means here.
package enum StatusMeaning: Hashable, Sendable {
    case status(ShipmentStatus)
    /// Nothing that we follow.
    case nothing

    /// As the configuration writes it.
    package var rawValue: String {
        switch self {
        case .status(let status): status.rawValue
        case .nothing: "none"
        }
    }
}

extension StatusMeaning: RawRepresentable, CaseIterable {
    package static let allCases = ShipmentStatus.allCases.map(StatusMeaning.status) + [.nothing]

    package init?(rawValue: String) {
        guard let meaning = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = meaning
    }
}

extension OrderNumber {
    /// What no order's number begins with: the door takes no control characters.
    private static let ofTracking = "tracking\u{1F}"

    /// Where statuses wait for a tracking number that no shipment has yet.
    package init(waitingFor tracking: TrackingNumber) { self.init(rawValue: Self.ofTracking + tracking.rawValue) }

    /// The tracking number that is waited for here; nil for an order's own number.
    package var awaitedTracking: TrackingNumber? {
        guard rawValue.utf8.starts(with: Self.ofTracking.utf8) else { return nil }
        return TrackingNumber(rawValue: String(rawValue.dropFirst(Self.ofTracking.count)))
    }
}

extension ShipmentNumber {
    /// Stands for the shipment that a tracking number will belong to.
    package init(waitingFor tracking: TrackingNumber) { self.init(OrderNumber(waitingFor: tracking), part: 1) }
}

extension Docket {
    /// Whose the tracking numbers are that shipments here have.
    package var tracked: [TrackingNumber: ShipmentNumber] {
        let shipments = order?.shipments ?? []
        return Dictionary(
            shipments.compactMap { shipment in shipment.tracking.map { ($0.number, shipment.number) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Gives up what waited for a tracking number, addressed to the shipment that has it now.
    package mutating func forward(to shipment: ShipmentNumber) -> [WaitingEvent] {
        defer { waiting = [] }
        return waiting.map { $0.addressed(to: shipment) }
    }

    /// What waited elsewhere for a tracking number of a shipment here is decided as if it had waited here; what cannot
    /// be decided yet goes on waiting, no longer than it would have.
    package mutating func receive(
        _ forwarded: [WaitingEvent], at now: Instant, under policy: Policy,
        owners: [TrackingNumber: ShipmentNumber]
    ) -> [Step] {
        waiting += forwarded
        return releaseWaiting(QueueMoment(now: now, policy: policy, owners: owners))
    }
}

extension WaitingEvent {
    fileprivate func addressed(to shipment: ShipmentNumber) -> WaitingEvent {
        let status = pending.event.type.flatMap { ShipmentStatus(rawValue: $0.rawValue) }
        let event = status?.event(of: shipment) ?? pending.event
        let pending = PendingEvent(
            event: event, origin: pending.origin, record: pending.record, arrivedAt: pending.arrivedAt,
            claimedAt: pending.claimedAt)
        return WaitingEvent(pending: pending, term: term, refusal: refusal)
    }
}
