// A shipment as `show` shows it.

import CivilTime
import JSON
import Orders
import Store

struct ShipmentView {
    let order: Order
    let shipment: Shipment
    let filed: FiledOrder

    var route: Route { order.route(of: shipment) }

    /// What the shipment is held to, reminders left out, earliest first.
    var deadlines: [Deadline] {
        filed.deadlines.filter { deadline in
            switch deadline.key.kind {
            case .reminder, .waitingEvent, .feedSilence: false
            case .passport: shipment.isHeld
            case .packing, .packingGrace, .handOver, .handOverGrace, .disputeWindow, .cancellationAnswer,
                .appealWindow:
                deadline.key.shipment == shipment.number
            }
        }.sorted()
    }
}

// MARK: - For programs

extension ShipmentView {
    var json: JSONValue {
        [
            "order": JSONValue(order.number), "shipment": JSONValue(shipment.number),
            "state": .string(shipment.state.name.rawValue), "held": .bool(shipment.isHeld),
            "overdue": .bool(shipment.isOverdue), "warehouse": JSONValue(route.warehouse),
            "service": JSONValue(route.service), "deliveryMethod": JSONValue(route.deliveryMethod),
            "delivery": .string(order.delivery.rawValue), "placedAt": JSONValue(order.placedAt),
            "tracking": JSONValue(shipment.tracking?.number), "items": .array(shipment.items.map(\.json)),
            "deadlines": .array(deadlines.map(\.json)), "evidence": .array(shipment.evidence.map(\.json)),
            "account": .array(shipment.account.map(\.json)),
            "possible": .array(order.possible(for: shipment).map { .string($0.rawValue) }),
        ]
    }
}

extension Item {
    fileprivate var json: JSONValue {
        [
            "sku": JSONValue(sku), "name": .string(name), "quantity": JSONValue(quantity.count),
            "price": .string(price.text), "currency": .string(price.currency.code),
        ]
    }
}

extension Deadline {
    fileprivate var json: JSONValue { ["kind": .string(key.kind.rawValue), "due": JSONValue(due)] }
}

extension Evidence {
    fileprivate var json: JSONValue { ["uri": .string(uri), "sha256": JSONValue(sha256)] }
}

extension AccountLine {
    fileprivate var json: JSONValue {
        [
            "at": JSONValue(at), "kind": .string(kind.rawValue), "amount": .string(amount.text),
            "currency": .string(amount.currency.code), "claim": JSONValue(claim),
        ]
    }
}
