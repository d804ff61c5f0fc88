// An order made anew from its history alone: the deadlines that passed and the events that were applied.

import CivilTime
import Orders
import TestKit
import Testing

struct Replay {
    let policy: Policy
    private(set) var order: Order?
    private var count = 0
    private var now = Instant.distantPast

    init(policy: Policy) { self.policy = policy }

    /// Takes in the steps that are new.
    /// - Parameter arrival: the arrival in whose turn they happened; nil when time alone passed.
    mutating func goOn(_ steps: [Step], arrivedAt arrival: Instant?) throws {
        for step in steps.dropFirst(count) {
            if case .passed(let deadline, _) = step { now = deadline.position }
            try take(step, knownAt: arrival ?? now)
        }
        count = steps.count
    }

    private mutating func take(_ step: Step, knownAt now: Instant) throws {
        guard let first = step.transitions.first else { return }
        let decision: Decision
        switch step {
        case .passed(let deadline, _):
            decision = try #require(order).decidePassed(deadline.key, due: deadline.due, under: policy)
        case .decided(let pending, _):
            let circumstances = Circumstances(
                effectiveAt: first.effectiveAt, knownAt: max(pending.arrivedAt, now), policy: policy)
            decision = try decide(pending.event, circumstances)
        }
        guard case .transition(let after, let transitions) = decision else {
            Issue.record("\(step) did something and does nothing now")
            return
        }
        #expect(transitions == step.transitions)
        order = after
    }

    private func decide(_ event: OrderEvent, _ now: Circumstances) throws -> Decision {
        if let order { return order.decide(event, at: now) }
        guard case .placed(let placement) = event else { throw Unplaced() }
        return Order.decidePlaced(.sample, placement, at: now)
    }

    private struct Unplaced: Error {}
}
