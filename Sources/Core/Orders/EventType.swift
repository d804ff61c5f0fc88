// The names of all that can happen to an order: the contract with everyone who writes event files.

/// The `type` of an event, as files and the journal write it.
package enum EventType: String, CaseIterable, Hashable, Sendable, Codable {
    case orderPlaced = "order.placed"
    case passportProvided = "passport.provided"
    case cutoffChanged = "cutoff.changed"
    case shipmentSplit = "shipment.split"
    case itemRemoved = "item.removed"
    case shipmentPacked = "shipment.packed"
    case evidenceRecorded = "evidence.recorded"
    case trackingAssigned = "tracking.assigned"
    case shipmentAccepted = "shipment.accepted"
    case courierDeparted = "courier.departed"
    case pickupArrived = "pickup.arrived"
    case deliveryPresumed = "delivery.presumed"
    case deliveryConfirmed = "delivery.confirmed"
    case receiptDeclined = "receipt.declined"
    case customerContacted = "customer.contacted"
    case disputeResolved = "dispute.resolved"
    case shipmentCancelled = "shipment.cancelled"
    case orderCancelled = "order.cancelled"
    case cancellationRequested = "cancellation.requested"
    case cancellationAnswered = "cancellation.answered"
    case claimWithheld = "claim.withheld"
    case appealFiled = "appeal.filed"
    case appealDecided = "appeal.decided"
}

extension EventType {
    /// What an event's `subject` names.
    package enum Subject: Hashable, Sendable { case order, shipment }

    package var subject: Subject {
        switch self {
        case .orderPlaced, .orderCancelled, .passportProvided: .order
        case .cutoffChanged, .shipmentSplit, .itemRemoved, .shipmentPacked, .evidenceRecorded, .trackingAssigned,
            .shipmentAccepted, .courierDeparted, .pickupArrived, .deliveryPresumed, .deliveryConfirmed,
            .receiptDeclined, .customerContacted, .disputeResolved, .shipmentCancelled, .cancellationRequested,
            .cancellationAnswered, .claimWithheld, .appealFiled, .appealDecided:
            .shipment
        }
    }
}
