// Which deadlines an order has, and what happens when one passes. Both follow from the state alone.

import CivilTime

extension Order {
    /// Every deadline that stands, earliest first; of several reminders of one deadline only the next.
    package func deadlines(under policy: Policy) -> [Deadline] {
        let lateness = lateness(under: policy)
        var result: [Deadline] = []
        var copy = self
        copy.eachTerm { key, term in
            result.append(Deadline(key: key, due: term.due, position: term.due + lateness(key)))
            guard let reminder = term.reminders.first else { return }
            // A reminder that came late would be none.
            result.append(Deadline(key: key.reminder, due: reminder, position: reminder))
        }
        return result.sorted()
    }

    /// How much a deadline is late in the queue: most shipments go the order's way.
    private func lateness(under policy: Policy) -> (DeadlineKey) -> Span {
        let usual = policy.windows(of: route).lateness
        guard shipments.contains(where: { $0.route != nil }) else { return { _ in usual } }
        return { key in
            key.shipment.flatMap { self[$0] }.map { windows(of: $0, under: policy).lateness } ?? usual
        }
    }

    /// What a shipment is held to, reminders left out, earliest first.
    package func deadlines(of shipment: Shipment, under policy: Policy) -> [Deadline] {
        deadlines(under: policy).filter { deadline in
            guard deadline.key.kind != .reminder else { return false }
            return deadline.key.shipment == shipment.number || (deadline.key.shipment == nil && shipment.isHeld)
        }
    }

    /// What a shipment is held to next, reminders left out; nil when nothing is due.
    package func due(of shipment: Shipment) -> Instant? {
        var dues: [Instant] = []
        var copy = self
        copy.eachTerm { key, term in
            let isOwn = key.shipment == shipment.number || (key.shipment == nil && shipment.isHeld)
            if isOwn { dues.append(term.due) }
        }
        return dues.min()
    }

    /// What a deadline that passed does to this order; unchanged when it does not stand (any more).
    package func decidePassed(_ key: DeadlineKey, due: Instant, under policy: Policy) -> Decision {
        guard deadlines(under: policy).contains(where: { $0.key == key && $0.due == due }) else {
            return .unchanged("deadline \(key.kind.rawValue) does not stand")
        }
        let now = Circumstances(effectiveAt: due, knownAt: due, policy: policy)
        switch key.kind {
        case .reminder: return remind(key, at: now)
        case .passport: return passportMissed(at: now)
        case .packing, .packingGrace, .handOver, .handOverGrace, .disputeWindow, .cancellationAnswer, .appealWindow:
            return changingAll(.deadline(key.kind), at: now, due: due, reason: reason(of: key)) { shipment in
                guard shipment.number == key.shipment else { return false }
                return pass(key, &shipment, at: now)
            }
        case .waitingEvent, .feedSilence: return .unchanged("not a deadline of an order")
        }
    }

    private func passportMissed(at now: Circumstances) -> Decision {
        var order = self
        order.passport = .missing
        let reason = DeadlineKind.passport.reason
        return order.changingAll(.deadline(.passport), at: now, due: now.effectiveAt, reason: reason) { shipment in
            guard shipment.isHeld else { return false }
            shipment.cancel(deadline: .passport, fault: .customer, at: now.effectiveAt)
            return true
        }
    }

    /// Gives a reminder: nothing changes but that it was given.
    private func remind(_ key: DeadlineKey, at now: Circumstances) -> Decision {
        var order = self
        var about: (key: DeadlineKey, due: Instant)?
        order.eachTerm { candidate, term in
            guard candidate.reminder == key else { return }
            term.markReminded(through: now.effectiveAt)
            about = (candidate, term.due)
        }
        guard let about else { return .unchanged("nothing to remind of") }
        let concerned = order.shipments.filter { $0.number == key.shipment || (key.shipment == nil && $0.isHeld) }
        return .transition(
            order,
            concerned.map { shipment in
                order.transition(
                    of: shipment, .reminder(of: about.key.kind), from: shipment.state.name, at: now.effectiveAt,
                    under: now.policy, due: about.due, reason: about.key.detail.isEmpty ? nil : about.key.detail)
            })
    }

