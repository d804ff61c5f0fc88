// One shipment in every condition that a shipment can be in, and how it came there.

import CivilTime
import Orders
import TestKit

/// A condition of part 1 of the sample order.
enum CanonicalShipment: String, CaseIterable, Sendable {
    case awaitingPackaging = "awaiting packaging"
    case held = "awaiting packaging, held for passport data"
    case withdrawn = "awaiting packaging, its cut-off withdrawn"
    case overdue = "awaiting packaging, overdue"
    case awaitingShipment = "awaiting shipment"
    case awaitingShipmentLate = "awaiting shipment, late for the hand-over"
    case awaitingShipmentRequested = "awaiting shipment, the customer asks to cancel"
    case accepted = "accepted for delivery by courier"
    case acceptedForPickup = "accepted for delivery to a pick-up point"
    case acceptedRequested = "accepted for delivery, the customer asks to cancel"
    case courierOnTheWay = "with the courier on the way"
    case courierRequested = "with the courier on the way, the customer asks to cancel"
    case atPickUpPoint = "at the pick-up point"
    case atPickUpPointRequested = "at the pick-up point, the customer asks to cancel"
    case presumablyDelivered = "presumably delivered"
    case disputed
    case delivered
    case withheld = "delivered, with a withholding"
    case appealed = "delivered, with a withholding that was appealed"
    case final = "delivered, with a withholding that is final"
    case refunded = "delivered, with a withholding that was refunded"
    case cancelled

    /// A Monday.
    static let start = Instant.at("2026-11-23T10:00:00+03:00")

    /// What happened up to here, a minute between one thing and the next.
    func story(under policy: Policy = .sample) -> Story {
        var story = Story(policy: policy, from: Self.start)
        story.take(.placed(placement), at: Self.start)
        for event in events { story.take(event, at: story.now + .minutes(1), from: .marketplace) }
        switch self {
        case .overdue: story.pass(through: .packing)
        case .awaitingShipmentLate: story.pass(through: .handOver)
        case .final: story.pass(through: .appealWindow)
        default: break
        }
        return story
    }

    private var placement: Placement {
        .sample {
            $0.isFromAbroad = self == .held
            $0.delivery = isByCourier ? .courier : .pickup
        }
    }

    private var isByCourier: Bool {
        switch self {
        case .acceptedForPickup, .atPickUpPoint, .atPickUpPointRequested: false
        default: true
        }
    }

    private var events: [OrderEvent] {
        let number = ShipmentNumber.first
        let request = OrderEvent.cancellationRequested(number, reason: "too long")
        let claim = ClaimID("c-1")
        let withholding = OrderEvent.claimWithheld(number, .sample())
        let appeal = OrderEvent.appealFiled(number, claim, evidence: [.video])
        switch self {
        case .awaitingPackaging, .held, .overdue: return []
        case .withdrawn: return [.cutoffChanged(number, packBy: nil)]
        case .awaitingShipment, .awaitingShipmentLate: return Self.toTheShelf
        case .awaitingShipmentRequested: return Self.toTheShelf + [request]
        case .accepted, .acceptedForPickup: return Self.toTheShelf + [.accepted(number)]
        case .acceptedRequested: return Self.toTheShelf + [.accepted(number), request]
        case .courierOnTheWay: return Self.toTheShelf + [.accepted(number), .courierDeparted(number)]
        case .courierRequested: return Self.toTheShelf + [.accepted(number), .courierDeparted(number), request]
        case .atPickUpPoint: return Self.toTheShelf + [.accepted(number), .pickupArrived(number)]
        case .atPickUpPointRequested: return Self.toTheShelf + [.accepted(number), .pickupArrived(number), request]
        case .presumablyDelivered: return Self.toTheShelf + [.accepted(number), .deliveryPresumed(number)]
        case .disputed: return Self.toTheShelf + [.accepted(number), .receiptDeclined(number, reason: "broken")]
        case .delivered: return Self.toTheCustomer
        case .withheld, .final: return Self.toTheCustomer + [withholding]
        case .appealed: return Self.toTheCustomer + [withholding, appeal]
        case .refunded: return Self.toTheCustomer + [withholding, appeal, .appealDecided(number, claim, .refunded)]
        case .cancelled: return [.shipmentCancelled(number, reason: .outOfStock, by: .seller)]
        }
    }

    private static let toTheShelf: [OrderEvent] = [
        .packed(.first, evidence: [.video]), .trackingAssigned(.first, TrackingNumber("TRK-1"), carrier: nil),
    ]

    private static let toTheCustomer: [OrderEvent] = toTheShelf + [.accepted(.first), .deliveryConfirmed(.first)]
}

extension Shipment {
    /// Its state and all that is remarkable in it: `awaiting packaging, overdue`.
    var condition: String {
        var words = [state.name.words]
        if isHeld { words.append("held") }
        if isOverdue { words.append("overdue") }
        if case .awaitingPackaging(.withdrawn) = state { words.append("cut-off withdrawn") }
        if case .awaitingShipment(.late, _) = state { words.append("late") }
        if state.request != nil { words.append("request open") }
        words += claims.map { "claim \($0.status.words)" }
        return words.joined(separator: ", ")
    }
}
