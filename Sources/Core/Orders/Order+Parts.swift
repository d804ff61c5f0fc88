// Which part holds what, by documents that say how much each holds and never when it was split. What goes from one
// part to another is told twice, in either order, and must be counted once. A posting only ever loses items: a document
// that has fewer than we know is news, and one that has more is stale.

import CivilTime

/// How a document made a shipment known: what had been split off by then is not in it any more.
package struct Introduction: Hashable, Sendable, Codable {
    /// The other parts that were there: those that we knew, and those that the document names.
    let beside: [ShipmentNumber]
    /// What it stood in with others; nil: it stood by itself.
    let response: Response?
}

/// A document in the spool that may hold many postings: all as they were at one moment.
package struct Response: Hashable, Sendable, Codable {
    let file: String
    let arrivedAt: Instant
}

extension PendingEvent {
    /// The lines of a file may be of many moments.
    var response: Response? {
        origin.file.hasSuffix(".json") ? Response(file: origin.file, arrivedAt: arrivedAt) : nil
    }
}

extension Order {
    /// The same, with how a report made its shipment known. A message that names a new posting says what was in it
    /// before any split.
    func introducing(_ report: PostingReport, at now: Circumstances) -> Order {
        guard !report.namesNewPosting, let index = shipments.firstIndex(where: { $0.number == report.number }) else {
            return self
        }
        let others = Set(shipments.map(\.number) + (report.related ?? [])).subtracting([report.number])
        var order = self
        order.shipments[index].introduction = Introduction(
            beside: others.sorted { $0.rawValue < $1.rawValue }, response: now.response)
        return order
    }

    /// A part that nobody heard of is split off the one that it says it comes from. Nil when it cannot be.
    func decideSplitOff(_ report: PostingReport, _ contents: ReportedContents, at now: Circumstances) -> Decision? {
        guard let number = report.parent, let whole = self[number] else { return nil }
        var order = self
        if let given = whole.havingGiven(contents.items, to: report.number, at: now) {
            order.replace(given)
            guard given.state.name == .awaitingPackaging else {
                return order.decideAdded(report, contents, from: given, at: now)
            }
            order.replace(given.holding(contents.items))
        }
        guard let parts = order[number]?.items.parts(taking: contents.items) else { return nil }
        let split = order.decideSplit(number, parts, called: report.number, at: now)
        if case .transition = split { return split }
        return nil
    }

    /// A part that was added, for nobody told where it comes from, is split off another one.
    func decideParentFound(of part: ShipmentNumber, _ number: ShipmentNumber, at now: Circumstances) -> Decision {
        let nothing = Decision.unchanged("\(part) is no part of \(number) that was added")
        guard let index = shipments.firstIndex(where: { $0.number == part && $0.isAdded == true }),
            let whole = self[number]
        else { return nothing }
        var order = self
        if let given = whole.havingGiven(shipments[index].items, to: part, at: now) {
            order.replace(given)
            return order.changing(index, by: .event(.shipmentSplit), at: now) { shipment in
                shipment.isAdded = nil
                return .changed(reason: "split from \(number)")
            }
        }
        guard whole.state.name == .awaitingPackaging, let parts = whole.items.parts(taking: shipments[index].items),
            case .success(let divided) = whole.items.divided(into: parts)
        else { return nothing }
        order.shipments[index].isAdded = nil
        return order.deciding(.shipmentSplit, number, at: now) { shipment in
            shipment.items = divided[0]
            return .changed(reason: "\(part) was split from it")
        }
    }

    /// What a document has less than we know went out of the shipment: into a part that is told later, or for good.
    func decideLessened(_ number: ShipmentNumber, to items: [Item], at now: Circumstances) -> Decision {
        deciding(.itemRemoved, number, at: now) { shipment in
            guard let gone = shipment.lessen(to: items) else { return .unchanged("nothing went out of \(number)") }
            return .changed(reason: "\(gone.inWords), by the marketplace")
        }
    }

    private mutating func replace(_ shipment: Shipment) {
        guard let index = shipments.firstIndex(where: { $0.number == shipment.number }) else { return }
        shipments[index] = shipment
    }
}

extension Shipment {
    /// The same, when the items of a part had left it before we heard of the part; nil when they are still in it.
    fileprivate func havingGiven(_ items: [Item], to part: ShipmentNumber, at now: Circumstances) -> Shipment? {
        if let introduction {
            let isOfOneMoment = introduction.response != nil && introduction.response == now.response
            if isOfOneMoment || introduction.beside.contains(part) { return self }
        }
        guard let left = missing?.without(items.portions) else { return nil }
        var shipment = self
        shipment.missing = left.isEmpty ? nil : left
        return shipment
    }

    /// Takes out what is not among some items; nil, and nothing happens, where all is, or where they are more.
    /// - Returns: what went out.
    mutating func lessen(to left: [Item]) -> [Portion]? {
        guard let gone = items.portions.without(left.portions), !gone.isEmpty,
            case .success(let divided) = items.divided(into: [left.portions, gone])
        else { return nil }
        items = divided[0]
        missing = ((missing ?? []) + gone).summed
        return gone
    }

    /// The same with more in it.
    fileprivate func holding(_ more: [Item]) -> Shipment {
        var shipment = self
        for item in more {
            if let index = items.firstIndex(where: { $0.sku == item.sku }) {
                shipment.items[index].quantity = items[index].quantity + item.quantity
            } else {
                shipment.items.append(item)
            }
        }
        return shipment
    }
}

extension [Item] {
    var portions: [Portion] { map { Portion(sku: $0.sku, quantity: $0.quantity) } }

    /// What is left without some of them, and those; nil where nothing is left, or where they are not all there.
    fileprivate func parts(taking taken: [Item]) -> [[Portion]]? {
        guard let rest = portions.without(taken.portions), !rest.isEmpty else { return nil }
        return [rest, taken.portions]
    }
}

extension [Portion] {
    /// What is left without some of them; nil where they are not all there.
    func without(_ taken: [Portion]) -> [Portion]? {
        var rest = self
        for portion in taken {
            guard let index = rest.firstIndex(where: { $0.sku == portion.sku }),
                rest[index].quantity >= portion.quantity
            else { return nil }
            rest[index] = Portion(sku: portion.sku, quantity: rest[index].quantity - portion.quantity)
        }
        return rest.filter { $0.quantity.count > 0 }
    }

    /// Every product once.
    fileprivate var summed: [Portion] {
        var sums: [Portion] = []
        for portion in self {
            if let index = sums.firstIndex(where: { $0.sku == portion.sku }) {
                sums[index] = Portion(sku: portion.sku, quantity: sums[index].quantity + portion.quantity)
            } else {
                sums.append(portion)
            }
        }
        return sums
    }

    fileprivate var inWords: String { map { "\($0.quantity.count) of \($0.sku)" }.joined(separator: ", ") }
}
