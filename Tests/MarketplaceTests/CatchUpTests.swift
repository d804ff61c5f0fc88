// What the marketplace's word does to a shipment: caught up with, stale, or contradicted; through the whole daemon.

import CivilTime
import Engine
import JSON
import Orders
import TestKit
import Testing

@Suite struct CatchUpTests {
    @Test(arguments: [
        ("awaiting_packaging", "posting_created", ["order.placed"]),
        ("awaiting_deliver", "posting_in_carriage", ["order.placed", "shipment.packed"]),
        ("delivering", "posting_on_way_to_city", ["order.placed", "shipment.packed", "shipment.accepted"]),
        (
            "delivering", "posting_in_pickup_point",
            ["order.placed", "shipment.packed", "shipment.accepted", "pickup.arrived"]
        ),
        (
            "delivering", "posting_in_courier_service",
            ["order.placed", "shipment.packed", "shipment.accepted", "courier.departed"]
        ),
        (
            "delivering", "posting_conditionally_delivered",
            ["order.placed", "shipment.packed", "shipment.accepted", "delivery.presumed"]
        ),
        (
            "delivered", "posting_received",
            ["order.placed", "shipment.packed", "shipment.accepted", "delivery.confirmed"]
        ),
        (
            "arbitration", "posting_in_arbitration",
            ["order.placed", "shipment.packed", "shipment.accepted", "receipt.declined"]
        ),
        ("cancelled", "posting_canceled", ["order.placed", "shipment.cancelled"]),
    ])
    func aStateIsReachedByTheLegalSteps(status: String, substatus: String, steps: [String]) throws {
        let market = Market()
        #expect(try market.say(posting(Market.posting, status, substatus)).word == "applied")
        #expect(market.story() == steps)
        let entries = market.world.disk.history
        let state = try market.shipment().state.name.rawValue
        #expect(entries.allSatisfy { $0.transition.derived == state && $0.origin != nil })
        #expect(entries.first?.origin?.text.contains(#""posting_number":"24219509-0020-1""#) == true)
        #expect(entries.dropFirst().allSatisfy { $0.origin?.text.isEmpty == true })
        #expect(Set(entries.map(\.transition.effectiveAt)) == [.at("2026-11-23T10:00:00Z")])
    }

    @Test func theSameDocumentTwiceChangesNothingTheSecondTime() throws {
        let market = Market()
        #expect(try market.say(posting()).word == "applied")
        let before = market.world.dockets
        #expect(try market.say(posting()).words == "24219509-0020-1 is awaiting packaging, and nothing is new")
        #expect(market.world.dockets == before)
        #expect(market.world.disk.names.isEmpty)
    }

