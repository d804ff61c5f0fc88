// Which shipment of which order a report is about, and in which warehouse.

import CivilTime
import Engine
import JSON
import Orders
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

    @Test func whatIsPackedIsNotDividedAnyMore() throws {
        let market = Market()
        try market.say(posting(Market.posting, "awaiting_deliver", nil))
        try market.say(
            newPosting([JSONMember("products", [["sku": 180_550_365, "quantity": 1]])], of: "24219509-0020-2"))
        try market.say(part("2", 1, parent: "1"))
        #expect(try market.shipment().items.map(\.quantity.count) == [2])
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
