// How a docket becomes rows.

import Orders

extension ShipmentRow {
    /// The rows of a docket's shipments, in the order of their parts; none before the order is known.
    package static func rows(of docket: Docket) -> [ShipmentRow] {
        guard let order = docket.order else { return [] }
        return order.shipments.map { shipment in
            ShipmentRow(
                shipment: shipment.number, state: shipment.state.name, isHeld: shipment.isHeld,
                isOverdue: shipment.isOverdue, warehouse: order.warehouse, service: order.service,
                deliveryMethod: order.deliveryMethod, placedAt: order.placedAt, due: order.due(of: shipment),
                tracking: shipment.tracking?.number)
        }
    }
}
