// How a shipment ends without a delivery.

import CivilTime

extension Order {
    func decideCancelled(
        _ number: ShipmentNumber, _ reason: ReasonCode, _ by: Party, at now: Circumstances
    ) -> Decision {
        deciding(.shipmentCancelled, number, at: now) { shipment in
            if let objection = now.policy.objection(to: reason, by: by) { return .refused(objection) }
            if let objection = objection(toCancelling: shipment, by: by) { return .refused(objection) }
            shipment.cancel(reason, by: by, at: now)
            return .changed(reason: now.policy.code(of: reason).rawValue)
        }.endingHold()
    }

    /// Cancels by the marketplace's word, which counts whoever began it and however far the parcel has come.
    func decideCancelled(
        _ number: ShipmentNumber, as cancellation: Cancellation, at now: Circumstances
    ) -> Decision {
        deciding(.shipmentCancelled, number, at: now) { shipment in
            shipment.state = .cancelled(cancellation)
            return .changed(reason: cancellation.reason)
        }.endingHold()
    }

    /// Cancels every shipment that may be, and names the rest; refused if none may.
    func decideAllCancelled(_ reason: ReasonCode, _ by: Party, at now: Circumstances) -> Decision {
        if let objection = now.policy.objection(to: reason, by: by) { return .refused(objection, .never) }
        if shipments.allSatisfy({ $0.state.name == .cancelled }) {
            return .unchanged("order \(number) is cancelled already")
        }
        let rest = shipments.filter { $0.state.name != .cancelled && !mayCancel($0, by) }
        guard shipments.contains(where: { mayCancel($0, by) }) else {
            return .refused(noneToCancel(rest), .never)
        }
        let warnings = rest.map { "\($0.number) not cancelled: \($0.state.name.words)" }
        let code = now.policy.code(of: reason).rawValue
        return changingAll(.event(.orderCancelled), at: now, reason: code, warnings: warnings) { shipment in
            guard mayCancel(shipment, by) else { return false }
            shipment.cancel(reason, by: by, at: now)
            return true
        }.endingHold()
    }

    func decideRequested(_ number: ShipmentNumber, _ reason: String, at now: Circumstances) -> Decision {
        deciding(.cancellationRequested, number, at: now) { shipment in
            guard shipment.state.request == nil else { return .unchanged("a request to cancel \(number) is open") }
            let window = windows(of: shipment, under: now.policy).cancellationAnswer
            let answer = Term(
                due: now.effectiveAt + window, reminding: now.policy.reminders.cancellation, since: now.effectiveAt,
                knownAt: now.knownAt)
            shipment.state = shipment.state.with(CancellationRequest(reason: reason, answer: answer))
            return .changed(reason: reason)
        }
    }

    func decideAnswered(
        _ number: ShipmentNumber, _ answer: CancellationAnswer, _ note: String?, at now: Circumstances
    ) -> Decision {
        deciding(.cancellationAnswered, number, at: now) { shipment in
            guard let request = shipment.state.request else {
                return .refused(
                    illegal(.cancellationAnswered, shipment, expected: "a customer's open request"), .mayBecomePossible)
            }
            switch answer {
            case .refused: shipment.state = shipment.state.with(nil)
            case .approved: shipment.approve(request, at: now.effectiveAt, by: .seller)
            }
            return .changed(reason: note ?? answer.rawValue)
        }
    }

    private func mayCancel(_ shipment: Shipment, _ by: Party) -> Bool {
        EventType.shipmentCancelled.legalStates.contains(shipment.state.name)
            && objection(toCancelling: shipment, by: by) == nil
    }

    /// Once accepted for delivery, only marketplace and carrier cancel by their word alone.
    private func objection(toCancelling shipment: Shipment, by party: Party) -> Refusal? {
        switch shipment.state {
        case .accepted, .courierOnTheWay, .atPickUpPoint:
            switch party {
            case .marketplace, .carrier: nil
            case .seller, .customer:
                illegal(
                    .shipmentCancelled, shipment,
                    expected:
                        "a shipment under way, by the marketplace or the carrier; others by cancellation.requested")
            }
        case .awaitingPackaging, .awaitingShipment, .presumablyDelivered, .disputed, .delivered, .cancelled: nil
        }
    }

    private func noneToCancel(_ rest: [Shipment]) -> Refusal {
        let found = rest.map { "\($0.number) \($0.state.name.words)" }.joined(separator: ", ")
        return Refusal(
            .illegal, expected: "order.cancelled for an order with a shipment that may be cancelled", found: found,
            advice: "What is under way is cancelled by a request, what is presumably delivered is disputed.")
    }
}

extension Shipment {
    mutating func cancel(_ reason: ReasonCode, by party: Party, at now: Circumstances) {
        let fault = now.policy.fault(of: reason, by: party)
        let code = now.policy.code(of: reason).rawValue
        state = .cancelled(Cancellation(at: now.effectiveAt, reason: code, by: party, fault: fault))
    }

    mutating func approve(_ request: CancellationRequest, at instant: Instant, by party: Party?) {
        state = .cancelled(Cancellation(at: instant, reason: request.reason, by: party, fault: .customer))
    }
}

extension Decision {
    /// When nothing of an order is left to be held, nobody waits for passport data any more.
    func endingHold() -> Decision {
        guard case .transition(var order, let transitions) = self, order.isHeld else { return self }
        guard !order.shipments.contains(where: \.isHeld) else { return self }
        order.passport = .missing
        return .transition(order, transitions)
    }
}
