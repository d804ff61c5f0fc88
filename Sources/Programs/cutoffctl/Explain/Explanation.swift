// The steps from a placing to a cut-off, in sentences.

import CivilTime
import JSON
import Orders

struct Explanation {
    let shipment: ShipmentNumber?
    let placedAt: Instant
    let warehouse: Warehouse
    private(set) var startDay: CivilDate?
    private(set) var packingDay: CivilDate?
    /// Nil while nobody can tell, or when the marketplace withdrew the deadline.
    private(set) var due: Instant?
    private(set) var steps: [String] = []
    private let time: LocalTime

    /// Of an order that somebody might place.
    init(placedAt: Instant, warehouse: Warehouse, now: Instant) {
        self.init(nil, placedAt: placedAt, warehouse, now)
        steps.append("Placed \(time.moment(placedAt)) (\(warehouse.zone.name)).")
        calculate(from: placedAt)
    }

    /// Of a shipment, from what is on file.
    init(_ facts: CutoffFacts, _ view: ShipmentView, warehouse: Warehouse, policy: Policy, now: Instant) {
        self.init(view.shipment.number, placedAt: view.order.placedAt, warehouse, now)
        steps.append("Placed \(time.moment(placedAt)) (\(warehouse.zone.name)), \(Self.anchor(of: view.order)).")
        if let given = facts.given {
            follow(given)
        } else if view.shipment.isHeld {
            steps.append("Held for the customer's passport data: its cut-off follows from when they are given.")
        } else {
            if let freeAt = facts.freeAt {
                steps.append("Free since the passport data came, \(time.moment(freeAt)): the calendar starts then.")
            }
            calculate(from: facts.freeAt ?? placedAt)
        }
        compare(with: facts.stood)
        steps += view.deadlines.map { RunningDeadline(deadline: $0, view: view, policy: policy, time: time).sentence }
    }

    private init(_ shipment: ShipmentNumber?, placedAt: Instant, _ warehouse: Warehouse, _ now: Instant) {
        self.shipment = shipment
        self.placedAt = placedAt
        self.warehouse = warehouse
        time = LocalTime(zone: warehouse.zone, now: now)
    }

    private static func anchor(of order: Order) -> String {
        if order.paidAt != nil { return "when it was paid" }
        return order.createdAt == nil ? "when its event arrived" : "when it was created"
    }

    var json: JSONValue {
        [
            "placedAt": JSONValue(placedAt), "warehouse": JSONValue(warehouse.id),
            "timeZone": .string(warehouse.zone.name), "startDay": JSONValue(startDay),
            "packingDay": JSONValue(packingDay), "due": JSONValue(due), "steps": .array(steps.map { .string($0) }),
        ]
    }
}

// MARK: - Steps

extension Explanation {
    private mutating func follow(_ given: CutoffFacts.Given) {
        due = given.packBy
        guard let packBy = given.packBy else {
            steps.append("On \(time.moment(given.at)) the marketplace withdrew the deadline: there is none.")
            return
        }
        steps.append("On \(time.moment(given.at)) the marketplace gave a deadline: it counts, not the calendar.")
        steps.append("The cut-off: \(time.due(packBy)), which is \(packBy.rfc3339).")
    }

    private mutating func calculate(from start: Instant) {
        let calculation = ShippingCalendar(warehouse).cutoff(placedAt: start)
        (startDay, packingDay, due) = (calculation.startDay, calculation.packingDay, calculation.due)
        switch warehouse.packing {
        case .span(let span):
            steps.append("\(warehouse.id) packs within packing_time = \(span.systemdText) of the placing.")
        case .calendar(let times, let days):
            let walk = CalendarWalk(warehouse: warehouse, times: times, time: time)
            if let startDay { steps += walk.start(of: start, on: startDay) }
            if let startDay, let packingDay { steps.append(walk.packing(days, from: startDay, to: packingDay)) }
        }
        steps.append("The cut-off: \(time.due(calculation.due)), which is \(calculation.due.rfc3339).")
    }

    /// What stands counts: settings may have changed since it was computed.
    private mutating func compare(with stood: (due: Instant, committedAt: Instant)?) {
        guard let stood, stood.due != due else { return }
        let isRaised = due.map { $0 < stood.due && stood.due <= stood.committedAt } ?? false
        steps.append(
            isRaised
                ? "That was over when it became known: no deadline is due before it could be known, so it was "
                    + "\(time.moment(stood.due)), which is \(stood.due.rfc3339)."
                : "The settings have changed since; a deadline that stands does not move with them: it is "
                    + "\(time.due(stood.due)), which is \(stood.due.rfc3339).")
        due = stood.due
    }
}
