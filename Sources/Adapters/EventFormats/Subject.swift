// What an event is about: its `subject` names an order, or one of its shipments.

import JSON
import Orders

struct Subject {
    let order: OrderNumber
    private let part: ShipmentNumber?

    init(_ attributes: Members, of type: EventType) throws(Refusal) {
        switch type.subject {
        case .order:
            order = try attributes.required("subject", .identifier)
            part = nil
        case .shipment:
            (order, part) = try attributes.required("subject", .shipmentOfOrder)
        }
    }

    /// The shipment, for the types that are about one.
    var shipment: ShipmentNumber {
        get throws(Refusal) {
            guard let part else {
                throw Shape<(OrderNumber, ShipmentNumber?)>.shipmentOfOrder
                    .refusal(finding: JSONValue.string(order.rawValue).inWords).inside("subject")
            }
            return part
        }
    }
}

extension Shape where Value == (OrderNumber, ShipmentNumber?) {
    /// `24219509-0020-1`. Parts are counted from 1, so what ends in `-0020` is an order's number.
    fileprivate static var shipmentOfOrder: Shape {
        .text(
            "a shipment's number, like 24219509-0020-1",
            advice: "Add the part to the order's number: a new order is one shipment, `ORDER-1`."
        ) { text in
            guard let identifier = try? Shape<ShipmentNumber>.identifier.value(of: .string(text)),
                let order = identifier.order, !text.dropFirst(order.rawValue.count + 1).hasPrefix("0")
            else { return nil }
            return (order, identifier)
        }
    }
}
