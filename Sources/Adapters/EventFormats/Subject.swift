// What an event is about: its `subject` names an order, or one of its shipments.

import JSON
import Orders

struct Subject {
    let order: OrderNumber
    private let part: ShipmentNumber?

    init(_ attributes: Members, of type: EventType) throws(Refusal) {
        switch type.subject {
        case .order:
            order = try attributes.required("subject", .identifier())
            part = nil
        case .shipment:
            (order, part) = try attributes.required("subject", ShipmentOfOrder())
        }
    }

    /// The shipment, for the types that are about one.
    var shipment: ShipmentNumber {
        get throws(Refusal) {
            guard let part else {
                throw ShipmentOfOrder().refusal(finding: order.rawValue.inWords).inside("subject")
            }
            return part
        }
    }
}

/// `24219509-0020-1`. Parts are counted from 1, so what ends in `-0020` is an order's number.
private struct ShipmentOfOrder: TextShape {
    var expected: String { "a shipment's number, like 24219509-0020-1" }
    var advice: String { "Add the part to the order's number: a new order is one shipment, `ORDER-1`." }

    func read(text: String) -> (OrderNumber, ShipmentNumber)? {
        let shipment = ShipmentNumber(text)
        guard text.isLine(upTo: TextBounds.identifier), let order = shipment.order,
            !text.utf8.dropFirst(order.rawValue.utf8.count + 1).starts(with: "0".utf8)
        else { return nil }
        return (order, shipment)
    }
}
