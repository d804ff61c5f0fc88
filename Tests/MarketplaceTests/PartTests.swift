// Which shipment of which order a report is about, and in which warehouse.

import CivilTime
import Engine
import JSON
import Orders
import Store
import TestKit
import Testing

@Suite struct PartTests {
    private func part(_ number: String, _ count: Int, parent: String?) -> JSONValue {
        let products: JSONValue = [
            ["sku": 180_550_365, "name": "Coffee", "quantity": .number("\(count)"), "price": "279"]
        ]
        return posting(
            "24219509-0020-\(number)", "awaiting_deliver", "posting_in_carriage",
            [
                JSONMember("products", products),
                JSONMember("parent_posting_number", parent.map { .string("24219509-0020-\($0)") } ?? .null),
            ])
    }

    @Test func aPartIsSplitOffItsParentUnderItsOwnNumber() throws {
        let market = Market()
        try market.say(posting())
        #expect(try market.say(part("4", 1, parent: "1")).word == "applied")
        #expect(market.story("24219509-0020-4") == ["shipment.split", "shipment.packed"])
        #expect(try market.shipment().items.map(\.quantity.count) == [1])
        #expect(try market.shipment().state.name == .awaitingPackaging)
        #expect(try market.order().shipments.map(\.number.rawValue) == ["24219509-0020-1", "24219509-0020-4"])
    }

    @Test func aPartThatCannotBeSplitOffIsAddedWithAWarning() throws {
        let market = Market()
        try market.say(part("3", 2, parent: nil))
        try market.say(part("1", 2, parent: "3"))
        #expect(try market.order().shipments.map(\.number.rawValue) == ["24219509-0020-1", "24219509-0020-3"])
        let added = market.world.disk.history.first { $0.transition.shipment == ShipmentNumber(Market.posting) }
        #expect(added?.transition.cause == .event(.orderPlaced))
        #expect(added?.transition.warnings == ["not known before as a part of 24219509-0020"])
    }

    @Test func aPartThatWasAddedIsSplitOffWhenItsParentIsTold() throws {
        let market = Market()
        try market.say(posting())
        try market.say(
            newPosting([JSONMember("products", [["sku": 180_550_365, "quantity": 1]])], of: "24219509-0020-2"))
        #expect(try market.order().shipments.map { $0.items.map(\.quantity.count) } == [[2], [1]])
        #expect(try market.say(part("2", 1, parent: "1")).word == "applied")
        #expect(try market.order().shipments.map { $0.items.map(\.quantity.count) } == [[1], [1]])
        #expect(market.story() == ["order.placed", "shipment.split"])
        let split = try #require(market.world.story[ShipmentNumber(Market.posting)]?.last)
        #expect(split.reason == "24219509-0020-2 was split from it" && split.derived != nil)
        #expect(try market.say(part("2", 1, parent: "1")).word == "unchanged")
    }

    /// More than the parent has, or another product: it stays added, and no document warns of that anew.
    @Test(arguments: [(3, 180_550_365), (1, 77)])
    func aPartThatItsParentCannotHoldStaysAdded(count: Int, sku: Int) throws {
        let market = Market()
        try market.say(posting())
        let product: JSONValue = ["sku": .number("\(sku)"), "quantity": .number("\(count)")]
        try market.say(newPosting([JSONMember("products", [product])], of: "24219509-0020-2"))
        try market.say(part("2", count, parent: "1"))
        #expect(try market.order().shipments.map { $0.items.map(\.quantity.count) } == [[2], [count]])
        #expect(market.world.reports.warnings.isEmpty)
    }

    @Test func whatIsPackedIsNotDividedAnyMore() throws {
        let market = Market()
        try market.say(posting(Market.posting, "awaiting_deliver", nil))
        try market.say(
            newPosting([JSONMember("products", [["sku": 180_550_365, "quantity": 1]])], of: "24219509-0020-2"))
        try market.say(part("2", 1, parent: "1"))
        #expect(try market.shipment().items.map(\.quantity.count) == [2])
    }

    /// A market with a second warehouse, which packs within two hours.
    private func market() -> Market {
        Market {
            var express = Warehouse(
                id: WarehouseID("spb"), name: "Express", zone: .utc, workdays: Workdays(), packing: .span(.hours(2)))
            express.aliases = [WarehouseID("77")]
            $0.warehouses[express.id] = express
        }
    }

    private func elsewhere(_ warehouse: JSONValue) -> JSONValue {
        let method: JSONValue = ["id": 9, "warehouse_id": warehouse, "tpl_provider_id": 5]
        return posting(
            "24219509-0020-2", "awaiting_packaging", nil,
            [JSONMember("delivery_method", method), JSONMember("shipment_date", .null)])
    }

