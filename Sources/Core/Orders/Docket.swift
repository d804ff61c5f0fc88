// Everything on file under one order number: the order, once it is known, and the events that wait for it.

import CivilTime

package struct Docket: Hashable, Sendable, Codable {
    package let number: OrderNumber
    /// Nil while only waiting events name it.
    package internal(set) var order: Order?
    /// In the order of their arrival.
    package internal(set) var waiting: [WaitingEvent] = []

    package init(number: OrderNumber) { self.number = number }

    /// Every deadline that stands, earliest first.
    package func deadlines(under policy: Policy) -> [Deadline] {
        let lateness = windows(under: policy).lateness
        let ofEvents = waiting.map { Deadline(key: $0.key, due: $0.term.due, position: $0.term.due + lateness) }
        return ((order?.deadlines(under: policy) ?? []) + ofEvents).sorted()
    }

    /// The windows of its order; those that everybody has while there is none.
    func windows(under policy: Policy) -> Windows {
        order.map { policy.windows(warehouse: $0.warehouse, service: $0.service) } ?? policy.windows
    }

    /// Whether it is an order that something may still happen to.
    package var isOpen: Bool { order?.isOpen ?? false }
}

/// An event that was not decided yet, with all that its decision needs.
package struct PendingEvent: Hashable, Sendable, Codable {
    package let event: OrderEvent
    package let origin: Origin
    package let record: RecordID
    package let arrivedAt: Instant
    /// When it says it took effect, as far as its source is believed; the shipment's last transition may raise it.
    package let claimedAt: Instant

    package init(event: OrderEvent, origin: Origin, record: RecordID, arrivedAt: Instant, claimedAt: Instant) {
        self.event = event
        self.origin = origin
        self.record = record
        self.arrivedAt = arrivedAt
        self.claimedAt = claimedAt
    }
}

/// An event that waits for what it needs. Left by being decided, or refused as orphaned when the term passes.
package struct WaitingEvent: Hashable, Sendable, Codable {
    package let pending: PendingEvent
    package let term: Term
    /// Why it could not be decided yet.
    package internal(set) var refusal: Refusal

    var key: DeadlineKey {
        DeadlineKey(.waitingEvent, detail: "\(pending.origin.event.source) \(pending.origin.event.id)")
    }
}

/// One thing that came of an arrival, in the order of its happening.
package enum Step: Sendable {
    /// A deadline passed, and what it did; nothing but for a waiting event's.
    case passed(Deadline, [Transition])
    /// An event was decided: the one that arrived, or one that had waited.
    case decided(PendingEvent, Verdict)
}

/// What became of an event.
package enum Verdict: Sendable {
    case applied([Transition])
    case unchanged(String)
    case contradicted(Contradiction)
    case waiting(Refusal)
    case refused(Refusal)
}
