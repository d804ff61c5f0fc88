// What people look for a shipment by.

import CivilTime
import Orders

/// The columns of a shipment, which follow from its docket.
package struct ShipmentRow: Hashable, Sendable {
    package var shipment: ShipmentNumber
    package var state: StateName
    package var isHeld: Bool
    package var isOverdue: Bool
    package var warehouse: WarehouseID
    package var service: ServiceID
    package var deliveryMethod: DeliveryMethodID
    package var placedAt: Instant
    /// What it is held to next, reminders left out; nil when nothing is due.
    package var due: Instant?
    package var tracking: TrackingNumber?

    package init(
        shipment: ShipmentNumber, state: StateName, isHeld: Bool, isOverdue: Bool, warehouse: WarehouseID,
        service: ServiceID, deliveryMethod: DeliveryMethodID, placedAt: Instant, due: Instant?,
        tracking: TrackingNumber?
    ) {
        self.shipment = shipment
        self.state = state
        self.isHeld = isHeld
        self.isOverdue = isOverdue
        self.warehouse = warehouse
        self.service = service
        self.deliveryMethod = deliveryMethod
        self.placedAt = placedAt
        self.due = due
        self.tracking = tracking
    }
}

/// The rows of a docket's shipments, in the order of their parts; none before the order is known.
package typealias ShipmentProjection = (Docket) -> [ShipmentRow]
