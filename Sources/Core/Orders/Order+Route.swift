// From where, by whom and how each shipment goes: as the order does, but for a part of which the marketplace said
// otherwise.

/// From where a parcel goes, by whom, and how: what the views filter by.
package struct Route: Hashable, Sendable, Codable {
    package var warehouse: WarehouseID
    package var service: ServiceID
    package var deliveryMethod: DeliveryMethodID
}

extension Order {
    /// That of every shipment which has none of its own.
    var route: Route { Route(warehouse: warehouse, service: service, deliveryMethod: deliveryMethod) }

    package func route(of shipment: Shipment) -> Route { shipment.route ?? route }

    func windows(of shipment: Shipment, under policy: Policy) -> Windows { policy.windows(of: route(of: shipment)) }

    func calendar(of shipment: Shipment, under policy: Policy) -> ShippingCalendar {
        policy.calendar(of: route(of: shipment).warehouse)
    }

    func fee(of shipment: Shipment, under policy: Policy) -> ServiceFee? {
        policy.services[route(of: shipment).service]?.fee
    }
}

extension Policy {
    package func windows(of route: Route) -> Windows { windows(warehouse: route.warehouse, service: route.service) }
}
