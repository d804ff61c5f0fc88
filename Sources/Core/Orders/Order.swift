// An order and its shipments.

import CivilTime

package struct Order: Hashable, Sendable, Codable {
    package let number: OrderNumber
    package let warehouse: WarehouseID
    package internal(set) var service: ServiceID
    package internal(set) var deliveryMethod: DeliveryMethodID
    package internal(set) var delivery: Delivery
    package internal(set) var isFromAbroad: Bool
    /// `paidAt`, else `createdAt`, else when it arrived.
    package let placedAt: Instant
    package let createdAt: Instant?
    package let paidAt: Instant?
    package internal(set) var passport: PassportData
    /// In the order of their parts. Never empty.
    package internal(set) var shipments: [Shipment]

    package var isOpen: Bool { shipments.contains(where: \.isOpen) }

    package subscript(_ number: ShipmentNumber) -> Shipment? { shipments.first { $0.number == number } }

    /// The number after the greatest part so far: a marketplace may begin an order with another part than 1.
    var nextPart: Int { (shipments.compactMap(\.number.part).max() ?? 0) + 1 }

    /// Adds a shipment where its part belongs.
    mutating func add(_ shipment: Shipment) {
        let place = shipments.firstIndex { ($0.number.part ?? 0) > (shipment.number.part ?? 0) }
        shipments.insert(shipment, at: place ?? shipments.endIndex)
    }
}

/// Whether customs got the customer's passport data, which themselves never come here.
package enum PassportData: Hashable, Sendable, Codable {
    case notNeeded
    /// The order is held. Left by the data, or by the deadline, which cancels it.
    case awaited(Term)
    case provided(at: Instant)
    /// They never came, or the order was cancelled before.
    case missing
}

extension Order {
    /// Shows `body` every deadline that runs for this order.
    mutating func eachTerm(_ body: (DeadlineKey, inout Term) -> Void) {
        if case .awaited(var term) = passport {
            body(DeadlineKey(.passport), &term)
            passport = .awaited(term)
        }
        for index in shipments.indices { shipments[index].eachTerm(body) }
    }
}
