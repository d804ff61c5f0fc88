// Everything that can happen to an order, as the world says it. Values here have passed the door: none of them needs
// checking for its form again.

import CivilTime

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

/// One event about one order or one of its shipments.
package enum OrderEvent: Hashable, Sendable {
    case placed(Placement)
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
    case claimWithheld(ShipmentNumber, Withholding)
    case appealFiled(ShipmentNumber, ClaimID, evidence: [Evidence])
    case appealDecided(ShipmentNumber, ClaimID, AppealOutcome)
}

/// A new order, as the marketplace describes it.
package struct Placement: Hashable, Sendable {
    package var warehouse: WarehouseID
    package var service: ServiceID
    package var deliveryMethod: DeliveryMethodID
    package var delivery: Delivery
    package var isFromAbroad: Bool
    package var items: [Item]
    package var createdAt: Instant?
    package var paidAt: Instant?
    /// The packing deadline that the marketplace gave, if it gave one.
    package var packBy: Instant?

    package init(
        warehouse: WarehouseID, service: ServiceID, deliveryMethod: DeliveryMethodID, delivery: Delivery,
        isFromAbroad: Bool, items: [Item], createdAt: Instant?, paidAt: Instant?, packBy: Instant?
    ) {
        self.warehouse = warehouse
        self.service = service
        self.deliveryMethod = deliveryMethod
        self.delivery = delivery
        self.isFromAbroad = isFromAbroad
        self.items = items
        self.createdAt = createdAt
        self.paidAt = paidAt
        self.packBy = packBy
    }
}

/// How the parcel reaches the customer.
package enum Delivery: String, CaseIterable, Hashable, Sendable, Codable {
    case courier
    case pickup
}

/// A line of an order: a product, how many, at what price apiece.
package struct Item: Hashable, Sendable, Codable {
    package let sku: SKU
    package let name: String
    package var quantity: Quantity
    package let price: Money

    package init(sku: SKU, name: String, quantity: Quantity, price: Money) {
        self.sku = sku
        self.name = name
        self.quantity = quantity
        self.price = price
    }
}

/// Some of a product.
package struct Portion: Hashable, Sendable, Codable {
    package let sku: SKU
    package let quantity: Quantity

    package init(sku: SKU, quantity: Quantity) {
        self.sku = sku
        self.quantity = quantity
    }
}

/// A packing video or photo: where it lies and its checksum, never the thing itself.
package struct Evidence: Hashable, Sendable, Codable {
    package let uri: String
    /// 64 hexadecimal digits in lower case.
    package let sha256: String?

    package init(uri: String, sha256: String?) {
        self.uri = uri
        self.sha256 = sha256
    }
}

/// Money withheld for a product that a customer did not find in the parcel.
package struct Withholding: Hashable, Sendable {
    package let claim: ClaimID
    package let portion: Portion
    package let amount: Money

    package init(claim: ClaimID, portion: Portion, amount: Money) {
        self.claim = claim
        self.portion = portion
        self.amount = amount
    }
}

/// Who did something, and whose fault it was.
package enum Party: String, CaseIterable, Hashable, Sendable, Codable {
    case seller
    case customer
    case carrier
    case marketplace
}

package enum DisputeOutcome: String, CaseIterable, Hashable, Sendable, Codable {
    case delivered
    case cancelled
}

package enum CancellationAnswer: String, CaseIterable, Hashable, Sendable, Codable {
    case approved
    case refused
}

package enum AppealOutcome: String, CaseIterable, Hashable, Sendable, Codable {
    case upheld
    case refunded
}

extension OrderEvent {
    package var type: EventType {
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
        }
    }
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
