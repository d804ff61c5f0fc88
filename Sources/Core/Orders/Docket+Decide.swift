// How arrivals are decided under one order number: first the deadlines that come before, then the event, then whatever
// had waited for it.

import CivilTime

extension Docket {
    /// An event arrived.
    /// - Parameters:
    ///   - now: its place in the queue: no deadline that is set now is due before.
    ///   - owners: whose the tracking numbers are that this event, or one that waits here, names.
    package mutating func take(
        _ pending: PendingEvent, at now: Instant, under policy: Policy, owners: [TrackingNumber: ShipmentNumber]
    ) -> [Step] {
        let queue = QueueMoment(now: now, policy: policy, owners: owners)
        var steps = passDeadlines(before: pending, queue)
        let verdict =
            isWaiting(pending)
            ? .unchanged("the same waits already")
            : decide(pending, queue)
                .bounded(waiting: waiting.count)
        steps.append(.decided(pending, verdict))
        switch verdict {
        case .waiting(let refusal): wait(pending, refusal, policy)
        case .applied: steps += releaseWaiting(queue)
        case .unchanged, .contradicted, .refused: break
        }
        return steps
    }

    /// A report that waits, and is made again, waits once.
    private func isWaiting(_ pending: PendingEvent) -> Bool {
        waiting.contains { $0.pending.origin.event == pending.origin.event }
    }

    /// A deadline's place in the queue has come. Empty when it does not stand (any more).
    package mutating func pass(
        _ deadline: Deadline, under policy: Policy, owners: [TrackingNumber: ShipmentNumber]
    ) -> [Step] {
        pass(deadline, QueueMoment(now: deadline.position, policy: policy, owners: owners))
    }

    /// The tracking numbers that decisions here may have to know the owners of.
    package func trackingNumbers(with event: OrderEvent? = nil) -> [TrackingNumber] {
        (waiting.map(\.pending.event) + [event].compactMap(\.self)).compactMap { $0.tracking?.number }
    }

    // MARK: - Deadlines

    private mutating func pass(_ deadline: Deadline, _ queue: QueueMoment) -> [Step] {
        if deadline.key.kind == .waitingEvent { return orphan(deadline, queue.policy) }
        guard let order,
            case .transition(let after, let transitions) = order.decidePassed(
                deadline.key, due: deadline.due, under: queue.policy)
        else { return [] }
        self.order = after
        return [.passed(deadline, transitions)] + releaseWaiting(queue)
    }

    /// Passes every deadline that is due at or before the event takes effect; never one that lies ahead, even where the
    /// last transition does, because the clock was wrong then.
    private mutating func passDeadlines(before pending: PendingEvent, _ queue: QueueMoment) -> [Step] {
        var steps: [Step] = []
        while let next = deadlines(under: queue.policy).first, next.due <= min(effectiveTime(of: pending), queue.now) {
            let passed = pass(next, queue)
            guard !passed.isEmpty else { break }
            steps += passed
        }
        return steps
    }

    private mutating func orphan(_ deadline: Deadline, _ policy: Policy) -> [Step] {
        guard let index = waiting.firstIndex(where: { $0.key == deadline.key && $0.term.due == deadline.due }) else {
            return []
        }
        let orphaned = waiting.remove(at: index)
        var refusal = orphaned.refusal
        refusal.code = .orphaned
        let time = WallClockText(in: policy.zone(of: order?.warehouse), readAt: deadline.due)
        refusal.advice = "It waited until \(time.namedMoment(deadline.due)). \(refusal.advice)"
        return [.passed(deadline, []), .decided(orphaned.pending, .refused(refusal))]
    }

    // MARK: - Events

    private mutating func decide(_ pending: PendingEvent, _ queue: QueueMoment) -> Verdict {
        if let objection = objection(to: pending, queue.policy) { return .refused(objection) }
        var circumstances = Circumstances(
            effectiveAt: effectiveTime(of: pending), knownAt: max(pending.arrivedAt, queue.now), policy: queue.policy,
            owners: queue.owners)
        circumstances.response = pending.response
        switch decision(on: pending.event, at: circumstances) {
        case .transition(let after, let transitions):
            order = after
            return .applied(transitions)
        case .unchanged(let what): return .unchanged(what)
        case .contradicted(let contradiction): return .contradicted(contradiction)
        case .refused(let refusal, .mayBecomePossible): return .waiting(refusal)
        case .refused(let refusal, .never): return .refused(refusal)
        }
    }

    private func objection(to pending: PendingEvent, _ policy: Policy) -> Refusal? {
        let source = pending.origin.event.source
        guard let type = pending.event.type else { return policy.objection(toReportsFrom: source) }
        let shipment = pending.event.shipment.flatMap { order?[$0] }
        let service = shipment.flatMap { order?.route(of: $0).service } ?? order?.service
        return policy.objection(to: type, from: source, service: service)
    }

    private func decision(on event: OrderEvent, at now: Circumstances) -> Decision {
        if let order { return order.decide(event, at: now) }
        if case .placed(let placement) = event { return Order.decidePlaced(number, placement, at: now) }
        if case .reported(let report) = event { return Order.decideReported(number, report, at: now) }
        return .refused(.unheardOf(number), .mayBecomePossible)
    }

