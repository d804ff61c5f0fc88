// What each event does: one line and one method each.

import CivilTime

extension Order {
    /// Decides one event about this order. Pure and total.
    package func decide(_ event: OrderEvent, at now: Circumstances) -> Decision {
        switch event {
        case .placed: decidePlacedAgain()
        case .passportProvided: decidePassportProvided(at: now)
        case .cutoffChanged(let number, let packBy): decideCutoffChanged(number, packBy, at: now)
        case .split(let number, let parts): decideSplit(number, parts, at: now)
        case .itemRemoved(let number, let portion, let reason): decideRemoved(number, portion, reason, at: now)
        case .packed(let number, let evidence): decidePacked(number, evidence, at: now)
        case .evidenceRecorded(let number, let evidence): decideEvidence(number, evidence, at: now)
        case .trackingAssigned(let number, let tracking, let carrier):
            decideTracking(number, Tracking(number: tracking, carrier: carrier), at: now)
        case .accepted(let number): decideAccepted(number, at: now)
        case .courierDeparted(let number): decideCourierDeparted(number, at: now)
        case .pickupArrived(let number): decidePickupArrived(number, at: now)
        case .deliveryPresumed(let number): decidePresumed(number, at: now)
        case .deliveryConfirmed(let number): decideConfirmed(number, at: now)
        case .receiptDeclined(let number, let reason): decideDeclined(number, reason, at: now)
        case .customerContacted(let number, let channel, let note): decideContacted(number, channel, note, at: now)
        case .disputeResolved(let number, let outcome, let note): decideResolved(number, outcome, note, at: now)
        case .shipmentCancelled(let number, let reason, let by): decideCancelled(number, reason, by, at: now)
        case .orderCancelled(let reason, let by): decideAllCancelled(reason, by, at: now)
        case .cancellationRequested(let number, let reason): decideRequested(number, reason, at: now)
        case .cancellationAnswered(let number, let answer, let note): decideAnswered(number, answer, note, at: now)
        case .claimWithheld(let number, let withholding): decideWithheld(number, withholding, at: now)
        case .appealFiled(let number, let claim, let evidence): decideAppealed(number, claim, evidence, at: now)
        case .appealDecided(let number, let claim, let outcome): decideAppealDecided(number, claim, outcome, at: now)
        case .reported(let report): decideReported(report, at: now)
        }
    }

    /// Runs one event through one shipment: finds it, sees that its state allows the event, lets `change` answer, and
    /// makes that a decision.
    func deciding(
        _ type: EventType, _ number: ShipmentNumber, at now: Circumstances, _ change: (inout Shipment) -> Answer
    ) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == number }) else { return unknown(number) }
        guard type.legalStates.contains(shipments[index].state.name) else { return outOfPlace(type, shipments[index]) }
        return changing(index, by: .event(type), at: now, change)
    }

    /// The decision that a change of one shipment comes to.
    func changing(
        _ index: Int, by cause: Cause, at now: Circumstances, _ change: (inout Shipment) -> Answer
    ) -> Decision {
        var shipment = shipments[index]
        let before = shipment.state.name
        switch change(&shipment) {
        case .unchanged(let what): return .unchanged(what)
        case .refused(let refusal, let prospect): return .refused(refusal, prospect)
        case .changed(let reason, let warnings):
            var order = self
            shipment.lastTransitionAt = now.effectiveAt
            order.shipments[index] = shipment
            let transition = order.transition(
                of: shipment, cause, from: before, at: now.effectiveAt, under: now.policy, reason: reason,
                warnings: warnings)
            return .transition(order, [transition])
        }
    }

    /// The transition that brought a shipment of this order where it is.
    func transition(
        of shipment: Shipment, _ cause: Cause, from: StateName?, at instant: Instant, under policy: Policy,
        due: Instant? = nil, reason: String? = nil, warnings: [String] = []
    ) -> Transition {
        let route = route(of: shipment)
        return Transition(
            order: number, shipment: shipment.number, cause: cause, from: from, to: shipment.state.name,
            effectiveAt: instant, warehouse: route.warehouse, service: route.service,
            deliveryMethod: route.deliveryMethod, reason: reason, due: due,
            runs: deadlines(of: shipment, under: policy), isOverdue: shipment.isOverdue,
            isHeld: shipment.isHeld, warnings: warnings)
    }
}
