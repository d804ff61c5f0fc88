// When each event is legal: the one table behind decisions, refusals, what is possible now, and the documentation.

extension EventType {
    /// The states a shipment may be in for this event to be legal; further conditions in `Order.permits`. Empty for
    /// `order.placed`, which wants a number that is new.
    package var legalStates: Set<StateName> {
        switch self {
        case .orderPlaced: []
        case .passportProvided, .cutoffChanged, .shipmentSplit, .itemRemoved, .shipmentPacked: [.awaitingPackaging]
        case .evidenceRecorded: Set(StateName.allCases)
        case .trackingAssigned:
            [.awaitingShipment, .accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered, .disputed]
        case .shipmentAccepted: [.awaitingShipment]
        case .courierDeparted, .pickupArrived: [.accepted]
        case .deliveryPresumed: Self.underWay
        case .deliveryConfirmed, .receiptDeclined: Self.underWay.union([.presumablyDelivered])
        case .customerContacted, .disputeResolved: [.disputed]
        case .shipmentCancelled, .orderCancelled: Self.underWay.union([.awaitingPackaging, .awaitingShipment])
        case .cancellationRequested, .cancellationAnswered: Self.underWay.union([.awaitingShipment])
        case .claimWithheld, .appealFiled, .appealDecided: [.delivered]
        }
    }

    private static let underWay: Set<StateName> = [.accepted, .courierOnTheWay, .atPickUpPoint]

    /// The state that this event only reports: when a shipment is in it already, the event says nothing new.
    package var reportedState: StateName? {
        switch self {
        case .shipmentAccepted: .accepted
        case .courierDeparted: .courierOnTheWay
        case .pickupArrived: .atPickUpPoint
        case .deliveryPresumed: .presumablyDelivered
        case .deliveryConfirmed: .delivered
        case .receiptDeclined: .disputed
        case .shipmentCancelled: .cancelled
        case .orderPlaced, .passportProvided, .cutoffChanged, .shipmentSplit, .itemRemoved, .shipmentPacked,
            .evidenceRecorded, .trackingAssigned, .customerContacted, .disputeResolved, .orderCancelled,
            .cancellationRequested, .cancellationAnswered, .claimWithheld, .appealFiled, .appealDecided:
            nil
        }
    }

    /// The way of delivery that this event presumes; nil when it goes with both.
    package var delivery: Delivery? {
        switch self {
        case .courierDeparted: .courier
        case .pickupArrived: .pickup
        case .orderPlaced, .passportProvided, .cutoffChanged, .shipmentSplit, .itemRemoved, .shipmentPacked,
            .evidenceRecorded, .trackingAssigned, .shipmentAccepted, .deliveryPresumed, .deliveryConfirmed,
            .receiptDeclined, .customerContacted, .disputeResolved, .shipmentCancelled, .orderCancelled,
            .cancellationRequested, .cancellationAnswered, .claimWithheld, .appealFiled, .appealDecided:
            nil
        }
    }

    /// Whether an integrated service's carrier says this itself, so that nobody else may.
    package var isCarriersOwn: Bool {
        switch self {
        case .trackingAssigned, .shipmentAccepted, .courierDeparted, .pickupArrived, .deliveryPresumed,
            .deliveryConfirmed:
            true
        case .orderPlaced, .passportProvided, .cutoffChanged, .shipmentSplit, .itemRemoved, .shipmentPacked,
            .evidenceRecorded, .receiptDeclined, .customerContacted, .disputeResolved, .shipmentCancelled,
            .orderCancelled, .cancellationRequested, .cancellationAnswered, .claimWithheld, .appealFiled,
            .appealDecided:
            false
        }
    }
}

extension SourceRole {
    /// What a source in this role may say.
    package func maySay(_ type: EventType) -> Bool {
        switch self {
        case .marketplace: true
        case .carrier:
            type.isCarriersOwn || [.receiptDeclined, .shipmentCancelled, .evidenceRecorded].contains(type)
        case .seller:
            ![
                .passportProvided, .cutoffChanged, .disputeResolved, .cancellationRequested, .claimWithheld,
                .appealDecided,
            ]
            .contains(type)
        }
    }
}

extension Order {
    /// Whether an event of this type is possible for a shipment now; its members are checked when it is decided.
    package func permits(_ type: EventType, for shipment: Shipment) -> Bool {
        guard type.legalStates.contains(shipment.state.name) else { return false }
        return switch type {
        case .orderPlaced: false
        case .passportProvided: isHeld
        case .shipmentSplit: shipment.items.contains { $0.quantity.count > 1 } || shipment.items.count > 1
        case .shipmentPacked: !shipment.isHeld
        case .courierDeparted, .pickupArrived: !isDeliveredOtherwise(than: type)
        case .cancellationRequested: shipment.state.request == nil
        case .cancellationAnswered: shipment.state.request != nil
        case .claimWithheld: shipment.items.contains { shipment.claimed($0.sku) < $0.quantity }
        case .appealFiled: shipment.claims.contains { if case .withheld = $0.status { true } else { false } }
        case .appealDecided: shipment.claims.contains { if case .appealed = $0.status { true } else { false } }
        case .cutoffChanged, .itemRemoved, .evidenceRecorded, .trackingAssigned, .shipmentAccepted,
            .deliveryPresumed, .deliveryConfirmed, .receiptDeclined, .customerContacted, .disputeResolved,
            .shipmentCancelled, .orderCancelled:
            true
        }
    }

    /// What may be said of a shipment now, in the order of the table.
    package func possible(for shipment: Shipment) -> [EventType] {
        EventType.allCases.filter { permits($0, for: shipment) }
    }

    package var isHeld: Bool {
        if case .awaited = passport { true } else { false }
    }
}
