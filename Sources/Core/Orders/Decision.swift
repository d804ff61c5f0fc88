// The question and its three answers.

import CivilTime

/// All that a decision may know beside the order and the event.
package struct Circumstances: Sendable {
    /// When it takes effect.
    package var effectiveAt: Instant
    /// When it could be known first: no deadline that it sets is due before.
    package var knownAt: Instant
    package var policy: Policy
    /// Whose tracking numbers are whose, as far as the events in question name some.
    package var owners: [TrackingNumber: ShipmentNumber]
    /// What a report stood in with others; nil: it stood by itself.
    var response: Response?

    package init(
        effectiveAt: Instant, knownAt: Instant, policy: Policy, owners: [TrackingNumber: ShipmentNumber] = [:]
    ) {
        self.effectiveAt = effectiveAt
        self.knownAt = knownAt
        self.policy = policy
        self.owners = owners
    }
}

/// What an event does to an order.
package enum Decision: Sendable {
    /// The order as it becomes, and what happened to its shipments. Never empty.
    case transition(Order, [Transition])
    /// It is so already.
    case unchanged(String)
    /// It cannot be so by what we know, and whoever says it knows better than to be refused: a person should look.
    case contradicted(Contradiction)
    /// Not possible; and whether it may become possible by what comes later.
    case refused(Refusal, Prospect)
}

/// Whether what is refused now may be possible later.
package enum Prospect: Hashable, Sendable {
    case mayBecomePossible
    case never
}

/// What an event does to one shipment, before it is made a decision.
enum Answer {
    case changed(reason: String? = nil, warnings: [String] = [])
    case unchanged(String)
    case refused(Refusal, Prospect = .never)
}
