// The events of a scenario, from their members.

import CivilTime
import Orders

extension OrderEvent {
    /// One line for each type.
    init(_ type: EventType, _ subject: String, _ data: inout ScenarioMembers) throws(ScenarioProblem) {
        let number = ShipmentNumber(subject)
        switch type {
        case .orderPlaced: self = .placed(try Placement(&data))
        case .passportProvided: self = .passportProvided
        case .cutoffChanged: self = .cutoffChanged(number, packBy: try data.packBy())
        case .shipmentSplit: self = .split(number, parts: try data.required("parts", { $0.parts }))
        case .itemRemoved: self = .itemRemoved(number, try data.item(), reason: ReasonCode(try data.text("reason")))
        case .shipmentPacked: self = .packed(number, evidence: data.evidence())
        case .evidenceRecorded: self = .evidenceRecorded(number, Evidence(uri: try data.text("uri"), sha256: nil))
        case .trackingAssigned:
            let tracking = TrackingNumber(try data.text("number"))
            self = .trackingAssigned(number, tracking, carrier: data.optional("carrier"))
        case .shipmentAccepted: self = .accepted(number)
        case .courierDeparted: self = .courierDeparted(number)
        case .pickupArrived: self = .pickupArrived(number)
        case .deliveryPresumed: self = .deliveryPresumed(number)
        case .deliveryConfirmed: self = .deliveryConfirmed(number)
        case .receiptDeclined: self = .receiptDeclined(number, reason: data.optional("reason"))
        case .customerContacted:
            self = .customerContacted(number, channel: try data.text("channel"), note: data.optional("note"))
        case .disputeResolved:
            self = .disputeResolved(
                number, try data.required("outcome", DisputeOutcome.init), note: data.optional("note"))
        case .shipmentCancelled:
            let reason = ReasonCode(try data.text("reason"))
            self = .shipmentCancelled(number, reason: reason, by: try data.required("by", Party.init))
        case .orderCancelled:
            let reason = ReasonCode(try data.text("reason"))
            self = .orderCancelled(reason: reason, by: try data.required("by", Party.init))
        case .cancellationRequested: self = .cancellationRequested(number, reason: try data.text("reason"))
        case .cancellationAnswered:
            self = .cancellationAnswered(
                number, try data.required("answer", CancellationAnswer.init), note: data.optional("note"))
        case .claimWithheld: self = .claimWithheld(number, try Withholding(&data))
        case .appealFiled:
            self = .appealFiled(number, ClaimID(try data.text("claim")), evidence: data.evidence())
        case .appealDecided:
            let claim = ClaimID(try data.text("claim"))
            self = .appealDecided(number, claim, try data.required("outcome", AppealOutcome.init))
        }
    }
}

extension Placement {
    fileprivate init(_ data: inout ScenarioMembers) throws(ScenarioProblem) {
        self = .sample
        if let items = data.optional("items") { self.items = try items.items }
        if let warehouse = data.optional("warehouse") { self.warehouse = WarehouseID(warehouse) }
        if let service = data.optional("service") { self.service = ServiceID(service) }
        if let method = data.optional("method") { deliveryMethod = DeliveryMethodID(method) }
        if data.optional("delivery") == "pickup" { delivery = .pickup }
        isFromAbroad = data.optional("abroad") == "yes"
        createdAt = try data.optionalInstant("created")
        paidAt = try data.optionalInstant("paid")
        packBy = try data.optionalInstant("pack-by")
    }
}

extension Withholding {
    fileprivate init(_ data: inout ScenarioMembers) throws(ScenarioProblem) {
        let amount = Money.of(try data.text("amount"))
        self.init(claim: ClaimID(try data.text("claim")), portion: try data.item(), amount: amount)
    }
}

extension ScenarioMembers {
    fileprivate mutating func item() throws(ScenarioProblem) -> Portion { try required("item", { $0.portion }) }

    fileprivate mutating func evidence() -> [Evidence] {
        optional("evidence").map { [Evidence(uri: $0, sha256: nil)] } ?? []
    }

    /// `pack-by=withdrawn` for none.
    fileprivate mutating func packBy() throws(ScenarioProblem) -> Instant? {
        let text = try text("pack-by")
        var words = ScenarioWords(text)
        return text == "withdrawn" ? nil : try words.instant()
    }
}

extension String {
    /// `coffee:2`
    fileprivate var portion: Portion? {
        let parts = split(separator: ":")
        guard parts.count == 2, let count = Int(parts[1]) else { return nil }
        return .of(String(parts[0]), count)
    }

    /// `coffee:1/coffee:1,mug:1`
    fileprivate var parts: [[Portion]]? {
        let parts = split(separator: "/").map { $0.split(separator: ",").compactMap { String($0).portion } }
        return parts.contains(where: \.isEmpty) ? nil : parts
    }

    /// `coffee:2@279.00,mug:1@99.50`
    fileprivate var items: [Item] {
        get throws(ScenarioProblem) {
            var items: [Item] = []
            for text in split(separator: ",") {
                let sides = text.split(separator: "@")
                guard sides.count == 2, let portion = String(sides[0]).portion else {
                    throw ScenarioProblem("not an item like coffee:2@279.00: \(text)")
                }
                items.append(.sample(portion.sku.rawValue, portion.quantity.count, at: String(sides[1])))
            }
            return items
        }
    }
}