    /// When an event takes effect: never before the last transition of what it is about.
    private func effectiveTime(of pending: PendingEvent) -> Instant {
        guard let order else { return pending.claimedAt }
        let concerned = order.shipments.filter { pending.event.concerns($0.number) }
        return max(pending.claimedAt, concerned.map(\.lastTransitionAt).max() ?? pending.claimedAt)
    }

    private mutating func wait(_ pending: PendingEvent, _ refusal: Refusal, _ policy: Policy) {
        let window = windows(under: policy).waitingEvent
        let term = Term(
            due: pending.arrivedAt + window, since: pending.arrivedAt, knownAt: pending.arrivedAt)
        waiting.append(WaitingEvent(pending: pending, term: term, refusal: refusal))
    }

    /// Decides what waits, again and again until nothing more can be decided: what says that it happened first goes
    /// first, so that a feed's events that came in any order take effect in their own; else the order of arrival.
    mutating func releaseWaiting(_ queue: QueueMoment) -> [Step] {
        var steps: [Step] = []
        while let more = releaseNext(queue) { steps += more }
        return steps
    }

    /// Nil when nothing that waits can be decided.
    private mutating func releaseNext(_ queue: QueueMoment) -> [Step]? {
        for candidate in waitingAsItHappened {
            var trial = self
            var steps = trial.passDeadlines(before: candidate.pending, queue)
            guard let index = trial.waiting.firstIndex(of: candidate) else {
                self = trial
                return steps
            }
            let verdict = trial.decide(candidate.pending, queue)
            if case .waiting(let refusal) = verdict {
                goOnWaiting(candidate, refusal)
                continue
            }
            trial.waiting.remove(at: index)
            steps.append(.decided(candidate.pending, verdict))
            self = trial
            return steps
        }
        return nil
    }

    /// What it waits for now may be another thing than before.
    private mutating func goOnWaiting(_ event: WaitingEvent, _ refusal: Refusal) {
        guard let index = waiting.firstIndex(of: event) else { return }
        waiting[index].refusal = refusal
    }
}

extension Docket {
    private var waitingAsItHappened: [WaitingEvent] {
        let ordered = waiting.enumerated().sorted {
            ($0.element.pending.claimedAt, $0.offset) < ($1.element.pending.claimedAt, $1.offset)
        }
        return ordered.map(\.element)
    }
}

extension Verdict {
    /// How many events may wait under one number.
    private static let mostWaiting = 100

    /// The same, but that nothing more waits where too much does already.
    fileprivate func bounded(waiting count: Int) -> Verdict {
        guard case .waiting(var refusal) = self, count >= Self.mostWaiting else { return self }
        refusal.advice = "\(count) events wait under this number already. \(refusal.advice)"
        return .refused(refusal)
    }
}

extension Refusal {
    fileprivate static func unheardOf(_ number: OrderNumber) -> Refusal {
        if let tracking = number.awaitedTracking {
            return Refusal(
                .illegal, at: "/tracking", expected: "a tracking number that a shipment has", found: "\(tracking)",
                advice: "Drop the tracking.assigned of its shipment; where that has another number now, write that one."
            )
        }
        return Refusal(
            .illegal, at: "/subject", expected: "a number of an order that was placed", found: "\(number)",
            advice: "Drop its order.placed.")
    }
}

/// Where the queue stands, and what a decision may know there.
struct QueueMoment {
    let now: Instant
    let policy: Policy
    let owners: [TrackingNumber: ShipmentNumber]
}

extension OrderEvent {
    /// The shipment it is about; nil when it is about the whole order.
    package var shipment: ShipmentNumber? {
        switch self {
        // A report may set free what is held, and more than one shipment is.
        case .placed, .passportProvided, .orderCancelled, .reported: nil
        case .cutoffChanged(let number, _), .split(let number, _), .itemRemoved(let number, _, _),
            .packed(let number, _), .evidenceRecorded(let number, _), .trackingAssigned(let number, _, _),
            .accepted(let number), .courierDeparted(let number), .pickupArrived(let number),
            .deliveryPresumed(let number), .deliveryConfirmed(let number), .receiptDeclined(let number, _),
            .customerContacted(let number, _, _), .disputeResolved(let number, _, _),
            .shipmentCancelled(let number, _, _), .cancellationRequested(let number, _),
            .cancellationAnswered(let number, _, _), .claimWithheld(let number, _), .appealFiled(let number, _, _),
            .appealDecided(let number, _, _):
            number
        }
    }

    /// The tracking number that it gives, and to which shipment.
    package var tracking: (shipment: ShipmentNumber, number: TrackingNumber)? {
        if case .trackingAssigned(let shipment, let number, _) = self { return (shipment, number) }
        if case .reported(let report) = self { return report.tracking.map { (report.number, $0) } }
        return nil
    }

    func concerns(_ number: ShipmentNumber) -> Bool { shipment == nil || shipment == number }
}

extension Policy {
    /// When an event says it took effect, as far as its source is believed: never after it arrived, never longer before
    /// than the source may back-date.
    package func claimedTime(_ time: Instant?, from source: SourceName, arrivedAt: Instant) -> Instant {
        guard let time, let backdating = sources[source]?.trustedBackdating else { return arrivedAt }
        return max(min(time, arrivedAt), arrivedAt - backdating)
    }
}
