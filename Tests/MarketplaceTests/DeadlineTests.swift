// What the marketplace says of deadlines: given, moved, withdrawn, held, and a cancellation of ours taken back.

import CivilTime
import Engine
import JSON
import Orders
import TestKit
import Testing

@Suite struct CutoffTests {
    @Test func theGivenDeadlineCountsAndIsMoved() throws {
        let market = Market()
        try market.say(posting())
        #expect(market.deadlines() == [.packing])
        let moved = posting(
            Market.posting, "awaiting_packaging", "posting_created",
            [JSONMember("shipment_date", "2026-11-24T10:00:00Z")])
        #expect(try market.say(moved).word == "applied")
        #expect(try market.shipment().givenPackBy == .at("2026-11-24T10:00:00Z"))
        #expect(market.story() == ["order.placed", "cutoff.changed"])
    }

    @Test func aMessageMovesOrWithdrawsIt() throws {
        let market = Market()
        try market.say(newPosting())
        try market.say(push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", "")]))
        #expect(market.deadlines().isEmpty)
        let again = push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", "2026-11-26T10:00:00Z")])
        try market.say(again)
        #expect(market.deadlines() == [.packing])
        try market.say(stateChanged("posting_transferring_to_delivery"))
        let late = push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", "2026-11-27T10:00:00Z")])
        #expect(try market.say(late).word == "unchanged")
    }

    @Test func aDocumentThatNamesNoneTakesBackWhatWasGiven() throws {
        func dated(_ date: JSONValue) -> JSONValue {
            posting(Market.posting, "awaiting_packaging", "posting_created", [JSONMember("shipment_date", date)])
        }
        let market = Market()
        try market.say(posting())
        #expect(try market.say(dated(.null)).word == "unchanged", "it says nothing of it")
        #expect(try market.say(dated("")).word == "applied")
        #expect(market.deadlines().isEmpty)
        #expect(try market.say(dated("9999-12-31T23:59:59Z")).word == "unchanged")
        try market.say(posting())
        #expect(market.deadlines() == [.packing])
    }

    @Test func theCalendarsIsNotTakenBackByADocumentThatNamesNone() throws {
        let market = Market()
        let unnamed = posting(
            Market.posting, "awaiting_packaging", "posting_created", [JSONMember("shipment_date", "")])
        try market.say(unnamed)
        #expect(market.deadlines() == [.packing])
        #expect(try market.say(unnamed).word == "unchanged")
        #expect(market.deadlines() == [.packing])
    }

    @Test func aDeadlineThatWasOverWhenItCameDoesNotBeginAnewEachTime() throws {
        let market = Market()
        let over = posting(
            Market.posting, "awaiting_packaging", "posting_created",
            [JSONMember("shipment_date", "2026-11-20T10:00:00Z")])
        try market.say(over)
        #expect(try market.shipment().isOverdue)
        try market.pass(.hours(1))
        #expect(try market.say(over).word == "unchanged")
        #expect(market.story() == ["order.placed", "deadline.packing"])
    }
}

@Suite struct HoldTests {
    private let held = posting(Market.posting, "awaiting_deliver", "posting_awaiting_passport_data")

    @Test func aNewOrderIsPlacedHeldAndComesFree() throws {
        let market = Market()
        try market.say(held)
        #expect(try market.order().isFromAbroad)
        #expect(market.deadlines() == [.passport])
        try market.say(posting())
        #expect(market.story() == ["order.placed", "passport.provided"])
        #expect(try !market.shipment().isHeld)
    }

    @Test func anOrderThatIsKnownBecomesHeld() throws {
        let market = Market()
        try market.say(posting())
        try market.say(held)
        #expect(market.story() == ["order.placed", "passport.awaited"])
        #expect(market.deadlines() == [.passport])
        try market.say(posting(Market.posting, "awaiting_deliver", "posting_in_carriage"))
        #expect(market.story().suffix(2) == ["passport.provided", "shipment.packed"])
    }

    @Test func aWindowThatIsOverBeginsAnew() throws {
        let market = Market()
        let old = [JSONMember("in_process_at", "2021-11-20T09:14:16Z")]
        try market.say(posting(Market.posting, "awaiting_packaging", "posting_awaiting_passport_data", old))
        #expect(try market.shipment().isHeld)
        let placed = try #require(market.world.story[ShipmentNumber(Market.posting)]?.first)
        #expect(placed.runs.first?.due == market.now - .seconds(1) + .hours(24), "what is told is what stands")
        try market.pass(.hours(25))
        #expect(market.story() == ["order.placed", "deadline.passport"])
    }
}

@Suite struct CorrectionTests {
    /// Cancelled by the packing grace, two days after nobody packed it.
    private func neglected() throws -> Market {
        let market = Market()
        try market.say(posting())
        try market.pass(.days(5))
        #expect(market.story() == ["order.placed", "deadline.packing", "deadline.packing-grace"])
        return market
    }

    @Test func aCancellationByADeadlineIsTakenBackAndNotMadeASecondTime() throws {
        let market = try neglected()
        #expect(try market.say(posting()).word == "applied")
        #expect(market.story().last == "corrected")
        #expect(try market.shipment().isOverdue)
        #expect(market.deadlines().isEmpty)
        try market.pass(.days(60))
        #expect(try market.shipment().state.name == .awaitingPackaging)
        #expect(try market.say(posting()).word == "unchanged")
        #expect(market.world.disk.docket(of: .sample)?.docket.isOpen == true)
    }

