// A shipment in lines for people.

import CivilTime
import Orders

extension ShipmentView {
    /// A head, a block of facts, and tables of what there is several of.
    func lines(_ session: Session) -> [String] {
        let time = session.localTime(of: route.warehouse)
        let screen = session.terminal
        let head = Style.bold.painted(shipment.number.rawValue, hasColour: screen.hasColour)
        var lines = ["\(head)  \(stateStyle.painted(stateText(time), hasColour: screen.hasColour))"]
        lines += facts(session, time).map { "  \($0.padded(to: 11, .left)) \($1)".harmless.fitted(to: screen.width) }
        for (title, table) in tables(time) where !table.rows.isEmpty {
            lines += ["", "  \(title)"]
            lines += table.lines(width: screen.width - 4, hasColour: screen.hasColour).map { "    " + $0 }
        }
        return lines + ["", "  Possible now"] + possible.wrapped(to: screen.width - 4).map { "    " + $0 }
    }

    private func stateText(_ time: LocalTime) -> String {
        switch shipment.state {
        case .awaitingPackaging(.held): return "awaiting packaging, held for passport data"
        case .awaitingPackaging(.overdue(let cutoff, _)):
            return "awaiting packaging, overdue since \(time.due(cutoff))"
        case .awaitingPackaging(.withdrawn): return "awaiting packaging, no deadline"
        case .awaitingShipment(.late, _): return "awaiting shipment, late for the hand-over"
        case .delivered(let at): return "delivered \(time.moment(at))"
        case .cancelled(let cancellation):
            let who = cancellation.by.map { " by the \($0.rawValue)" } ?? ""
            return "cancelled\(who) \(time.moment(cancellation.at)): \(cancellation.reason.harmless)"
        case .awaitingPackaging, .awaitingShipment, .accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered,
            .disputed:
            return shipment.state.name.words
        }
    }

    private var stateStyle: Style { shipment.isOverdue ? .red : shipment.state.name == .disputed ? .yellow : .plain }

    private func facts(_ session: Session, _ time: LocalTime) -> [(String, String)] {
        let warehouse = route.warehouse.named(session.policy.warehouses[route.warehouse]?.name)
        let service = route.service.named(session.policy.services[route.service]?.name)
        let way = order.delivery == .courier ? "by courier" : "to a pick-up point"
        let facts: [(String, String?)] = [
            ("Order", "\(order.number), placed \(time.moment(order.placedAt))"),
            ("Warehouse", "\(warehouse), \(time.zone.name)"),
            ("Delivery", "\(way), \(service), \(route.deliveryMethod)"),
            ("Tracking", shipment.tracking.map { "\($0.number)" + ($0.carrier.map { " (\($0))" } ?? "") }),
            ("Late", lateText), ("Cancel?", shipment.state.request.map { "the customer asks to: \($0.reason)" }),
        ]
        return facts.compactMap { name, text in text.map { (name, $0) } }
    }

    private var lateText: String? {
        guard !shipment.late.isEmpty else { return nil }
        return "for " + shipment.late.map(\.rawValue).sorted(by: >).joined(separator: " and ")
    }

    private var possible: String { order.possible(for: shipment).map(\.rawValue).joined(separator: ", ") }
}

// MARK: - Tables

extension ShipmentView {
    private func tables(_ time: LocalTime) -> [(String, Table)] {
        [
            ("Items", items), ("Deadlines", deadlineTable(time)), ("Evidence", evidence), ("Claims", claims(time)),
            ("Messages to the customer", contacts(time)), ("Account", account(time)),
        ]
    }

    private var items: Table {
        var table = Table([
            .init("QTY", .right), .init("SKU", least: 8), .init("NAME", least: 8), .init("PRICE", .right),
        ])
        for item in shipment.items {
            table.add([
                "\(item.quantity.count)", Table.Cell(item.sku.rawValue), Table.Cell(item.name),
                Table.Cell(item.price.words),
            ])
        }
        return table
    }

    private func deadlineTable(_ time: LocalTime) -> Table {
        var table = Table([.init("WHAT"), .init("DUE"), .init("IN")])
        for deadline in deadlines {
            table.add([
                Table.Cell(deadline.key.kind.words), time.dueCell(deadline.due),
                time.countdownCell(to: deadline.due),
            ])
        }
        return table
    }

    private var evidence: Table {
        var table = Table([.init("URI", least: 20), .init("SHA-256", least: 12)])
        for piece in shipment.evidence { table.add([Table.Cell(piece.uri), Table.Cell(piece.sha256 ?? "")]) }
        return table
    }

    private func claims(_ time: LocalTime) -> Table {
        var table = Table([
            .init("CLAIM"), .init("QTY", .right), .init("SKU", least: 8), .init("AMOUNT", .right), .init("STATUS"),
        ])
        for claim in shipment.claims {
            table.add([
                Table.Cell(claim.id.rawValue), "\(claim.portion.quantity.count)",
                Table.Cell(claim.portion.sku.rawValue),
                Table.Cell(claim.amount.words), Table.Cell(claim.status.words),
            ])
        }
        return table
    }

    private func contacts(_ time: LocalTime) -> Table {
        var table = Table([.init("AT"), .init("BY", least: 8), .init("NOTE", least: 10)])
        for contact in shipment.contacts {
            table.add([
                time.momentCell(contact.at), Table.Cell(contact.channel), Table.Cell(contact.note ?? ""),
            ])
        }
        return table
    }

    private func account(_ time: LocalTime) -> Table {
        var table = Table([.init("AT"), .init("WHAT"), .init("AMOUNT", .right), .init("CLAIM", least: 8)])
        for line in shipment.account {
            table.add([
                time.momentCell(line.at), Table.Cell(line.kind.rawValue.spaced),
                Table.Cell(line.amount.words), Table.Cell(line.claim?.rawValue ?? ""),
            ])
        }
        return table
    }
}

extension Identifier {
    /// `Moscow, main (msk-1)`; the identifier alone where it is all there is.
    fileprivate func named(_ name: String?) -> String {
        name.map { $0 == rawValue ? rawValue : "\($0) (\(rawValue))" } ?? rawValue
    }
}

extension Money {
    /// `279.00 RUB`
    var words: String { isUnknown ? "unknown" : "\(text) \(currency.code)" }
}

extension DeadlineKind {
    /// `packing grace`
    var words: String { rawValue.spaced }
}

extension String {
    /// `packing-grace` as `packing grace`.
    var spaced: String { String(map { $0 == "-" ? " " : $0 }) }
}