    private func reason(of key: DeadlineKey) -> String? {
        key.detail.isEmpty ? key.kind.reason : key.detail
    }

    /// Whether the deadline changed the shipment: it does, wherever it stands.
    private func pass(_ key: DeadlineKey, _ shipment: inout Shipment, at now: Circumstances) -> Bool {
        switch shipment.state {
        case .awaitingPackaging(.due(let term)):
            shipment.late.insert(.packing)
            shipment.state = .awaitingPackaging(
                .overdue(cutoff: term.due, grace: packingGrace(of: shipment, after: term.due, now.policy)))
        case .awaitingPackaging(.overdue):
            shipment.cancel(deadline: key.kind, fault: .seller, at: now.effectiveAt)
        case .awaitingPackaging(.held), .awaitingPackaging(.withdrawn), .disputed, .cancelled:
            return false
        case .awaitingShipment, .accepted, .courierOnTheWay, .atPickUpPoint:
            return passUnderWay(key, &shipment, at: now)
        case .presumablyDelivered:
            shipment.deliver(at: now.effectiveAt, fee: fee(of: shipment, under: now.policy))
        case .delivered:
            guard let index = shipment.claims.firstIndex(where: { $0.id.rawValue == key.detail }) else { return false }
            shipment.claims[index].status = .final
        }
        return true
    }

    private func passUnderWay(_ key: DeadlineKey, _ shipment: inout Shipment, at now: Circumstances) -> Bool {
        if key.kind == .cancellationAnswer, let request = shipment.state.request {
            shipment.approve(request, at: now.effectiveAt, by: nil)
            return true
        }
        switch shipment.state {
        case .awaitingShipment(.due(let term), let request):
            shipment.late.insert(.handOver)
            shipment.state = .awaitingShipment(
                .late(grace: handOverGrace(of: shipment, after: term.due, now.policy)), request)
        case .awaitingShipment(.late, _):
            shipment.cancel(deadline: key.kind, fault: .seller, at: now.effectiveAt)
        case .awaitingPackaging, .accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered, .disputed,
            .delivered, .cancelled:
            return false
        }
        return true
    }

    /// Until when an overdue shipment may still be packed; nil: for ever.
    private func packingGrace(of shipment: Shipment, after cutoff: Instant, _ policy: Policy) -> Term? {
        let due: Instant
        switch windows(of: shipment, under: policy).packingGrace {
        case .none: return nil
        case .span(let span): due = cutoff + span
        case .nextWorkingDay:
            due = calendar(of: shipment, under: policy).endOfFirstWorkday(beginningAtOrAfter: cutoff)
        }
        return Term(due: due, since: cutoff, knownAt: cutoff)
    }

    private func handOverGrace(of shipment: Shipment, after due: Instant, _ policy: Policy) -> Term {
        let calendar = calendar(of: shipment, under: policy)
        let days = windows(of: shipment, under: policy).handOverGraceDays
        let end = calendar.end(of: calendar.lastDay(before: due) + days)
        return Term(due: end, since: due, knownAt: due)
    }
}

extension Shipment {
    mutating func cancel(deadline: DeadlineKind, fault: Party, at instant: Instant) {
        state = .cancelled(Cancellation(at: instant, reason: deadline.reason, by: nil, fault: fault))
    }
}

extension DeadlineKind {
    /// As the reason of what it does: `deadline.passport`.
    var reason: String { "deadline.\(rawValue)" }
}

extension DeadlineKey {
    /// The key under which the next reminder of this deadline stands.
    var reminder: DeadlineKey {
        DeadlineKey(
            .reminder, shipment: shipment, detail: detail.isEmpty ? kind.rawValue : "\(kind.rawValue) \(detail)")
    }
}

extension Deadline: Comparable {
    /// By due time; at the same instant by kind, shipment and detail, so that the order is the same everywhere.
    package static func < (left: Deadline, right: Deadline) -> Bool {
        if left.due != right.due { return left.due < right.due }
        return left.key < right.key
    }
}

extension DeadlineKey: Comparable {
    package static func < (left: DeadlineKey, right: DeadlineKey) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if left.shipment != right.shipment { return (left.shipment?.rawValue ?? "") < (right.shipment?.rawValue ?? "") }
        return left.detail < right.detail
    }
}
