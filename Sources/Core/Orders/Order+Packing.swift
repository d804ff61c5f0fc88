// At the packing table: cut-offs, splits, removals, packing, evidence.

import CivilTime

extension Order {
    func decideCutoffChanged(_ number: ShipmentNumber, _ packBy: Instant?, at now: Circumstances) -> Decision {
        deciding(.cutoffChanged, number, at: now) { shipment in
            guard case .awaitingPackaging(let packing) = shipment.state else { return .unchanged("packed already") }
            let next = packing.changed(to: packBy, at: now)
            guard next != packing else { return .unchanged("the cut-off of \(number) is so already") }
            shipment.state = .awaitingPackaging(next)
            shipment.givenPackBy = packBy
            shipment.late.remove(.packing)
            return .changed()
        }
    }

    /// - Parameter name: what the second part is called; nil: the next free number.
    func decideSplit(
        _ number: ShipmentNumber, _ parts: [[Portion]], called name: ShipmentNumber? = nil, at now: Circumstances
    ) -> Decision {
        var divided: [[Item]] = []
        let first = deciding(.shipmentSplit, number, at: now) { shipment in
            switch shipment.items.divided(into: parts) {
            case .failure(let refusal): return .refused(refusal)
            case .success(let items):
                divided = items
                shipment.items = items[0]
                return .changed()
            }
        }
        guard case .transition(var order, var transitions) = first, let whole = order[number] else { return first }
        for items in divided.dropFirst() {
            var part = Shipment(
                number: name ?? ShipmentNumber(self.number, part: order.nextPart), items: items, state: whole.state,
                at: now.effectiveAt)
            part.late = whole.late
            part.givenPackBy = whole.givenPackBy
            part.route = whole.route
            order.add(part)
            transitions.append(
                order.transition(
                    of: part, .event(.shipmentSplit), from: nil, at: now.effectiveAt, under: now.policy,
                    reason: "split from \(number)"))
        }
        return .transition(order, transitions)
    }

    func decideRemoved(
        _ number: ShipmentNumber, _ portion: Portion, _ reason: ReasonCode, at now: Circumstances
    ) -> Decision {
        let decision = deciding(.itemRemoved, number, at: now) { shipment in
            if let objection = now.policy.objection(to: reason, by: .seller) { return .refused(objection) }
            guard let index = shipment.items.firstIndex(where: { $0.sku == portion.sku }),
                shipment.items[index].quantity >= portion.quantity
            else { return .refused(shipment.items.lacking(portion, at: "/data/quantity")) }
            shipment.items[index].quantity = shipment.items[index].quantity - portion.quantity
            shipment.items.removeAll { $0.quantity.count == 0 }
            if shipment.items.isEmpty { shipment.cancel(reason, by: .seller, at: now) }
            return .changed(reason: now.policy.code(of: reason).rawValue)
        }
        return decision.endingHold()
    }

    func decidePacked(_ number: ShipmentNumber, _ evidence: [Evidence], at now: Circumstances) -> Decision {
        deciding(.shipmentPacked, number, at: now) { shipment in
            guard case .awaitingPackaging(let packing) = shipment.state else { return .unchanged("packed already") }
            if case .held = packing { return .refused(heldRefusal(shipment, at: now)) }
            shipment.record(evidence)
            shipment.state = .awaitingShipment(.due(handOver(after: packing, of: shipment, at: now)), nil)
            let isLate = shipment.late.contains(.packing)
            return .changed(
                reason: isLate ? Lateness.reason : nil,
                warnings: shipment.evidence.isEmpty ? ["no packing evidence"] : [])
        }
    }

    func decideEvidence(_ number: ShipmentNumber, _ evidence: Evidence, at now: Circumstances) -> Decision {
        deciding(.evidenceRecorded, number, at: now) { shipment in
            guard !shipment.evidence.contains(evidence) else { return .unchanged("this evidence is recorded already") }
            shipment.record([evidence])
            return .changed()
        }
    }

    /// Until when a parcel packed now is to be handed over: the end of the later of the cut-off's last day and the day
    /// it was packed, and `handover_days` working days after that.
    func handOver(after packing: Packing, of shipment: Shipment, at now: Circumstances) -> Term {
        let calendar = calendar(of: shipment, under: now.policy)
        let packedOn = calendar.date(of: now.effectiveAt)
        let day = packing.cutoff.map { max(calendar.lastDay(before: $0), packedOn) } ?? packedOn
        let days = windows(of: shipment, under: now.policy).handOverDays
        let due = calendar.end(of: calendar.workday(day, plus: days))
        return Term(due: due, since: now.effectiveAt, knownAt: now.knownAt)
    }

    private func heldRefusal(_ shipment: Shipment, at now: Circumstances) -> Refusal {
        var until = ""
        if case .awaited(let term) = passport {
            let zone = now.policy.zone(of: route(of: shipment).warehouse)
            let deadline = WallClockText(in: zone, readAt: now.effectiveAt).deadline(term.due)
            until = "; the customer may give it \(deadline), \((term.due - now.effectiveAt).coarseText) more"
        }
        return illegal(
            .shipmentPacked, shipment, expected: "a shipment that is not held",
            found: "held for the customer's passport data\(until)")
    }
}

extension Packing {
    /// When the cut-off is or was; nil when there is none.
    package var cutoff: Instant? {
        switch self {
        case .due(let term): term.due
        case .overdue(let cutoff, _): cutoff
        case .held, .withdrawn: nil
        }
    }

    /// The same packing with the marketplace's new cut-off; nil withdraws it.
    func changed(to packBy: Instant?, at now: Circumstances) -> Packing {
        if case .held = self { return .held(packBy.map { .given($0) } ?? .withdrawn) }
        guard let packBy else { return .withdrawn }
        return packBy == cutoff ? self : .due(.packing(packBy, at: now))
    }
}

extension Shipment {
    mutating func record(_ more: [Evidence]) {
        for item in more where !evidence.contains(item) { evidence.append(item) }
    }
}

extension [Item] {
    /// These items in parts. Refused unless the parts add up to exactly what is there.
    func divided(into parts: [[Portion]]) -> Result<[[Item]], Refusal> {
        var left = self
        var result: [[Item]] = []
        for (number, part) in parts.enumerated() {
            var items: [Item] = []
            for portion in part {
                guard let index = left.firstIndex(where: { $0.sku == portion.sku }),
                    left[index].quantity >= portion.quantity
                else { return .failure(lacking(portion, at: "/data/parts/\(number)")) }
                left[index].quantity = left[index].quantity - portion.quantity
                var item = left[index]
                item.quantity = portion.quantity
                items.append(item)
            }
            result.append(items)
        }
        guard let rest = left.first(where: { $0.quantity.count > 0 }) else { return .success(result) }
        return .failure(
            Refusal(
                .malformed, at: "/data/parts", expected: "parts that add up to what is in the shipment",
                found: "\(rest.quantity.count) of \(rest.sku) in none of them", advice: "Put them into a part."))
    }

    /// - Parameter whole: what these items are.
    func lacking(_ portion: Portion, at pointer: String, of whole: String = "is in the shipment") -> Refusal {
        let content = map { "\($0.quantity.count) of \($0.sku)" }.joined(separator: ", ")
        return Refusal(
            .malformed, at: pointer, expected: "no more than \(whole): \(content)",
            found: "\(portion.quantity.count) of \(portion.sku)", advice: "Correct the sku or the quantity.")
    }
}
