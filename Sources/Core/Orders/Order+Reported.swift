// What the marketplace's word does to an order: what it does not know yet is placed, split off or added, and then
// caught up with.

import CivilTime

extension Order {
    /// Decides what the marketplace says of an order that nobody heard of.
    static func decideReported(_ number: OrderNumber, _ report: PostingReport, at now: Circumstances) -> Decision {
        let contents: ReportedContents
        switch report.contentsNeeded(by: "order \(number)") {
        case .success(let known): contents = known
        case .failure(let decision): return decision.decision
        }
        guard let warehouse = contents.warehouse ?? now.policy.onlyWarehouse else {
            return .refused(noWarehouse(contents, now.policy), .never)
        }
        let placement = Placement(contents, of: report, in: warehouse)
        switch decidePlaced(number, placement, first: report.number, at: now) {
        case .transition(let placed, _):
            var order = placed.holdingAnew(at: now).introducing(report, at: now)
            order.shipments[0].isAdded = report.parent == nil ? nil : true
            let transition = order.transition(
                of: order.shipments[0], .event(.orderPlaced), from: nil, at: now.effectiveAt, under: now.policy)
            var course = CatchUp(order, report, at: now)
            course.begin(with: [transition])
            course.followReport()
            return course.decision
        case .refused(var refusal, let prospect):
            refusal.pointer = refusal.pointer == "/data/warehouse" ? contents.warehousePlace : "/in_process_at"
            return .refused(refusal, prospect)
        case .unchanged, .contradicted: preconditionFailure("an order that is new is placed or refused")
        }
    }

    /// Decides what the marketplace says of a shipment of this order.
    func decideReported(_ report: PostingReport, at now: Circumstances) -> Decision {
        guard self[report.number] != nil else { return decideUnknownPart(report, at: now) }
        var course = CatchUp(self, report, at: now)
        if report.namesNewPosting { course.fillIn() } else { course.followReport() }
        return course.decision
    }

    /// A part that nobody heard of: split off the one that it is said to come from, where that can be, else added.
    private func decideUnknownPart(_ report: PostingReport, at now: Circumstances) -> Decision {
        let contents: ReportedContents
        switch report.contentsNeeded(by: "shipment \(report.number)") {
        case .success(let known): contents = known
        case .failure(let decision): return decision.decision
        }
        let decision = decideSplitOff(report, contents, at: now) ?? decideAdded(report, contents, at: now)
        guard case .transition(let order, let transitions) = decision else {
            preconditionFailure("a part that is new is split off or added")
        }
        var course = CatchUp(order.introducing(report, at: now), report, at: now)
        course.begin(with: transitions)
        course.followReport()
        return course.decision
    }

    /// - Parameter whole: what it was split from, where that is told.
    func decideAdded(
        _ report: PostingReport, _ contents: ReportedContents, from whole: Shipment? = nil, at now: Circumstances
    ) -> Decision {
        var order = self
        let basis: CutoffBasis = report.cutoff?.instant.map { .given($0) } ?? .calendar
        let since = contents.inProcessAt.map { min($0, now.knownAt) } ?? now.knownAt
        let way = way(of: contents, now.policy)
        let packing = Packing.starting(basis, placedAt: since, now.policy.calendar(of: way.warehouse), at: now)
        var shipment = Shipment(
            number: report.number, items: contents.items, state: .awaitingPackaging(packing), at: now.effectiveAt)
        shipment.givenPackBy = report.cutoff?.instant
        shipment.isAdded = whole == nil ? true : nil
        shipment.late = whole?.late.intersection([.packing]) ?? []
        shipment.route = way == route ? nil : way
        order.add(shipment)
        var warnings = whole == nil ? ["not known before as a part of \(number)"] : []
        if let named = contents.warehouse, now.policy.warehouse(called: named) == nil {
            warnings.append("its warehouse \(named) is not configured")
        }
        let transition = order.transition(
            of: shipment, .event(whole == nil ? .orderPlaced : .shipmentSplit), from: nil, at: now.effectiveAt,
            under: now.policy, reason: whole.map { "split from \($0.number)" }, warnings: warnings)
        return .transition(order, [transition])
    }

    /// How a part goes that is added: as it says, else as the order; what another warehouse leaves open stays so.
    private func way(of contents: ReportedContents, _ policy: Policy) -> Route {
        let own = contents.warehouse.flatMap { policy.warehouse(called: $0)?.id } ?? warehouse
        let isHere = own == warehouse
        return Route(
            warehouse: own,
            service: contents.service.map { policy.service(called: $0)?.id ?? $0 } ?? (isHere ? service : .unknown),
            deliveryMethod: contents.deliveryMethod ?? (isHere ? deliveryMethod : .unknown))
    }

    /// A marketplace that says now that it waits for passport data has not ended the wait: a window that is over
    /// begins anew.
    private func holdingAnew(at now: Circumstances) -> Order {
        guard case .awaited(let term) = passport, term.due <= now.knownAt else { return self }
        var order = self
        order.passport = .awaited(passportTerm(at: now))
        return order
    }

    private static func noWarehouse(_ contents: ReportedContents, _ policy: Policy) -> Refusal {
        let known = policy.warehouses.keys.map(\.rawValue).sorted().joined(separator: ", ")
        return Refusal(
            .malformed, at: contents.warehousePlace, expected: "a warehouse, since several are configured: \(known)",
            found: contents.warehouseFound ?? "none", advice: "Name the warehouse by its id, or by one of its aliases.")
    }
}

/// A decision instead of a value.
private struct Otherwise: Error {
    let decision: Decision
}

extension PostingReport {
    /// Its contents, or what comes of it without them: it waits for a report that has some.
    fileprivate func contentsNeeded(by what: String) -> Result<ReportedContents, Otherwise> {
        if let contents { return .success(contents) }
        if let unusable { return .failure(Otherwise(decision: .refused(unusable, .never))) }
        let refusal = Refusal(
            .illegal, at: "/posting_number", expected: "a posting that is known, or one with its products",
            found: "\(number), and \(what) is not known", advice: "Drop the posting's document.")
        return .failure(Otherwise(decision: .refused(refusal, .mayBecomePossible)))
    }
}

extension Placement {
    fileprivate init(_ contents: ReportedContents, of report: PostingReport, in warehouse: WarehouseID) {
        self.init(
            warehouse: warehouse, service: contents.service ?? .unknown,
            deliveryMethod: contents.deliveryMethod ?? .unknown,
            delivery: report.delivery ?? report.standing?.state.delivery ?? .courier,
            isFromAbroad: report.standing?.isHeld ?? false, items: contents.items, createdAt: contents.inProcessAt,
            paidAt: nil, packBy: report.cutoff?.instant)
    }
}

extension Policy {
    /// The warehouse, where there is but one.
    fileprivate var onlyWarehouse: WarehouseID? { warehouses.count == 1 ? warehouses.keys.first : nil }
}
