// An order, its warehouses and its rules as tests start from: a test sets only what matters to it.

import CivilTime
import Foundation
import Orders

extension Instant {
    /// Of an RFC 3339 text that the test itself wrote.
    package static func at(_ text: String) -> Instant {
        do {
            return try Instant(rfc3339: text, rounding: .down)
        } catch {
            preconditionFailure("\(text): \(error)")
        }
    }
}

extension CivilDate {
    /// Of an ISO 8601 text that the test itself wrote.
    package static func on(_ text: String) -> CivilDate {
        guard let date = CivilDate(iso: text) else { preconditionFailure("no such day: \(text)") }
        return date
    }
}

extension TimeOfDay {
    /// Of a text like `13:00` that the test itself wrote.
    package static func at(_ text: String) -> TimeOfDay {
        guard let time = TimeOfDay(text) else { preconditionFailure("no such time: \(text)") }
        return time
    }
}

extension TimeZoneRules {
    /// A zone of the system's tz database.
    package static func named(_ name: String) -> TimeZoneRules {
        do {
            let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))
            return try TimeZoneRules(name: name, tzif: bytes)
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }
}

extension Money {
    /// Of a text like `199.90` and a currency that exist.
    package static func of(_ text: String, _ code: String = "RUB") -> Money {
        guard let currency = Currency(code), let money = Money(text, currency) else {
            preconditionFailure("no such amount: \(text) \(code)")
        }
        return money
    }
}

extension OrderNumber {
    package static let sample = OrderNumber("24219509-0020")
}

extension ShipmentNumber {
    /// Part 1 of the sample order.
    package static let first = ShipmentNumber(.sample, part: 1)
    package static let second = ShipmentNumber(.sample, part: 2)
    package static let third = ShipmentNumber(.sample, part: 3)
}

extension Item {
    package static func sample(_ sku: String, _ count: Int, at price: String, _ currency: String = "RUB") -> Item {
        Item(sku: SKU(sku), name: sku, quantity: Quantity(count), price: .of(price, currency))
    }
}

extension Portion {
    package static func of(_ sku: String, _ count: Int) -> Portion {
        Portion(sku: SKU(sku), quantity: Quantity(count))
    }
}

extension Evidence {
    package static let video = Evidence(uri: "file:///videos/24219509-0020-1.mp4", sha256: nil)
    package static let photo = Evidence(uri: "file:///photos/label.jpg", sha256: String(repeating: "a", count: 64))
}

extension Withholding {
    package static func sample(
        _ claim: String = "c-1", _ sku: String = "coffee", _ count: Int = 1, amount: String = "279.00"
    ) -> Withholding {
        Withholding(claim: ClaimID(claim), portion: .of(sku, count), amount: .of(amount))
    }
}

extension Placement {
    /// Two bags of coffee and a mug, 657.50 roubles, by courier.
    package static var sample: Placement {
        Placement(
            warehouse: WarehouseID("msk-1"), service: ServiceID("own"), deliveryMethod: DeliveryMethodID("courier-msk"),
            delivery: .courier, isFromAbroad: false,
            items: [.sample("coffee", 2, at: "279.00"), .sample("mug", 1, at: "99.50")], createdAt: nil, paidAt: nil,
            packBy: nil)
    }

    package static func sample(_ change: (inout Placement) -> Void) -> Placement {
        var placement = sample
        change(&placement)
        return placement
    }
}

extension Warehouse {
    /// Moscow, shipping time 13:00, one packing day, Monday to Friday.
    package static let moscow = Warehouse(
        id: WarehouseID("msk-1"), name: "Moscow, main", zone: .named("Europe/Moscow"), workdays: Workdays(),
        packing: .calendar(shippingTimes: .daily("13:00"), days: 1))

    package static let express = Warehouse(
        id: WarehouseID("express"), name: "Moscow, express", zone: .named("Europe/Moscow"), workdays: Workdays(),
        packing: .span(.minutes(30)))

    package static func moscow(_ change: (inout Warehouse) -> Void) -> Warehouse {
        var warehouse = moscow
        change(&warehouse)
        return warehouse
    }
}

extension [Weekday: TimeOfDay] {
    /// The same shipping time on all seven days.
    package static func daily(_ time: String) -> [Weekday: TimeOfDay] {
        Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, .at(time)) })
    }
}

extension SourceName {
    package static let wms = SourceName("/wms/msk-1")
    /// Of the carrier; its times are believed, a day back.
    package static let feed = SourceName("/feeds/partner")
    package static let marketplace = SourceName("/feeds/marketplace")
}

extension Policy {
    /// What the marketplace has by default; a service that takes 12.5 %, from 30 to 1500 roubles; a feed that is
    /// believed; three reasons.
    package static let sample = Policy(
        warehouses: [.moscow, .express],
        services: [
            DeliveryService(id: ServiceID("own"), name: "Own courier", isIntegrated: false, fee: .sample),
            DeliveryService(id: ServiceID("partner"), name: "Partner", isIntegrated: true, fee: .sample),
        ],
        sources: [
            EventSource(name: .feed, role: .carrier, trustedBackdating: .hours(24)),
            EventSource(name: .marketplace, role: .marketplace, trustedBackdating: .hours(24)),
            EventSource(name: SourceName("/shop"), role: .seller),
        ],
        reasons: [
            Reason(code: ReasonCode("out-of-stock"), text: "Out of stock", by: [.seller], fault: .seller),
            Reason(code: ReasonCode("lost"), text: "Lost", by: [.carrier, .marketplace], fault: .carrier),
            Reason(
                code: ReasonCode("changed-mind"), text: "Changed his mind", by: [.customer, .marketplace],
                fault: .customer),
        ])

    package static func sample(_ change: (inout Policy) -> Void) -> Policy {
        var policy = sample
        change(&policy)
        return policy
    }
}

extension ServiceFee {
    package static var sample: ServiceFee {
        guard let percent = Percentage("12.5") else { preconditionFailure("12.5 is a percentage") }
        return ServiceFee(percent: percent, minimum: "30.00", maximum: "1500.00")
    }
}

extension ReasonCode {
    package static let outOfStock = ReasonCode("out-of-stock")
    package static let lost = ReasonCode("lost")
    package static let changedMind = ReasonCode("changed-mind")
}