    @Test func aDeadlineAheadRunsAsUsual() throws {
        let market = try neglected()
        let ahead = [JSONMember("shipment_date", "2026-12-02T10:00:00Z")]
        try market.say(posting(Market.posting, "awaiting_packaging", "posting_created", ahead))
        #expect(market.deadlines() == [.packing])
        try market.pass(.days(10))
        #expect(market.story().suffix(2) == ["deadline.packing", "deadline.packing-grace"])
    }

    /// A cut-off is moved, or withdrawn, where a parcel is still to be packed.
    @Test(arguments: ["2026-12-02T10:00:00Z", ""]) func aMessageThatMovesItsDeadlineTakesItBack(date: String) throws {
        let (pushed, told) = (try neglected(), try neglected())
        try pushed.say(push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", .string(date))]))
        try told.say(
            posting(
                Market.posting, "awaiting_packaging", "posting_created",
                [JSONMember("shipment_date", .string(date))]))
        for market in [pushed, told] {
            #expect(market.story().last == "corrected")
            #expect(market.deadlines() == (date.isEmpty ? [] : [.packing]))
        }
        #expect(try pushed.shipment().state == told.shipment().state)
    }

    @Test func aMessageThatSaysTheDeadlineAgainTakesNothingBack() throws {
        let market = try neglected()
        let again = push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", "2026-11-25T10:00:00Z")])
        #expect(try market.say(again).word == "unchanged")
        #expect(try market.shipment().state.name == .cancelled)
    }

    @Test func whoCancelledAndWhyIsTheMarketplacesToSay() throws {
        let market = try neglected()
        let cancelled = posting(
            Market.posting, "cancelled", "posting_canceled",
            [JSONMember("cancellation", ["cancellation_type": "customer", "cancel_reason_id": 506])])
        #expect(try market.say(posting(Market.posting, "cancelled", "posting_canceled")).word == "unchanged")
        #expect(try market.say(cancelled).word == "applied")
        guard case .cancelled(let cancellation) = try market.shipment().state else {
            Issue.record("it is not cancelled any more")
            return
        }
        #expect(cancellation.by == .customer && cancellation.fault == .customer && cancellation.reason == "506")
        #expect(market.story().last == "order.described")
        #expect(try market.say(cancelled).word == "unchanged")
        #expect(try market.say(posting()).word == "unchanged", "it was somebody's, and is not taken back")
        #expect(market.world.reports.warnings.count == 1)
    }

    @Test(arguments: [.null, ""] as [JSONValue]) func whatWasHeldIsHandedOverByTheCalendar(date: JSONValue) throws {
        func undated(_ status: String, _ substatus: String) -> JSONValue {
            posting(Market.posting, status, substatus, [JSONMember("shipment_date", date)])
        }
        let (atOnce, stepwise) = (Market(), Market())
        for market in [atOnce, stepwise] {
            try market.say(undated("awaiting_packaging", "posting_awaiting_passport_data"))
            try market.pass(.hours(30))
            #expect(market.story().last == "deadline.passport")
        }
        try stepwise.say(undated("awaiting_packaging", "posting_created"))
        for market in [atOnce, stepwise] { try market.say(undated("awaiting_deliver", "posting_in_carriage")) }
        #expect(try atOnce.shipment().state.name == .awaitingShipment)
        #expect(try atOnce.shipment().state == stepwise.shipment().state)
    }

    @Test(arguments: [
        ("awaiting_deliver", "posting_in_carriage", StateName.awaitingShipment),
        ("delivering", "posting_in_pickup_point", .atPickUpPoint), ("delivered", "posting_received", .delivered),
        ("arbitration", "posting_in_arbitration", .disputed),
    ])
    func itGoesOnWhereTheMarketplaceSaysThatItIs(status: String, substatus: String, state: StateName) throws {
        let market = try neglected()
        try market.say(posting(Market.posting, status, substatus))
        #expect(market.story().last == "corrected")
        #expect(try market.shipment().state.name == state)
        #expect(market.world.reports.entries.last?.transition.reason == "deadline.packing-grace")
    }

    @Test func theHandOverDoesNotCancelItASecondTime() throws {
        let market = Market()
        try market.say(posting(Market.posting, "awaiting_deliver", "posting_in_carriage"))
        try market.pass(.days(30))
        #expect(market.story().last == "deadline.hand-over-grace")
        try market.say(posting(Market.posting, "awaiting_deliver", "posting_in_carriage"))
        try market.pass(.days(30))
        #expect(market.story().last == "corrected")
        #expect(try market.shipment().state.name == .awaitingShipment)
    }

    @Test func theCustomerGetsTheWindowForPassportDataAnew() throws {
        let held = posting(Market.posting, "awaiting_packaging", "posting_awaiting_passport_data")
        let market = Market()
        try market.say(held)
        try market.pass(.hours(30))
        #expect(market.story().last == "deadline.passport")
        try market.say(held)
        #expect(market.deadlines() == [.passport])
        try market.pass(.hours(23))
        #expect(try market.shipment().isHeld)
        try market.say(posting())
        #expect(market.story().contains("passport.provided"))
    }

    @Test func aCancellationBySomebodyIsNotTakenBack() throws {
        let market = Market()
        try market.say(posting())
        try market.say(push("TYPE_POSTING_CANCELLED", [JSONMember("reason", ["id": 402])]))
        #expect(try market.say(posting()).words == "the marketplace reports awaiting-packaging, and it is cancelled")
        #expect(market.world.reports.warnings.count == 1)
        #expect(market.story() == ["order.placed", "shipment.cancelled"])
    }
}
