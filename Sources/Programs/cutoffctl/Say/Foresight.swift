// What an event would do if it were decided now, by the same rules as the daemon's. What arrives meanwhile may change
// it: the daemon has the last word.

import CivilTime
import Engine
import Orders
import Store

enum Foresight {
    /// With what a person should look at.
    case possible(warnings: [String])
    /// It is so already.
    case unchanged(String)
    case refused(Refusal)

    init(of event: Event, policy: Policy, reader: OrderReader, now: Instant) throws {
        guard case .order(let number, let orderEvent) = event.body else {
            self = .possible(warnings: [])
            return
        }
        let order = try reader.order(number)?.docket.order
        if let type = orderEvent.type,
            let objection = policy.objection(to: type, from: event.name.source, service: order?.service)
        {
            self = .refused(objection)
            return
        }
        var owners: [TrackingNumber: ShipmentNumber] = [:]
        if case .trackingAssigned(_, let tracking, _) = orderEvent {
            owners[tracking] = try reader.shipment(tracking: tracking)
        }
        let circumstances = Circumstances(effectiveAt: now, knownAt: now, policy: policy, owners: owners)
        self.init(Self.decision(orderEvent, number, order, circumstances))
    }

    private init(_ decision: Decision) {
        switch decision {
        case .transition(_, let transitions): self = .possible(warnings: transitions.flatMap(\.warnings))
        case .unchanged(let what): self = .unchanged(what)
        case .contradicted(let contradiction): self = .unchanged(contradiction.text)
        case .refused(let refusal, _): self = .refused(refusal)
        }
    }

    private static func decision(
        _ event: OrderEvent, _ number: OrderNumber, _ order: Order?, _ now: Circumstances
    ) -> Decision {
        if let order { return order.decide(event, at: now) }
        if case .placed(let placement) = event { return Order.decidePlaced(number, placement, at: now) }
        return .refused(
            Refusal(
                .illegal, at: "/subject", expected: "a number of an order that was placed", found: number.rawValue,
                advice: "Check the number."), .mayBecomePossible)
    }
}
