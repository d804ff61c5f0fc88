// What a scenario expects to be so.

import CivilTime
import Orders

extension Scenario {
    mutating func expect(_ words: inout ScenarioWords) throws(ScenarioProblem) {
        let word = try words.one("what to expect", read: \.self)
        switch word {
        case "applied", "unchanged", "waiting", "refused": try expectVerdict(word, words.takeRest())
        case "warning": try require([words.takeRest()], verdict?.warnings ?? [])
        case "orphaned": try expectOrphaned(try words.one("a type", read: \.self))
        case "reminded": try expectReminder(&words)
        case "shipments": try expectShipments(&words)
        default: try expect(of: ShipmentNumber(word), &words)
        }
    }

    private func expectVerdict(_ word: String, _ text: String) throws(ScenarioProblem) {
        let found = [verdict?.word, verdict?.refusal?.text].compactMap(\.self).joined(separator: ": ")
        guard verdict?.word == word, text.isEmpty || found.contains(text) else {
            throw ScenarioProblem("found \(found)")
        }
    }

    private func expectOrphaned(_ type: String) throws(ScenarioProblem) {
        let orphans = story.steps.compactMap { step -> String? in
            guard case .decided(let pending, .refused(let refusal)) = step else { return nil }
            return refusal.code == .orphaned ? pending.event.name : nil
        }
        try require([type], orphans.suffix(1))
    }

    private func expectReminder(_ words: inout ScenarioWords) throws(ScenarioProblem) {
        let number = try words.one("a shipment", read: \.self)
        try words.expect("at")
        let instant = try words.instant()
        let given = story.transitions(of: ShipmentNumber(number)).filter {
            if case .reminder = $0.cause { $0.effectiveAt == instant } else { false }
        }
        guard !given.isEmpty else { throw ScenarioProblem("no reminder was given then") }
    }

    /// `shipments state=… warehouse=… service=… method=… overdue are NUMBER …`; of one name any will do.
    private func expectShipments(_ words: inout ScenarioWords) throws(ScenarioProblem) {
        var filters: [String] = []
        while !words.isAtEnd, !words.take("are") { filters.append(words.next() ?? "") }
        let orders = story.dockets.values.compactMap(\.order)
        let found = orders.flatMap { order in
            order.shipments.filter { shipment in
                let facts: Set<String> = [
                    "state=\(shipment.state.name.rawValue)", "warehouse=\(order.warehouse)",
                    "service=\(order.service)", "method=\(order.deliveryMethod)",
                    shipment.isOverdue ? "overdue" : "",
                ]
                return Dictionary(grouping: filters) { $0.split(separator: "=").first }.values
                    .allSatisfy { !facts.isDisjoint(with: $0) }
            }
        }
        try require(
            words.takeRest().split(separator: " ").map(String.init).sorted(), found.map(\.number.rawValue).sorted())
    }

    // MARK: - Of one shipment

    private func expect(of number: ShipmentNumber, _ words: inout ScenarioWords) throws(ScenarioProblem) {
        guard let shipment = story[number], let order = number.order.flatMap({ story.dockets[$0]?.order }) else {
            throw ScenarioProblem("there is no shipment \(number)")
        }
        let word = try words.one("what to expect of it", read: \.self)
        let possible = order.possible(for: shipment).map(\.rawValue)
        switch word {
        case "held": try require([true], [shipment.isHeld])
        case "overdue": try require([true], [shipment.isOverdue])
        case "late", "in-time": try expectLateness(of: shipment, word, words.takeRest())
        case "can": guard possible.contains(words.takeRest()) else { throw ScenarioProblem("can \(possible)") }
        case "cannot": guard !possible.contains(words.takeRest()) else { throw ScenarioProblem("can \(possible)") }
        case "has": try require([words.takeRest()], [shipment.contents])
        case "account": try require([words.takeRest()], [shipment.accountText])
        case "tracking": try require([words.takeRest()], [shipment.tracking?.number.rawValue ?? "none"])
        case "evidence":
            try require([words.takeRest()], [shipment.evidence.map(\.uri).joined(separator: ", ")])
        case "claim": try expectClaim(of: shipment, words.takeRest())
        case "fault": try require([words.takeRest()], [shipment.fault])
        case "due": try expectDue(of: number, &words)
        default: try require([word], [shipment.state.name.rawValue])
        }
    }

    private func expectLateness(of shipment: Shipment, _ word: String, _ kind: String) throws(ScenarioProblem) {
        let late = shipment.late.map(\.rawValue).sorted()
        if word == "late" { try require([kind], late) } else { try require([], late) }
    }

    private func expectClaim(of shipment: Shipment, _ text: String) throws(ScenarioProblem) {
        let claims = shipment.claims.map { "\($0.id) \($0.status.words)" }
        guard claims.contains(text) else { throw ScenarioProblem("found \(claims)") }
    }

    /// `due packing end of Tue 24 Nov`, `due packing never`
    private func expectDue(of number: ShipmentNumber, _ words: inout ScenarioWords) throws(ScenarioProblem) {
        let kind = try words.one("a kind of deadline") { DeadlineKind(rawValue: $0) }
        let expected = words.take("never") ? nil : try words.instant()
        let zone = Warehouse.moscow.zone
        try require(
            [expected?.rfc3339(in: zone) ?? "never"], [story.due(kind, of: number)?.rfc3339(in: zone) ?? "never"])
    }

    private func require<Value: Equatable>(_ expected: [Value], _ found: [Value]) throws(ScenarioProblem) {
        guard expected == found else { throw ScenarioProblem("expected \(expected), found \(found)") }
    }
}

extension Shipment {
    /// `coffee:2,mug:1`
    fileprivate var contents: String { items.map { "\($0.sku):\($0.quantity.count)" }.joined(separator: ",") }

    /// `sale 657.50, service-fee -82.19`
    fileprivate var accountText: String {
        account.map { "\($0.kind.rawValue) \($0.amount.text)" }.joined(separator: ", ")
    }

    fileprivate var fault: String {
        if case .cancelled(let cancellation) = state { cancellation.fault?.rawValue ?? "nobody" } else { "none" }
    }
}
