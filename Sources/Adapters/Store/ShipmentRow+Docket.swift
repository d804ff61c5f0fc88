// How a docket becomes rows.

import Orders

extension ShipmentRow {
    /// The rows of a docket's shipments, in the order of their parts; none before the order is known.
    package static func rows(of docket: Docket) -> [ShipmentRow] {
        guard let order = docket.order else { return [] }
        return order.shipments.map { shipment in
            let route = order.route(of: shipment)
            return ShipmentRow(
                shipment: shipment.number, state: shipment.state.name, isHeld: shipment.isHeld,
                isOverdue: shipment.isOverdue, warehouse: route.warehouse, service: route.service,
                deliveryMethod: route.deliveryMethod, placedAt: order.placedAt, due: order.due(of: shipment),
                tracking: shipment.tracking?.number)
        }
    }
}
