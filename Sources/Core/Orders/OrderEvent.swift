// Everything that can happen to an order, as the world says it. Values here have passed the door: none of them needs
// checking for its form again.

import CivilTime

/// One event about one order or one of its shipments.
/// Large ones lie elsewhere: on its way through the door an event is moved a dozen times.
package enum OrderEvent: Hashable, Sendable, Codable {
    indirect case placed(Placement)
    case passportProvided
    /// Nil: the marketplace withdrew the deadline.
    case cutoffChanged(ShipmentNumber, packBy: Instant?)
    case split(ShipmentNumber, parts: [[Portion]])
    case itemRemoved(ShipmentNumber, Portion, reason: ReasonCode)
    case packed(ShipmentNumber, evidence: [Evidence])
    case evidenceRecorded(ShipmentNumber, Evidence)
    case trackingAssigned(ShipmentNumber, TrackingNumber, carrier: String?)
    case accepted(ShipmentNumber)
    case courierDeparted(ShipmentNumber)
    case pickupArrived(ShipmentNumber)
    case deliveryPresumed(ShipmentNumber)
    case deliveryConfirmed(ShipmentNumber)
    case receiptDeclined(ShipmentNumber, reason: String?)
    case customerContacted(ShipmentNumber, channel: String, note: String?)
    case disputeResolved(ShipmentNumber, DisputeOutcome, note: String?)
    case shipmentCancelled(ShipmentNumber, reason: ReasonCode, by: Party)
    case orderCancelled(reason: ReasonCode, by: Party)
    case cancellationRequested(ShipmentNumber, reason: String)
    case cancellationAnswered(ShipmentNumber, CancellationAnswer, note: String?)
    indirect case claimWithheld(ShipmentNumber, Withholding)
    case appealFiled(ShipmentNumber, ClaimID, evidence: [Evidence])
    case appealDecided(ShipmentNumber, ClaimID, AppealOutcome)
    /// How the marketplace says that a shipment stands: no event, but a state to be caught up with.
    indirect case reported(PostingReport)
}

extension OrderEvent {
    /// Nil for a report, which is no event: what follows from it is.
    package var type: EventType? {
        switch self {
        case .placed: .orderPlaced
        case .passportProvided: .passportProvided
        case .cutoffChanged: .cutoffChanged
        case .split: .shipmentSplit
        case .itemRemoved: .itemRemoved
        case .packed: .shipmentPacked
        case .evidenceRecorded: .evidenceRecorded
        case .trackingAssigned: .trackingAssigned
        case .accepted: .shipmentAccepted
        case .courierDeparted: .courierDeparted
        case .pickupArrived: .pickupArrived
        case .deliveryPresumed: .deliveryPresumed
        case .deliveryConfirmed: .deliveryConfirmed
        case .receiptDeclined: .receiptDeclined
        case .customerContacted: .customerContacted
        case .disputeResolved: .disputeResolved
        case .shipmentCancelled: .shipmentCancelled
        case .orderCancelled: .orderCancelled
        case .cancellationRequested: .cancellationRequested
        case .cancellationAnswered: .cancellationAnswered
        case .claimWithheld: .claimWithheld
        case .appealFiled: .appealFiled
        case .appealDecided: .appealDecided
        case .reported: nil
        }
    }

    /// What people know it by: its type, or that of the report.
    package var name: String {
        if case .reported(let report) = self { return report.type }
        return type?.rawValue ?? ""
    }
}