    @Test func aPartFromAnotherWarehouseGoesItsOwnWay() throws {
        let market = market()
        try market.say(posting())
        try market.say(elsewhere(77))
        try market.say(stateChanged("posting_on_way_to_city", of: "24219509-0020-2"))
        let (here, there) = (
            try #require(market.world.story[ShipmentNumber(Market.posting)]),
            try #require(market.world.story[ShipmentNumber("24219509-0020-2")])
        )
        #expect(here.allSatisfy { $0.warehouse.rawValue == "msk-1" && $0.service.rawValue == "ozon" })
        #expect(there.allSatisfy { $0.warehouse.rawValue == "spb" && $0.service.rawValue == "5" })
        #expect(there.allSatisfy { $0.deliveryMethod.rawValue == "9" } && there.count == 3)
        // By its own calendar: two hours from when it began.
        #expect(there[0].runs.map(\.due) == [.at("2026-11-23T11:00:00Z")])
        let docket = try #require(market.world.disk.docket(of: .sample)?.docket)
        #expect(ShipmentRow.rows(of: docket).map(\.warehouse.rawValue) == ["msk-1", "spb"])
    }

    @Test func whatAMessageLeavesOpenOfAnotherWarehouseIsFilledInByItsDocument() throws {
        let market = market()
        try market.say(posting())
        try market.say(newPosting([JSONMember("warehouse_id", 77)], of: "24219509-0020-2"))
        #expect(try market.order().route(of: market.shipment("24219509-0020-2")).service == .unknown)
        try market.say(elsewhere(77))
        let route = try market.order().route(of: market.shipment("24219509-0020-2"))
        #expect(route.service.rawValue == "5" && route.deliveryMethod.rawValue == "9")
        #expect(try market.order().service == ServiceID("ozon"))
    }

    @Test func aPartFromAWarehouseThatNobodyKnowsGoesTheOrdersWayWithAWarning() throws {
        let market = market()
        try market.say(posting())
        try market.say(elsewhere(78))
        let added = try #require(market.world.story[ShipmentNumber("24219509-0020-2")]?.first)
        #expect(added.warehouse.rawValue == "msk-1")
        #expect(added.warnings.last == "its warehouse 78 is not configured")
    }

    @Test func aSplitGoesOnBehindTheGreatestPart() throws {
        let market = Market()
        try market.say(posting("24219509-0020-3"))
        let split = OrderEvent.split(
            ShipmentNumber("24219509-0020-3"), parts: [[.of("180550365", 1)], [.of("180550365", 1)]])
        market.world.spool.drop(.sample("split", .sample, split), at: market.now)
        try market.pass(.seconds(1))
        #expect(try market.order().shipments.map(\.number.rawValue) == ["24219509-0020-3", "24219509-0020-4"])
    }
}

@Suite struct WarehouseTests {
    private func named(_ id: String?) -> JSONValue {
        posting(
            Market.posting, "awaiting_packaging", nil,
            [JSONMember("delivery_method", id.map { ["warehouse_id": .string($0)] } ?? .null)])
    }

    @Test func aWarehouseIsFoundByItsIdAndItsAliases() throws {
        for id in ["msk-1", "15588127982000"] {
            let market = Market()
            try market.say(named(id))
            #expect(try market.order().warehouse == WarehouseID("msk-1"))
        }
    }

    @Test func oneThatNobodyNamesIsTheOnlyOneThereIs() throws {
        let market = Market()
        try market.say(named(nil))
        #expect(try market.order().warehouse == WarehouseID("msk-1"))
        let second = Market { $0.warehouses[WarehouseID("b")] = .market }
        #expect(try second.say(named(nil)).refusal?.pointer == "/delivery_method/warehouse_id")
    }

    @Test(
        arguments: [
            (["warehouse_id": .number("1e99")], "1e99"), (["warehouse_id": []], "an empty array"), ([:], "none"),
            (["warehouse_id": 0], "0"),
        ] as [(JSONValue, String)])
    func whatIsNoWarehouseIsToldAsItStands(method: JSONValue, found: String) throws {
        let market = Market { $0.warehouses[WarehouseID("b")] = .market }
        let refusal = try #require(
            try market.say(posting(Market.posting, "delivered", nil, [JSONMember("delivery_method", method)])).refusal)
        #expect(refusal.pointer == "/delivery_method/warehouse_id" && refusal.found == found)
    }

    @Test func oneThatNobodyKnowsIsRefusedWithWhatToDo() throws {
        let refusal = try #require(try Market().say(named("77")).refusal)
        #expect(refusal.found == "\"77\"")
        #expect(refusal.advice.contains("aliases"))
    }
}
