// The data of each event, by its type (docs: the formats).

import CivilTime
import JSON
import Orders

extension OrderEvent {
    /// Reads an event's `data`. Checked here is the form alone: what is possible is decided inside. A table.
    init(_ type: EventType, about subject: Subject, _ data: Members) throws(Refusal) {
        switch type {
        case .orderPlaced: self = .placed(try Placement(data))
        case .passportProvided: self = .passportProvided
        case .cutoffChanged:
            self = .cutoffChanged(try subject.shipment, packBy: try data.nullable("packBy", .instant(.up)))
        case .shipmentSplit:
            self = .split(try subject.shipment, parts: try data.required("parts", .list(of: .products(), atLeast: 2)))
        case .itemRemoved:
            self = .itemRemoved(
                try subject.shipment, try Portion(data), reason: try data.required("reason", .identifier()))
        case .shipmentPacked:
            self = .packed(
                try subject.shipment,
                evidence: try data.optional("evidence", .list(of: .object(), atLeast: 0)) ?? [])
        case .evidenceRecorded: self = .evidenceRecorded(try subject.shipment, try Evidence(data))
        case .trackingAssigned:
            self = .trackingAssigned(
                try subject.shipment, try data.required("number", .identifier()),
                carrier: try data.optional("carrier", .line(upTo: TextBounds.identifier)))
        case .shipmentAccepted: self = .accepted(try subject.shipment)
        case .courierDeparted: self = .courierDeparted(try subject.shipment)
        case .pickupArrived: self = .pickupArrived(try subject.shipment)
        case .deliveryPresumed: self = .deliveryPresumed(try subject.shipment)
        case .deliveryConfirmed: self = .deliveryConfirmed(try subject.shipment)
        case .receiptDeclined:
            self = .receiptDeclined(try subject.shipment, reason: try data.optional("reason", .note))
        case .customerContacted:
            self = .customerContacted(
                try subject.shipment, channel: try data.required("channel", .line(upTo: TextBounds.identifier)),
                note: try data.optional("note", .note))
        case .disputeResolved:
            self = .disputeResolved(
                try subject.shipment, try data.required("outcome", .word()), note: try data.optional("note", .note))
        case .shipmentCancelled:
            self = .shipmentCancelled(
                try subject.shipment, reason: try data.required("reason", .identifier()),
                by: try data.required("by", .word()))
        case .orderCancelled:
            self = .orderCancelled(
                reason: try data.required("reason", .identifier()), by: try data.required("by", .word()))
        case .cancellationRequested:
            self = .cancellationRequested(try subject.shipment, reason: try data.required("reason", .note))
        case .cancellationAnswered:
            self = .cancellationAnswered(
                try subject.shipment, try data.required("answer", .word()), note: try data.optional("note", .note))
        case .claimWithheld: self = .claimWithheld(try subject.shipment, try Withholding(data))
        case .appealFiled:
            self = .appealFiled(
                try subject.shipment, try data.required("claim", .identifier()),
                evidence: try data.required("evidence", .list(of: .object(), atLeast: 1)))
        case .appealDecided:
            self = .appealDecided(
                try subject.shipment, try data.required("claim", .identifier()),
                try data.required("outcome", .word()))
        }
    }
}

extension Placement {
    fileprivate init(_ data: Members) throws(Refusal) {
        self.init(
            warehouse: try data.required("warehouse", .identifier()),
            service: try data.required("service", .identifier()),
            deliveryMethod: try data.required("deliveryMethod", .identifier()),
            delivery: try data.required("delivery", .word()),
            isFromAbroad: try data.optional("fromAbroad", .truth) ?? false,
            items: try data.required("items", .products()),
            createdAt: try data.optional("createdAt", .instant(.down)),
            paidAt: try data.optional("paidAt", .instant(.down)),
            packBy: try data.optional("packBy", .instant(.up)))
    }
}

extension Item: OfProduct {
    init(_ members: Members) throws(Refusal) {
        self.init(
            sku: try members.required("sku", .identifier()),
            name: try members.required("name", .line(upTo: TextBounds.attribute)),
            quantity: try members.required("quantity", .quantity),
            price: try members.required("price", .price(in: members.required("currency", .currency))))
        try members.refuseBeyondCounting(price, quantity)
    }
}

extension Portion: OfProduct {
    init(_ members: Members) throws(Refusal) {
        self.init(
            sku: try members.required("sku", .identifier()), quantity: try members.required("quantity", .quantity))
    }
}

extension Evidence: Composite {
    init(_ members: Members) throws(Refusal) {
        self.init(uri: try members.required("uri", .location), sha256: try members.optional("sha256", .checksum))
    }
}

extension Withholding {
    fileprivate init(_ data: Members) throws(Refusal) {
        self.init(
            claim: try data.required("claim", .identifier()), portion: try Portion(data),
            amount: try data.required("amount", .sum(in: data.required("currency", .currency))))
    }
}

extension Members {
    /// A price that, times the quantity, is beyond what amounts are counted to.
    func refuseBeyondCounting(
        _ price: Money, _ quantity: Quantity, at name: String = "price"
    ) throws(Refusal) {
        let (sum, overflow) = price.minorUnits.multipliedReportingOverflow(by: Int64(quantity.count))
        guard overflow || sum > Money.greatest else { return }
        let greatest = Money(minorUnits: Money.greatest, currency: price.currency)
        throw refusal(
            at: name, expected: "a price that is at most \(greatest.text) for all \(quantity.count)",
            found: "\"\(price.text)\"", advice: "Mend the price or the quantity.")
    }
}
