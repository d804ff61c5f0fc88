// How an order begins, and how one from abroad comes free.

import CivilTime

extension Order {
    /// Decides the placing of an order whose number is new.
    /// - Parameter first: what its shipment is called; nil: part 1 of the order.
    package static func decidePlaced(
        _ number: OrderNumber, _ placement: Placement, first: ShipmentNumber? = nil, at now: Circumstances
    ) -> Decision {
        guard let warehouse = now.policy.warehouse(called: placement.warehouse) else {
            return .refused(unknownWarehouse(placement.warehouse, now.policy), .never)
        }
        if let refusal = futureFact(placement, warehouse, at: now) { return .refused(refusal, .never) }
        let order = Order(number, placement, warehouse, first: first ?? ShipmentNumber(number, part: 1), at: now)
        let transition = order.transition(
            of: order.shipments[0], .event(.orderPlaced), from: nil, at: now.effectiveAt, under: now.policy)
        return .transition(order, [transition])
    }

    private init(
        _ number: OrderNumber, _ placement: Placement, _ warehouse: Warehouse, first: ShipmentNumber,
        at now: Circumstances
    ) {
        self.number = number
        self.warehouse = warehouse.id
        service = now.policy.service(called: placement.service)?.id ?? placement.service
        deliveryMethod = placement.deliveryMethod
        delivery = placement.delivery
        isFromAbroad = placement.isFromAbroad
        createdAt = placement.createdAt.map { min($0, now.knownAt) }
        paidAt = placement.paidAt.map { min($0, now.knownAt) }
        placedAt = paidAt ?? createdAt ?? now.knownAt
        let windows = now.policy.windows(warehouse: warehouse.id, service: service)
        let basis: CutoffBasis = placement.packBy.map { .given($0) } ?? .calendar
        if placement.isFromAbroad {
            let anchor = windows.passportAnchor == .paid ? paidAt : createdAt
            let term = Term(
                due: (anchor ?? placedAt) + windows.passport, reminding: now.policy.reminders.passport,
                since: now.effectiveAt, knownAt: now.knownAt)
            passport = .awaited(term)
        } else {
            passport = .notNeeded
        }
        let packing: Packing =
            placement.isFromAbroad
            ? .held(basis) : .starting(basis, placedAt: placedAt, ShippingCalendar(warehouse), at: now)
        shipments = [
            Shipment(number: first, items: placement.items, state: .awaitingPackaging(packing), at: now.effectiveAt)
        ]
        shipments[0].givenPackBy = placement.packBy
    }

    func decidePlacedAgain() -> Decision {
        .refused(
            Refusal(
                .illegal, at: "/subject", expected: "an order number that is new", found: "\(number), placed before",
                advice: "Look at it with: cutoffctl show \(number)."), .never)
    }

    func decidePassportProvided(at now: Circumstances) -> Decision {
        switch passport {
        case .awaited: break
        case .provided: return .unchanged("the passport data of \(number) were provided before")
        case .notNeeded, .missing:
            return .refused(
                Refusal(
                    .illegal, expected: "passport.provided for an order that is held for passport data",
                    found: "\(number), which is not held", advice: "Nothing to do."), .never)
        }
        var order = self
        order.passport = .provided(at: now.effectiveAt)
        return order.changingAll(.event(.passportProvided), at: now) { shipment in
            guard case .awaitingPackaging(.held(let basis)) = shipment.state else { return false }
            let calendar = calendar(of: shipment, under: now.policy)
            shipment.state = .awaitingPackaging(.starting(basis, placedAt: now.effectiveAt, calendar, at: now))
            return true
        }
    }

    /// Changes every shipment for which `change` returns true, in the order of their parts.
    func changingAll(
        _ cause: Cause, at now: Circumstances, due: Instant? = nil, reason: String? = nil, warnings: [String] = [],
        _ change: (inout Shipment) -> Bool
    ) -> Decision {
        var order = self
        var changed: [(Int, StateName)] = []
        for index in shipments.indices {
            let before = order.shipments[index].state.name
            guard change(&order.shipments[index]) else { continue }
            order.shipments[index].lastTransitionAt = now.effectiveAt
            changed.append((index, before))
        }
        let transitions = changed.map { index, before in
            order.transition(
                of: order.shipments[index], cause, from: before, at: now.effectiveAt, under: now.policy, due: due,
                reason: reason, warnings: warnings)
        }
        return .transition(order, transitions)
    }

    static func unknownWarehouse(_ id: WarehouseID, _ policy: Policy) -> Refusal {
        let known = policy.warehouses.keys.map(\.rawValue).sorted().joined(separator: ", ")
        return Refusal(
            .malformed, at: "/data/warehouse", expected: "a configured warehouse: \(known)", found: "\"\(id)\"",
            advice: "Name one of them; or add it to the `aliases` of one, or a [[warehouse]] with this id, and reload."
        )
    }

    private static func futureFact(
        _ placement: Placement, _ warehouse: Warehouse, at now: Circumstances
    ) -> Refusal? {
        let limit = now.knownAt + now.policy.tolerance
        let time = WallClockText(in: warehouse.zone, readAt: now.knownAt)
        for (name, instant) in [("createdAt", placement.createdAt), ("paidAt", placement.paidAt)] {
            guard let instant, instant > limit else { continue }
            return Refusal(
                .malformed, at: "/data/\(name)", expected: "a time that has been, at most \(time.namedMoment(limit))",
                found: time.moment(instant), advice: "Check the clock of the sender, and this machine's.")
        }
        return nil
    }
}

extension Packing {
    /// The packing of a shipment that is free to be packed from `placedAt` on.
    static func starting(
        _ basis: CutoffBasis, placedAt: Instant, _ calendar: ShippingCalendar, at now: Circumstances
    ) -> Packing {
        switch basis {
        case .withdrawn: .withdrawn
        case .given(let packBy): .due(.packing(packBy, at: now))
        case .calendar: .due(.packing(calendar.cutoff(placedAt: placedAt).due, at: now))
        }
    }
}

extension Term {
    static func packing(_ due: Instant, at now: Circumstances) -> Term {
        Term(due: due, reminding: now.policy.reminders.packing, since: now.effectiveAt, knownAt: now.knownAt)
    }
}

extension Policy {
    /// The calendar of a warehouse. Orders of one that is configured no longer go by UTC, Monday to Friday.
    package func calendar(of id: WarehouseID) -> ShippingCalendar {
        let unlisted = Warehouse(
            id: id, name: id.rawValue, zone: .utc, workdays: Workdays(), packing: .span(.days(1)))
        return ShippingCalendar(warehouses[id] ?? unlisted)
    }
}
