// What we learn from a marketplace's report only, because no event says such a thing: what was left open, a hold that
// nobody knew, and that a shipment goes on which a deadline of ours had cancelled.

import CivilTime

extension Order {
    /// Fills in what was left open when it was placed: a push message names neither a delivery service nor a price.
    func decideDescribed(_ report: PostingReport, at now: Circumstances) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == report.number }) else {
            return unknown(report.number)
        }
        var order = self
        if let contents = report.contents {
            order.fillInRoute(of: index, by: contents, now.policy)
            let fee = order.fee(of: order.shipments[index], under: now.policy)
            order.shipments[index].price(by: contents.items, at: now.effectiveAt, fee: fee)
        }
        if shipments[index].state.name.canReach(.courierOnTheWay), report.standing?.state.delivery == nil {
            order.delivery = report.delivery ?? delivery
        }
        guard order != self else { return .unchanged("nothing was left open") }
        return order.changing(index, by: .finding(.orderDescribed), at: now) { _ in .changed() }
    }

    /// Fills in what is left open of a shipment's way: of its own, or of the order's.
    private mutating func fillInRoute(of index: Int, by contents: ReportedContents, _ policy: Policy) {
        var route = route(of: shipments[index])
        if route.service == .unknown, let named = contents.service {
            route.service = policy.service(called: named)?.id ?? named
        }
        if route.deliveryMethod == .unknown { route.deliveryMethod = contents.deliveryMethod ?? .unknown }
        if shipments[index].route != nil { return shipments[index].route = route }
        (service, deliveryMethod) = (route.service, route.deliveryMethod)
    }

    /// The marketplace gave a shipment its tracking number before it is packed, as no event can.
    func decideTrackingFound(_ number: ShipmentNumber, _ tracking: TrackingNumber, at now: Circumstances) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == number }) else { return unknown(number) }
        return changing(index, by: .finding(.orderDescribed), at: now) {
            assign(Tracking(number: tracking, carrier: nil), to: &$0, at: now)
        }
    }

    /// One shipment is held for passport data, and nobody knew.
    func decidePassportAwaited(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == number }) else { return unknown(number) }
        var order = self
        order.awaitPassport(at: now)
        return order.changing(index, by: .finding(.passportAwaited), at: now) { shipment in
            guard case .awaitingPackaging(let packing) = shipment.state else { return .unchanged("packed already") }
            let basis = shipment.givenPackBy.map { CutoffBasis.given($0) } ?? .calendar
            shipment.state = .awaitingPackaging(.held(packing == .withdrawn ? .withdrawn : basis))
            shipment.late.remove(.packing)
            return .changed()
        }
    }

    /// A deadline of ours cancelled it, and the marketplace says that it goes on: it knows better.
    func decideCorrected(_ report: PostingReport, _ standing: Standing, at now: Circumstances) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == report.number }),
            case .cancelled(let cancellation) = shipments[index].state
        else { return .unchanged("\(report.number) is not cancelled") }
        var order = self
        order.delivery = standing.state.delivery ?? delivery
        if standing.isHeld == true {
            order.awaitPassport(at: now)
        } else if passport == .missing {
            order.passport = .provided(at: now.effectiveAt)
        }
        return order.changing(index, by: .finding(.corrected), at: now) { shipment in
            let cutoff = report.newCutoff(of: shipment)
            shipment.givenPackBy = cutoff.map(\.instant) ?? shipment.givenPackBy
            if cancellation.isOfUnpacked, let items = report.itemsLeft { _ = shipment.lessen(to: items) }
            order.restore(&shipment, from: cancellation, to: standing, cutoff, at: now)
            return .changed(reason: cancellation.reason)
        }
    }

    /// The marketplace says who cancelled what a deadline of ours had cancelled already, and why.
    func decideCancellationDescribed(
        _ number: ShipmentNumber, _ reported: ReportedCancellation, at now: Circumstances
    ) -> Decision {
        guard let index = shipments.firstIndex(where: { $0.number == number }) else { return unknown(number) }
        return changing(index, by: .finding(.orderDescribed), at: now) { shipment in
            guard case .cancelled(let cancellation) = shipment.state else { return .unchanged("it is not cancelled") }
            let described = Cancellation(reported, at: now)
            shipment.state = .cancelled(
                Cancellation(
                    at: cancellation.at, reason: described.reason, by: described.by, fault: described.fault))
            return .changed(reason: described.reason)
        }
    }

    private mutating func awaitPassport(at now: Circumstances) {
        isFromAbroad = true
        guard !isHeld else { return }
        passport = .awaited(passportTerm(at: now))
    }

    /// The window for passport data, from now on.
    func passportTerm(at now: Circumstances) -> Term {
        let window = now.policy.windows(warehouse: warehouse, service: service).passport
        return Term(
            due: now.effectiveAt + window, reminding: now.policy.reminders.passport, since: now.effectiveAt,
            knownAt: now.knownAt)
    }

    // MARK: - Restoring

    private func restore(
        _ shipment: inout Shipment, from cancellation: Cancellation, to standing: Standing, _ cutoff: ReportedCutoff?,
        at now: Circumstances
    ) {
        switch standing.state {
        case .awaitingPackaging:
            let packing = packing(of: shipment, after: cancellation, standing, cutoff, at: now)
            shipment.state = .awaitingPackaging(packing)
            if shipment.isOverdue { shipment.late.insert(.packing) }
        case .awaitingShipment:
            let isLate = cancellation.reason == DeadlineKind.handOverGrace.reason
            let packing = packing(of: shipment, after: cancellation, standing, cutoff, at: now)
            let handOver =
                isLate ? .late(grace: nil) : HandOver.due(self.handOver(after: packing, of: shipment, at: now))
            shipment.state = .awaitingShipment(handOver, nil)
        case .accepted: shipment.state = .accepted(nil)
        case .courierOnTheWay: shipment.state = .courierOnTheWay(nil)
        case .atPickUpPoint: shipment.state = .atPickUpPoint(nil)
        case .presumablyDelivered:
            shipment.state = .presumablyDelivered(disputeWindow: disputeWindow(of: shipment, at: now))
        case .disputed: shipment.state = .disputed
        case .delivered: shipment.deliver(at: now.effectiveAt, fee: fee(of: shipment, under: now.policy))
        case .cancelled: break
        }
    }

    /// Where no cut-off lies ahead, no grace runs: the deadline that cancelled it must not do so a second time.
    /// Passport data that were given after all set the calendar going.
    private func packing(
        of shipment: Shipment, after cancellation: Cancellation, _ standing: Standing, _ cutoff: ReportedCutoff?,
        at now: Circumstances
    ) -> Packing {
        let wasHeld = cancellation.reason == DeadlineKind.passport.reason
        if standing.isHeld == true {
            return .held(cutoff == .withdrawn ? .withdrawn : shipment.givenPackBy.map { .given($0) } ?? .calendar)
        }
        if cutoff == .withdrawn { return .withdrawn }
        if let packBy = shipment.givenPackBy {
            return packBy > now.knownAt
                ? .due(.packing(packBy, at: now)) : .overdue(cutoff: packBy, grace: nil)
        }
        guard !wasHeld else {
            return .starting(.calendar, placedAt: now.effectiveAt, calendar(of: shipment, under: now.policy), at: now)
        }
        return .overdue(cutoff: now.effectiveAt, grace: nil)
    }
}

extension Shipment {
    /// Takes over prices, and names, of products that had none. What was delivered without a price is credited now.
    fileprivate mutating func price(by told: [Item], at instant: Instant, fee: ServiceFee?) {
        var priced: [Item] = []
        for index in items.indices where items[index].price.isUnknown {
            let quantity = items[index].quantity
            guard let item = told.first(where: { $0.sku == items[index].sku }), !item.price.isUnknown,
                item.price.minorUnits <= Money.greatest / Int64(quantity.count)
            else { continue }
            items[index] = Item(sku: item.sku, name: item.name, quantity: quantity, price: item.price)
            priced.append(items[index])
        }
        if state.name == .delivered { credit(priced.sales, at: instant, fee: fee) }
    }
}