    @Test func aStaleDocumentChangesNothingAndSaysSo() throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivering", "posting_in_pickup_point"))
        let before = market.world.dockets
        let words = try market.say(posting(Market.posting, "awaiting_deliver", "posting_in_carriage")).words
        #expect(words?.contains("stale") == true)
        #expect(market.world.dockets == before)
        #expect(market.world.reports.warnings.isEmpty)
    }

    @Test func aCancelNeverUndoesADelivery() throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivered", "posting_received"))
        let outcome = try market.say(posting(Market.posting, "cancelled", "posting_canceled"))
        #expect(outcome.words == "the marketplace reports cancelled, and it is delivered")
        #expect(try market.shipment().state.name == .delivered)
        #expect(market.world.reports.warnings.map(\.contradiction.shipment) == [ShipmentNumber(Market.posting)])
    }

    @Test func aContradictionThatWasPerhapsNotToldIsToldAgain() throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivered", "posting_received"))
        market.world.sabotage = { $0 == 1 ? .after : nil }
        market.world.kill()
        #expect(throws: StoreFailure.self) {
            try market.drop(posting(Market.posting, "cancelled", "posting_canceled").compact)
        }
        market.world.sabotage = { _ in nil }
        for _ in 0..<2 {
            market.world.kill()
            try market.pass(.seconds(1))
            #expect(market.world.reports.warnings.isEmpty)
            let told = market.world.reports.repeatedWarnings
            #expect(told.map(\.contradiction.text) == ["the marketplace reports cancelled, and it is delivered"])
        }
    }

    @Test func aContradictionIsToldAgainAfterWhatItContradicts() throws {
        let market = Market()
        let documents = [
            posting(Market.posting, "delivered", "posting_received"),
            posting(Market.posting, "cancelled", "posting_canceled"),
        ]
        market.world.sabotage = { $0 == 1 ? .after : nil }
        #expect(throws: StoreFailure.self) { try market.drop(JSONValue.array(documents).compact) }
        market.world.sabotage = { _ in nil }
        market.world.kill()
        try market.pass(.seconds(1))
        let reports = market.world.reports
        #expect(reports.repeats.last?.transition.to == .delivered)
        #expect(reports.toldAgain.last == reports.repeatedWarnings.first?.contradiction.text)
        #expect(reports.toldAgain.count == reports.repeats.count + 1)
    }

    @Test func aCancelBeforeItsOrderWaits() throws {
        let market = Market()
        let cancelled = push("TYPE_POSTING_CANCELLED", [JSONMember("reason", ["id": 506, "message": "Ivan says"])])
        #expect(try market.say(cancelled).word == "waiting")
        #expect(try market.say(newPosting()).word == "applied")
        #expect(market.story() == ["order.placed", "shipment.cancelled"])
        guard case .cancelled(let cancellation) = try market.shipment().state else {
            Issue.record("not cancelled")
            return
        }
        #expect(cancellation.reason == "506" && cancellation.by == .customer && cancellation.fault == .customer)
    }

    @Test func identicalReportsThatWaitAreOne() throws {
        let market = Market()
        let bare = posting(Market.posting, "delivered", nil, [JSONMember("products", .null)])
        #expect(try market.say(bare).word == "waiting")
        #expect(try market.say(bare).words == "the same waits already")
        try market.pass(.hours(25))
        #expect(market.world.spool.lateRejections.count == 1)
        #expect(market.deadlines().isEmpty)
    }

    @Test(
        arguments: [
            (["cancellation_type": "seller", "cancel_reason_id": 402], "402", Party.seller, Party.seller),
            (["cancellation_initiator": "Клиент", "cancel_reason_id": 506], "506", .customer, .customer),
            (["cancellation_type": "ozon", "affect_cancellation_rating": true], "unstated", .marketplace, .seller),
            (["cancellation_type": "delivery", "cancel_reason_id": 667], "667", .carrier, .carrier),
            (["cancel_reason_id": 352], "352", .seller, .seller), ([:], "unstated", .marketplace, .marketplace),
            (["cancel_reason_id": "Ivan was ill"], "unstated", .marketplace, .marketplace),
            (["cancel_reason_id": 506, "affect_cancellation_rating": "true"], "506", .customer, .seller),
        ] as [(JSONValue, String, Party, Party)])
    func aCancellationIsTakenOverWithItsFault(told: JSONValue, reason: String, by: Party, fault: Party) throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivering", "posting_in_courier_service"))
        let more = [JSONMember("cancellation", told)]
        #expect(try market.say(posting(Market.posting, "cancelled", "posting_canceled", more)).word == "applied")
        guard case .cancelled(let cancellation) = try market.shipment().state else {
            Issue.record("not cancelled")
            return
        }
        #expect(cancellation.reason == reason && cancellation.by == by && cancellation.fault == fault)
    }

    @Test func whatIsPresumedOrDisputedIsCancelledThroughTheDispute() throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivering", "posting_conditionally_delivered"))
        let cancellation: JSONValue = ["cancel_reason_id": 506]
        try market.say(
            posting(Market.posting, "cancelled", "posting_canceled", [JSONMember("cancellation", cancellation)]))
        #expect(market.story().suffix(2) == ["receipt.declined", "dispute.resolved"])
        #expect(market.world.story[ShipmentNumber(Market.posting)]?.last?.reason == "506")
        #expect(try market.shipment().state.name == .cancelled)
    }

    @Test func trackingNumbersAreTakenOverAndBelongToOneShipment() throws {
        let market = Market()
        let tracked = [JSONMember("tracking_number", "T-1")]
        try market.say(posting(Market.posting, "awaiting_deliver", nil, tracked))
        #expect(try market.shipment().tracking?.number == TrackingNumber("T-1"))
        try market.say(posting("2-1", "delivering", nil, tracked))
        #expect(try market.shipment("2-1").tracking == nil)
        #expect(try market.shipment("2-1").state.name == .accepted)
        #expect(market.world.disk.history.last?.transition.warnings.last?.contains("T-1, which belongs to") == true)
    }

    @Test func aTrackingNumberThatComesBeforeThePackingIsKept() throws {
        let (pushed, told, late) = (Market(), Market(), Market())
        let tracked = [JSONMember("tracking_number", "T-1")]
        try pushed.say(newPosting(tracked))
        try told.say(posting(Market.posting, "awaiting_packaging", "posting_created", tracked))
        try late.say(posting())
        try late.say(posting(Market.posting, "awaiting_packaging", "posting_created", tracked))
        #expect(pushed.story() == ["order.placed"] && told.story() == ["order.placed"])
        #expect(late.story() == ["order.placed", "order.described"])
        for market in [pushed, told, late] {
            #expect(try market.shipment().tracking?.number == TrackingNumber("T-1"))
            try market.say(stateChanged("posting_on_way_to_city"))
            #expect(market.story().suffix(2) == ["shipment.packed", "shipment.accepted"])
            #expect(market.world.disk.history.last?.transition.warnings == [])
        }
    }

    @Test func aTrackingNumberOfAnotherShipmentIsWarnedAboutOnce() throws {
        let market = Market()
        let tracked = [JSONMember("tracking_number", "T-1")]
        try market.say(newPosting(tracked))
        try market.say(newPosting(tracked, of: "2-1"))
        try market.say(posting("2-1", "delivering", "posting_in_pickup_point", tracked))
        #expect(try market.shipment("2-1").tracking == nil)
        let warnings: [String] = market.world.disk.history.flatMap(\.transition.warnings)
        #expect(warnings.count { $0.contains("T-1, which") } == 2, "one for each report")
    }

    @Test func aMessageOfANewPostingTellsAKnownOneOnlyWhatNobodyTold() throws {
        let market = Market()
        let undated = [JSONMember("shipment_date", .null)]
        try market.say(posting(Market.posting, "awaiting_packaging", "posting_created", undated))
        #expect(try market.say(newPosting([JSONMember("tracking_number", "T-1")])).word == "applied")
        #expect(market.story() == ["order.placed", "order.described", "cutoff.changed"])
        #expect(try market.shipment().givenPackBy == .at("2026-11-25T10:00:00Z"))
        let again = newPosting([JSONMember("tracking_number", "T-2"), JSONMember("uuid", "2")])
        #expect(try market.say(again).word == "unchanged")
        try market.say(push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", "")]))
        try market.say(newPosting([JSONMember("uuid", "3")]))
        #expect(market.deadlines().isEmpty, "what was withdrawn stays withdrawn")
    }

    @Test func whatAMessageTellsOfANewPostingIsKeptForPeople() throws {
        let market = Market()
        let told: [JSONMember] = [
            JSONMember("is_express", .bool(true)), JSONMember("tpl_integration_type", "hybryd"),
            JSONMember("delivery_date_begin", "2026-11-27T07:00:00+03:00"), JSONMember("delivery_date_end", ""),
        ]
        try market.say(newPosting(told))
        let text = try #require(market.world.disk.history.first?.origin?.text)
        #expect(text.contains(#""delivery_date_begin":"2026-11-27T04:00:00Z","in_process_at""#))
        #expect(text.contains(#""is_express":true"#) && text.contains(#""tpl_integration_type":"hybryd""#))
        #expect(try door(text).first?.report == door(newPosting().compact).first?.report)
    }

    @Test func courierAndPickUpPointExcludeEachOther() throws {
        let market = Market()
        try market.say(posting(Market.posting, "delivering", "posting_in_courier_service"))
        #expect(try market.say(posting(Market.posting, "delivering", "posting_in_pickup_point")).word == "unchanged")
        #expect(market.world.reports.warnings.count == 1)
    }

    @Test func whatAMessageCannotTellIsFilledInByADocument() throws {
        let market = Market()
        try market.say(newPosting())
        #expect(try market.order().service == .unknown)
        try market.say(stateChanged("posting_delivered"))
        #expect(try market.shipment().account.isEmpty)
        try market.say(posting(Market.posting, "delivered", "posting_received"))
        #expect(try market.order().service == ServiceID("ozon"))
        #expect(try market.order().deliveryMethod == DeliveryMethodID("12345"))
        #expect(try market.shipment().account.map(\.amount) == [.of("558.00")])
        #expect(market.story().last == "order.described")
        #expect(try market.say(posting(Market.posting, "delivered", "posting_received")).word == "unchanged")
    }

    @Test func messagesAndDocumentsEndInTheSameState() throws {
        let states = [
            ("awaiting_deliver", "posting_transferring_to_delivery"), ("delivering", "posting_on_way_to_city"),
            ("delivering", "posting_in_pickup_point"), ("delivering", "posting_conditionally_delivered"),
            ("delivered", "posting_received"),
        ]
        for count in 0...states.count {
            let (pushed, told) = (Market(), Market())
            try pushed.say(newPosting())
            try told.say(posting())
            for (status, substatus) in states.prefix(count) {
                try pushed.say(stateChanged(substatus))
                try told.say(posting(Market.posting, status, substatus))
            }
            #expect(pushed.story() == told.story())
            // The last document tells what no message does.
            let last = count == 0 ? ("awaiting_packaging", "posting_created") : states[count - 1]
            try pushed.say(posting(Market.posting, last.0, last.1))
            #expect(try pushed.shipment().state == told.shipment().state)
            #expect(try pushed.shipment().items == told.shipment().items)
        }
    }
}
