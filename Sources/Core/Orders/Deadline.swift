// What time does to an order. Which deadlines there are follows from the state (`Docket.deadlines`): nobody arms or
// cancels one.

import CivilTime

/// What a deadline is about; in words as journal, store and JSON write it.
package enum DeadlineKind: String, CaseIterable, Hashable, Sendable, Codable {
    case passport
    case packing
    case packingGrace = "packing-grace"
    case handOver = "hand-over"
    case handOverGrace = "hand-over-grace"
    case disputeWindow = "dispute-window"
    case cancellationAnswer = "cancellation-answer"
    case appealWindow = "appeal-window"
    case waitingEvent = "waiting-event"
    case reminder
    case feedSilence = "feed-silence"
}

/// Which deadline of a docket: at most one stands under each key.
package struct DeadlineKey: Hashable, Sendable, Codable {
    package let kind: DeadlineKind
    /// Nil for a deadline of the whole order.
    package let shipment: ShipmentNumber?
    /// What tells deadlines of one kind apart: an appeal window's claim, a waiting event's name, what a reminder
    /// is about. Empty where one is all there can be.
    package let detail: String

    package init(_ kind: DeadlineKind, shipment: ShipmentNumber? = nil, detail: String = "") {
        self.kind = kind
        self.shipment = shipment
        self.detail = detail
    }
}

/// A deadline that stands.
package struct Deadline: Hashable, Sendable, Codable {
    package let key: DeadlineKey
    /// When it takes effect. Rounded up, never down.
    package let due: Instant
    /// Where it stands in the queue of all that happens: `due` plus the service's lateness.
    package let position: Instant

    package init(key: DeadlineKey, due: Instant, position: Instant) {
        self.key = key
        self.due = due
        self.position = position
    }
}
