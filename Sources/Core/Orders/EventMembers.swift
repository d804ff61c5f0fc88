// What events carry: the values of their `data`.

import CivilTime

/// A new order, as the marketplace describes it.
package struct Placement: Hashable, Sendable, Codable {
    package var warehouse: WarehouseID
    package var service: ServiceID
    package var deliveryMethod: DeliveryMethodID
    package var delivery: Delivery
    package var isFromAbroad: Bool
    package var items: [Item]
    package var createdAt: Instant?
    package var paidAt: Instant?
    /// The packing deadline that the marketplace gave, if it gave one.
    package var packBy: Instant?

    package init(
        warehouse: WarehouseID, service: ServiceID, deliveryMethod: DeliveryMethodID, delivery: Delivery,
        isFromAbroad: Bool, items: [Item], createdAt: Instant?, paidAt: Instant?, packBy: Instant?
    ) {
        self.warehouse = warehouse
        self.service = service
        self.deliveryMethod = deliveryMethod
        self.delivery = delivery
        self.isFromAbroad = isFromAbroad
        self.items = items
        self.createdAt = createdAt
        self.paidAt = paidAt
        self.packBy = packBy
    }
}

/// How the parcel reaches the customer.
package enum Delivery: String, CaseIterable, Hashable, Sendable, Codable {
    case courier
    case pickup

    package var other: Delivery { self == .courier ? .pickup : .courier }

    /// `by courier`
    package var words: String { self == .courier ? "by courier" : "to a pick-up point" }
}

/// A line of an order: a product, how many, at what price apiece.
package struct Item: Hashable, Sendable, Codable {
    package let sku: SKU
    package let name: String
    package var quantity: Quantity
    package let price: Money

    package init(sku: SKU, name: String, quantity: Quantity, price: Money) {
        self.sku = sku
        self.name = name
        self.quantity = quantity
        self.price = price
    }
}

/// Some of a product.
package struct Portion: Hashable, Sendable, Codable {
    package let sku: SKU
    package let quantity: Quantity

    package init(sku: SKU, quantity: Quantity) {
        self.sku = sku
        self.quantity = quantity
    }
}

/// A packing video or photo: where it lies and its checksum, never the thing itself.
package struct Evidence: Hashable, Sendable, Codable {
    package let uri: String
    /// 64 hexadecimal digits in lower case.
    package let sha256: String?

    package init(uri: String, sha256: String?) {
        self.uri = uri
        self.sha256 = sha256
    }
}

/// Money withheld for a product that a customer did not find in the parcel.
package struct Withholding: Hashable, Sendable, Codable {
    package let claim: ClaimID
    package let portion: Portion
    package let amount: Money

    package init(claim: ClaimID, portion: Portion, amount: Money) {
        self.claim = claim
        self.portion = portion
        self.amount = amount
    }
}

/// Who did something, and whose fault it was.
package enum Party: String, CaseIterable, Hashable, Sendable, Codable {
    case seller
    case customer
    case carrier
    case marketplace
}

package enum DisputeOutcome: String, CaseIterable, Hashable, Sendable, Codable {
    case delivered
    case cancelled
}

package enum CancellationAnswer: String, CaseIterable, Hashable, Sendable, Codable {
    case approved
    case refused
}

package enum AppealOutcome: String, CaseIterable, Hashable, Sendable, Codable {
    case upheld
    case refunded
}
