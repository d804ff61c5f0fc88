// The noes: each says what was expected, what was met, and what would be possible now.

import CivilTime

extension Order {
    /// A shipment of this order that nobody heard of: it may come by a split, as long as there is something to split.
    func unknown(_ number: ShipmentNumber) -> Decision {
        let known = shipments.map(\.number.rawValue).joined(separator: ", ")
        let mayCome = shipments.contains { permits(.shipmentSplit, for: $0) }
        return .refused(
            Refusal(
                .illegal, at: "/subject", expected: "a shipment of order \(self.number): \(known)",
                found: number.rawValue,
                advice: mayCome ? "Name one of them, or split the order first." : "Name one of them."),
            mayCome ? .mayBecomePossible : .never)
    }

    /// An event for a state that the shipment is not in.
    func outOfPlace(_ type: EventType, _ shipment: Shipment) -> Decision {
        let state = shipment.state.name
        if type.reportedState == state { return .unchanged("\(shipment.number) is \(state.words) already") }
        if isDeliveredOtherwise(than: type) { return .refused(otherDelivery(type, shipment), .never) }
        let mayCome = type.legalStates.contains { state.canReach($0) }
        return .refused(
            illegal(type, shipment, expected: "a shipment \(words(of: type.legalStates))"),
            mayCome ? .mayBecomePossible : .never)
    }

    /// The refusal of an event that this shipment cannot take now.
    func illegal(_ type: EventType, _ shipment: Shipment, expected: String, found: String? = nil) -> Refusal {
        let possible = possible(for: shipment).map(\.rawValue).joined(separator: ", ")
        return Refusal(
            .illegal, expected: "\(type.rawValue) for \(expected)",
            found: "\(shipment.number) \(found ?? shipment.state.name.words)", advice: "Possible now: \(possible).")
    }

    /// Whether an event presumes a way of delivery that is not this order's.
    func isDeliveredOtherwise(than type: EventType) -> Bool { type.delivery.map { $0 != delivery } ?? false }

    /// The refusal of an event that belongs to the other way of delivery.
    func otherDelivery(_ type: EventType, _ shipment: Shipment) -> Refusal {
        illegal(
            type, shipment, expected: "a shipment that is delivered \(delivery.other.words)",
            found: "is delivered \(delivery.words)")
    }

    private func words(of states: Set<StateName>) -> String {
        StateName.allCases.filter(states.contains).map(\.words).joined(separator: ", ")
    }
}

extension Policy {
    /// Nil when a party may use a reason, else why not. Where no reasons are configured, every code will do.
    func objection(to code: ReasonCode, by party: Party) -> Refusal? {
        guard !reasons.isEmpty else { return nil }
        guard reason(called: code)?.by.contains(party) != true else { return nil }
        let usable = reasons.values.filter { $0.by.contains(party) }.map(\.code.rawValue).sorted()
        return Refusal(
            .malformed, at: "/data/reason", expected: "a reason that the \(party.rawValue) may use",
            found: "\"\(code)\"", advice: "Use one of: \(usable.joined(separator: ", ")).")
    }

    /// Whose fault a reason means; the party's own where it is not configured.
    func fault(of code: ReasonCode, by party: Party) -> Party { reason(called: code)?.fault ?? party }

    /// Nil when a user may submit in a source's name, else why not. Root may.
    package func objection(to source: SourceName, submittedBy uid: UInt32) -> Refusal? {
        guard let source = sources[source], let uids = source.uids, uid != 0, !uids.contains(uid) else { return nil }
        let users = source.users.sorted().joined(separator: ", ")
        return Refusal(
            .forbidden, at: "/source", expected: "a file of one of the users of \(source.name): \(users)",
            found: "a file of uid \(uid)", advice: "Submit as one of them, or in the name of a source of your own.")
    }

    /// Nil when a source may say how postings stand, else why not.
    func objection(toReportsFrom source: SourceName) -> Refusal? {
        guard let role = sources[source]?.role, role != .marketplace else { return nil }
        return Refusal(
            .forbidden, expected: "\(source) to be a marketplace", found: "the role \(role.rawValue)",
            advice: "Give the [[source]] \(source) the role marketplace in the configuration and reload.")
    }

    /// Nil when a source may say this of an order of this service, else why not.
    package func objection(to type: EventType, from source: SourceName, service: ServiceID?) -> Refusal? {
        let role = sources[source]?.role
        if let role, !role.maySay(type) {
            return Refusal(
                .forbidden, at: "/type", expected: "an event that a \(role.rawValue) may send", found: type.rawValue,
                advice: "Send it from a source with another role, or change the role of \(source) in the configuration."
            )
        }
        let isIntegrated = service.flatMap { services[$0] }?.isIntegrated ?? false
        guard isIntegrated, type.isCarriersOwn, role != .carrier, role != .marketplace else { return nil }
        return Refusal(
            .forbidden, at: "/source", expected: "a source with the role carrier or marketplace",
            found: source.rawValue, advice: "An integrated service's carrier reports this itself: nothing to do.")
    }
}
