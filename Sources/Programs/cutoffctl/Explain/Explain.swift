// cutoffctl explain: how a deadline was computed, step by step.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct Explain: Command {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a packing deadline, step by step.",
        discussion: """
            Of an order, from what is on file; or for a warehouse and a time, from the settings alone.

            EXAMPLES
              cutoffctl explain 24219509-0020-1
              cutoffctl explain --warehouse msk-1 --at 2026-11-23T12:59:00+03:00
              cutoffctl explain --warehouse msk-1 --at "2026-11-23 12:59"  local
            """)

    @Argument(
        help: ArgumentHelp("An order's number, or a shipment's.", valueName: "number"),
        completion: Suggestions.shipments)
    var number: String?

    @Option(
        help: ArgumentHelp("For an order placed with this warehouse.", valueName: "id"),
        completion: Suggestions.warehouses)
    var warehouse: String?

    @Option(help: ArgumentHelp("For an order placed then.", valueName: "time"))
    var at: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isQuestion = warehouse != nil && at != nil
        guard number == nil ? isQuestion : warehouse == nil && at == nil else {
            throw ValidationError("Name an order or a shipment, or both --warehouse and --at.")
        }
    }

    func run(in session: Session) throws {
        for explanation in try explanations(session) {
            if session.isForPrograms { session.say(explanation.json) } else { show(explanation, session) }
        }
    }

    private func show(_ explanation: Explanation, _ session: Session) {
        if let shipment = explanation.shipment { session.say(shipment.rawValue) }
        for (index, step) in explanation.steps.enumerated() {
            let lines = step.harmless.wrapped(to: session.terminal.width - 4)
            for (line, text) in lines.enumerated() {
                session.say((line == 0 ? "\(index + 1)." : "").padded(to: 3, .left) + text)
            }
        }
    }

    private func explanations(_ session: Session) throws -> [Explanation] {
        if let number { return try filed(number, session) }
        let warehouse = try known(WarehouseID(warehouse ?? ""), session.policy)
        let placedAt = try instant(at ?? "", in: warehouse.zone)
        return [Explanation(placedAt: placedAt, warehouse: warehouse, now: session.now)]
    }

    private func filed(_ number: String, _ session: Session) throws -> [Explanation] {
        let reader = try session.reader()
        let found = try reader.find(number)
        guard let order = found.filed.docket.order else { throw Stop(.no, "order \(number) was not placed yet.") }
        let history = try reader.history(of: order.number)
        return try found.shipments.map { shipment in
            let facts = CutoffFacts(order: order, shipment: shipment.number, history: history)
            let view = ShipmentView(order: order, shipment: shipment, filed: found.filed)
            let warehouse = try known(view.route.warehouse, session.policy)
            return Explanation(facts, view, warehouse: warehouse, policy: session.policy, now: session.now)
        }
    }

    private func known(_ id: WarehouseID, _ policy: Policy) throws -> Warehouse {
        if let warehouse = policy.warehouses[id] { return warehouse }
        let known = policy.warehouses.keys.map(\.rawValue).sorted().joined(separator: ", ")
        throw Stop(.no, "there is no warehouse \"\(id)\" in the configuration; there are: \(known).")
    }

    /// An instant, or a local time of the warehouse.
    private func instant(_ text: String, in zone: TimeZoneRules) throws -> Instant {
        if let instant = try? Instant(rfc3339: text, rounding: .down) { return instant }
        let date = CivilDate(iso: text.prefix(10))
        let rest = text.dropFirst(11)
        if let date, rest.isEmpty, text.utf8.count == 10 { return zone.start(of: date) }
        guard let date, let time = TimeOfDay(String(rest)), [" ", "T"].contains(text.dropFirst(10).first) else {
            throw Stop(
                .usage, "--at \"\(text)\": expected a time like 2026-11-23T12:59:00+03:00, or \"2026-11-23 12:59\".")
        }
        return zone.instant(of: time, on: date)
    }
}
