// On the way: tracking, hand-over, courier and pick-up point, receipt, dispute.

import CivilTime

extension Order {
    func decideTracking(_ number: ShipmentNumber, _ tracking: Tracking, at now: Circumstances) -> Decision {
        deciding(.trackingAssigned, number, at: now) { assign(tracking, to: &$0, at: now) }
    }

    func assign(_ tracking: Tracking, to shipment: inout Shipment, at now: Circumstances) -> Answer {
        guard shipment.tracking != tracking else {
            return .unchanged("\(shipment.number) has this tracking number already")
        }
        if let owner = owner(of: tracking.number, at: now), owner != shipment.number {
            return .refused(
                Refusal(
                    .conflict, at: "/data/number", expected: "a tracking number of its own",
                    found: "\(tracking.number), which belongs to \(owner)",
                    advice: "Check the label; a number belongs to one shipment only."))
        }
        shipment.tracking = tracking
        return .changed()
    }

    /// Whose a tracking number is. Of its own shipments the order knows better than `owners`, which were asked for
    /// before events that had waited were decided.
    private func owner(of tracking: TrackingNumber, at now: Circumstances) -> ShipmentNumber? {
        if let own = shipments.first(where: { $0.tracking?.number == tracking }) { return own.number }
        return now.owners[tracking].flatMap { self[$0] == nil ? $0 : nil }
    }

    func decideAccepted(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        deciding(.shipmentAccepted, number, at: now) { shipment in
            shipment.state = .accepted(shipment.state.request)
            return .changed(
                reason: shipment.late.contains(.handOver) ? Lateness.reason : nil,
                warnings: shipment.tracking == nil ? ["no tracking number"] : [])
        }
    }

    func decideCourierDeparted(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        deciding(.courierDeparted, number, at: now) { shipment in
            if isDeliveredOtherwise(than: .courierDeparted) {
                return .refused(otherDelivery(.courierDeparted, shipment))
            }
            shipment.state = .courierOnTheWay(shipment.state.request)
            return .changed()
        }
    }

    func decidePickupArrived(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        deciding(.pickupArrived, number, at: now) { shipment in
            if isDeliveredOtherwise(than: .pickupArrived) {
                return .refused(otherDelivery(.pickupArrived, shipment))
            }
            shipment.state = .atPickUpPoint(shipment.state.request)
            return .changed()
        }
    }

    func decidePresumed(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        deciding(.deliveryPresumed, number, at: now) { shipment in
            shipment.state = .presumablyDelivered(disputeWindow: disputeWindow(of: shipment, at: now))
            return .changed()
        }
    }

    func disputeWindow(of shipment: Shipment, at now: Circumstances) -> Term {
        let window = windows(of: shipment, under: now.policy).dispute
        return Term(due: now.effectiveAt + window, since: now.effectiveAt, knownAt: now.knownAt)
    }

    func decideConfirmed(_ number: ShipmentNumber, at now: Circumstances) -> Decision {
        deciding(.deliveryConfirmed, number, at: now) { shipment in
            shipment.deliver(at: now.effectiveAt, fee: fee(of: shipment, under: now.policy))
            return .changed()
        }
    }

    func decideDeclined(_ number: ShipmentNumber, _ reason: String?, at now: Circumstances) -> Decision {
        deciding(.receiptDeclined, number, at: now) { shipment in
            shipment.state = .disputed
            return .changed(reason: reason)
        }
    }

    func decideContacted(
        _ number: ShipmentNumber, _ channel: String, _ note: String?, at now: Circumstances
    ) -> Decision {
        deciding(.customerContacted, number, at: now) { shipment in
            shipment.contacts.append(Contact(at: now.effectiveAt, channel: channel, note: note))
            return .changed()
        }
    }

    /// - Parameter cancellation: what the marketplace says of it, where it does.
    func decideResolved(
        _ number: ShipmentNumber, _ outcome: DisputeOutcome, _ note: String?, cancellation: Cancellation? = nil,
        at now: Circumstances
    ) -> Decision {
        deciding(.disputeResolved, number, at: now) { shipment in
            switch outcome {
            case .delivered: shipment.deliver(at: now.effectiveAt, fee: fee(of: shipment, under: now.policy))
            case .cancelled:
                shipment.state = .cancelled(
                    cancellation
                        ?? Cancellation(at: now.effectiveAt, reason: "dispute.resolved", by: .marketplace, fault: nil))
            }
            return .changed(reason: note ?? cancellation?.reason)
        }
    }
}

extension Shipment {
    /// The customer has it: the sale is credited, the service fee deducted, in each currency for itself.
    mutating func deliver(at instant: Instant, fee: ServiceFee?) {
        state = .delivered(at: instant)
        credit(items.sales, at: instant, fee: fee)
    }

    mutating func credit(_ sales: [Money], at instant: Instant, fee: ServiceFee?) {
        for sale in sales {
            account.append(AccountLine(at: instant, kind: .sale, amount: sale, claim: nil))
            guard let fee else { continue }
            account.append(AccountLine(at: instant, kind: .serviceFee, amount: -fee.of(sale), claim: nil))
        }
    }
}

extension [Item] {
    /// What they cost together: one sum for each currency, in the order in which the currencies come. What nobody named
    /// a price of is left out.
    var sales: [Money] {
        var sums: [Money] = []
        for amount in filter({ !$0.price.isUnknown }).map({ $0.price * $0.quantity }) {
            if let index = sums.firstIndex(where: { $0.currency == amount.currency }) {
                sums[index] = Money(
                    minorUnits: sums[index].minorUnits + amount.minorUnits, currency: amount.currency)
            } else {
                sums.append(amount)
            }
        }
        return sums
    }
}

extension ServiceFee {
    /// What is kept of a sale: the percentage, rounded half to even, within the bounds, and never more than the sale.
    package func of(_ sale: Money) -> Money {
        var fee = percent.of(sale).minorUnits
        if let minimum = minimum.flatMap({ Money($0, sale.currency) }) { fee = max(fee, minimum.minorUnits) }
        if let maximum = maximum.flatMap({ Money($0, sale.currency) }) { fee = min(fee, maximum.minorUnits) }
        return Money(minorUnits: min(fee, max(sale.minorUnits, 0)), currency: sale.currency)
    }
}
