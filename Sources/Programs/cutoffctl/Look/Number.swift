// The NUMBER of a command: an order's, one of its shipments', or a parcel's tracking number.

import Orders
import Store

/// An order number that something is filed under, and which of its shipments was asked for.
struct Found {
    let filed: FiledOrder
    /// Nil: the whole order.
    let shipment: ShipmentNumber?

    /// The shipments that were asked for.
    var shipments: [Shipment] {
        let all = filed.docket.order?.shipments ?? []
        return shipment.map { number in all.filter { $0.number == number } } ?? all
    }
}

extension OrderReader {
    /// Looks for an order of that number, then for a shipment, then for a tracking number.
    func find(_ number: String) throws -> Found {
        let asOrder = try order(OrderNumber(number))
        if let asOrder, asOrder.docket.order != nil { return Found(filed: asOrder, shipment: nil) }
        let shipment = ShipmentNumber(number)
        if let filed = try order(of: shipment) { return Found(filed: filed, shipment: shipment) }
        if let asOrder { return Found(filed: asOrder, shipment: nil) }
        if let tracked = try find(tracking: TrackingNumber(number)) { return tracked }
        throw Stop(.no, try advice(number))
    }

    /// The shipment that has it, or what waits until one does.
    private func find(tracking number: TrackingNumber) throws -> Found? {
        if let shipment = try shipment(tracking: number), let filed = try order(of: shipment) {
            return Found(filed: filed, shipment: shipment)
        }
        let waiting = try order(OrderNumber(waitingFor: number))
        return waiting.flatMap { $0.docket.waiting.isEmpty ? nil : Found(filed: $0, shipment: nil) }
    }

    private func advice(_ number: String) throws -> String {
        let known = try ShipmentNumber(number).order.flatMap { try order($0)?.docket.order }
        let parts = known.map {
            " Order \($0.number) has \($0.shipments.map(\.number.rawValue).joined(separator: ", "))."
        }
        let held = try status().held.map { " What came lately may still have to be taken in, for \($0)." }
        return "there is no order and no shipment \"\(number)\".\(parts ?? "")\(held ?? "")"
    }
}
