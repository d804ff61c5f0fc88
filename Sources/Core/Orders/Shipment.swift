// A parcel on its way: one package, one tracking number, its own deadlines.

import CivilTime

package struct Shipment: Hashable, Sendable, Codable {
    package let number: ShipmentNumber
    /// Fixed once packed. Empty only when the last item was removed, which cancels.
    package internal(set) var items: [Item]
    package internal(set) var state: ShipmentState
    package internal(set) var tracking: Tracking?
    package internal(set) var evidence: [Evidence] = []
    package internal(set) var contacts: [Contact] = []
    /// What it was too late for; a changed cut-off takes `packing` back.
    package internal(set) var late: Set<Lateness> = []
    package internal(set) var claims: [Claim] = []
    /// Append-only.
    package internal(set) var account: [AccountLine] = []
    /// The packing deadline as the marketplace gave it last, though it was over then; nil: it gave none, or took it
    /// back.
    package internal(set) var givenPackBy: Instant?
    /// Its own, where it is not that of the order.
    package internal(set) var route: Route?
    /// True for a part that was not split off here, until what it was split from is told and known.
    package internal(set) var isAdded: Bool?
    /// Nil: an event made it known, or a message, which say what was in it before any split.
    package internal(set) var introduction: Introduction?
    /// What went out of it by the marketplace's word, until a part is told that has it.
    package internal(set) var missing: [Portion]?
    /// When its last transition took effect; reminders do not count.
    package internal(set) var lastTransitionAt: Instant

    init(number: ShipmentNumber, items: [Item], state: ShipmentState, at instant: Instant) {
        self.number = number
        self.items = items
        self.state = state
        lastTransitionAt = instant
    }
}

/// Where a shipment is. Each state carries exactly what is true in it.
package enum ShipmentState: Hashable, Sendable, Codable {
    /// To be assembled. Left by packing, by cancellation, or by a grace that passes.
    case awaitingPackaging(Packing)
    /// Packed, contents fixed. Left by acceptance, by cancellation, or by the hand-over grace.
    case awaitingShipment(HandOver, CancellationRequest?)
    /// With the delivery service. Left by courier or pick-up point, and by all that ends a delivery.
    case accepted(CancellationRequest?)
    case courierOnTheWay(CancellationRequest?)
    case atPickUpPoint(CancellationRequest?)
    /// Left by the customer, either way, or to delivered when the window passes.
    case presumablyDelivered(disputeWindow: Term)
    /// The customer declined. Left by the marketplace's decision.
    case disputed
    /// Left by nothing; claims may still be made.
    case delivered(at: Instant)
    /// Left by nothing but the marketplace's word, where a deadline of ours did it.
    case cancelled(Cancellation)
}

/// How the packing of a shipment stands.
package enum Packing: Hashable, Sendable, Codable {
    /// Waits for passport data; the order's passport deadline runs. Left by the data.
    case held(CutoffBasis)
    /// Left by packing, or to overdue at the cut-off.
    case due(Term)
    /// The marketplace withdrew the cut-off. Left by a new one, or by packing.
    case withdrawn
    /// The cut-off passed. Left by packing, by a new cut-off, or by the grace (nil: there is none).
    case overdue(cutoff: Instant, grace: Term?)
}

/// What a held shipment's cut-off will follow from.
package enum CutoffBasis: Hashable, Sendable, Codable {
    case calendar
    case given(Instant)
    case withdrawn
}

/// How the hand-over of a packed shipment stands.
package enum HandOver: Hashable, Sendable, Codable {
    case due(Term)
    /// Left by acceptance, by cancellation, or by the grace (nil: there is none).
    case late(grace: Term?)
}

/// A customer asked to cancel what is under way; approved if nobody answers in time.
package struct CancellationRequest: Hashable, Sendable, Codable {
    package let reason: String
    package internal(set) var answer: Term
}

/// Why a shipment was cancelled.
package struct Cancellation: Hashable, Sendable, Codable {
    package let at: Instant
    /// A reason's code, or which deadline passed: `deadline.passport`.
    package let reason: String
    /// Nil: a deadline did it.
    package let by: Party?
    /// Nil: nobody's.
    package let fault: Party?
}

package enum Lateness: String, CaseIterable, Hashable, Sendable, Codable {
    case packing
    case handOver = "hand-over"

    /// The reason of a transition that came too late and counts all the same.
    package static let reason = "late"
}

package struct Tracking: Hashable, Sendable, Codable {
    package let number: TrackingNumber
    package let carrier: String?
}

/// A message to a customer about a disputed shipment.
package struct Contact: Hashable, Sendable, Codable {
    package let at: Instant
    package let channel: String
    package let note: String?
}

/// Money withheld, and what became of it.
package struct Claim: Hashable, Sendable, Codable {
    package let id: ClaimID
    package let portion: Portion
    package let amount: Money
    package internal(set) var status: ClaimStatus
}

package enum ClaimStatus: Hashable, Sendable, Codable {
    /// May be appealed. Left by an appeal, or to final when the window passes.
    case withheld(appealWindow: Term)
    /// Left by the decision.
    case appealed(evidence: [Evidence])
    /// Decided, or never appealed: the withholding stands. Left by nothing.
    case final
    /// Paid back. Left by nothing.
    case refunded
}

/// One line of a shipment's account. They are only ever appended, and sum exactly.
package struct AccountLine: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case sale
        case serviceFee = "service-fee"
        case withholding
        case refund
    }

    package let at: Instant
    package let kind: Kind
    /// Negative when it is taken from the seller.
    package let amount: Money
    package let claim: ClaimID?
}
