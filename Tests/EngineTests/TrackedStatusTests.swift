// A carrier's statuses: they name a tracking number, and whose it is may be told later.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let morning = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z
private let tracking = TrackingNumber("RA123456785RU")
private let order = OrderNumber("24219509-0020")
private let parcel = ShipmentNumber("24219509-0020-1")

@Suite struct TrackedStatusTests {
    private let world = World(at: morning)
    private var minute: Int64 { (world.clock.now - morning).milliseconds / 60_000 }

    /// Drops what an order goes through up to its packing.
    private func pack(_ order: OrderNumber = order) throws {
        try say(.placed(.simulated()), of: order)
        try say(.packed(ShipmentNumber(order, part: 1), evidence: []), of: order)
    }

    private func assign(_ tracking: TrackingNumber = tracking, to shipment: ShipmentNumber = parcel) throws {
        try say(.trackingAssigned(shipment, tracking, carrier: nil), of: try #require(shipment.order))
    }

    /// One event, a minute later.
    private func say(_ event: OrderEvent, of order: OrderNumber) throws {
        try world.run(for: .minutes(1))
        world.spool.drop(.sample("\(order)-\(event.name)-\(minute)", order, event), at: world.clock.now)
        try world.run(for: .seconds(1))
    }

    /// The carrier's, who is believed, a minute later; it happened some minutes ago.
    private func report(_ status: ShipmentStatus, of tracking: TrackingNumber = tracking, minutesAgo: Int64 = 0) throws
    {
        try world.run(for: .minutes(1))
        let time = world.clock.now - .minutes(minutesAgo)
        world.spool.drop(.sample("\(status)", tracking, status, time: time), at: world.clock.now)
        try world.run(for: .seconds(1))
    }

    private var docketOfTracking: Docket? { world.disk.docket(of: OrderNumber(waitingFor: tracking))?.docket }

    @Test func aStatusFindsItsShipment() throws {
        try pack()
        try assign()
        try report(.accepted)
        #expect(world.shipment(parcel)?.state.name == .accepted)
        #expect(docketOfTracking == nil)
    }

    @Test func aStatusWaitsForItsNumberAndTakesEffectWhenItHappened() throws {
        try pack()
        try report(.courierDeparted, minutesAgo: 1)
        try report(.accepted, minutesAgo: 3)
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
        world.kill()
        try assign()
        let told = try #require(world.story[parcel]).suffix(3)
        #expect(told.map(\.to) == [.awaitingShipment, .accepted, .courierOnTheWay])
        #expect(told.map(\.cause.name) == ["tracking.assigned", "shipment.accepted", "courier.departed"])
        #expect(docketOfTracking == nil)
        try world.run(for: .hours(25))
        #expect(world.reports.rejections.isEmpty)
        #expect(world.disk.names.count == 5)
    }

    @Test func inOneFileTheNumberMayStandBehindItsStatus() throws {
        try pack()
        let events: [Event] = [
            .sample("accepted", tracking, .accepted),
            .sample("assigned", order, .trackingAssigned(parcel, tracking, carrier: nil)),
            .sample("departed", tracking, .courierDeparted),
        ]
        world.spool.drop(
            "all.ndjson", events.map { Record(line: 1, content: .success($0), text: $0.text) }, at: world.clock.now)
        try world.run(for: .seconds(1))
        #expect(world.shipment(parcel)?.state.name == .courierOnTheWay)
        #expect(world.outcome(ofFile: "all.ndjson", record: 0) == .applied)
    }

    @Test func aNumberThatWaitedItselfReleasesItsStatuses() throws {
        try say(.placed(.simulated()), of: order)
        try assign()
        try report(.accepted)
        try say(.packed(parcel, evidence: []), of: order)
        #expect(world.shipment(parcel)?.state.name == .accepted)
    }

    @Test func aNumberThatNobodyEverHasIsRefusedInTheEnd() throws {
        try report(.accepted)
        #expect(world.disk.notes?.held == nil && world.dockets.values.allSatisfy { !$0.isOpen })
        try world.run(for: .hours(25))
        let rejection = try #require(world.reports.rejections.first)
        #expect(rejection.refusal.code == .orphaned && rejection.refusal.pointer == "/tracking")
        #expect(rejection.refusal.found == "RA123456785RU")
        #expect(world.spool.lateRejections.count == 1)
        #expect(world.disk.names.isEmpty)
        #expect(docketOfTracking == nil)
    }

    @Test func whatStillCannotBeDecidedGoesOnWaitingAsLongAsItWouldHave() throws {
        try pack()
        try report(.deliveryConfirmed)
        let due = try #require(docketOfTracking?.waiting.first).term.due
        try world.run(for: .hours(2))
        try assign()
        let waiting = try #require(world.disk.docket(of: order)?.docket.waiting)
        #expect(waiting.map(\.term.due) == [due])
        #expect(waiting.first?.refusal.found == "\(parcel) awaiting shipment")
        try world.run(to: due + .seconds(1))
        #expect(world.reports.rejections.map(\.refusal.code) == [.orphaned])
        #expect(world.disk.docket(of: order)?.docket.waiting == [])
    }

    @Test func aStatusIsOfTheShipmentThatHasTheNumberNow() throws {
        let other = OrderNumber("24219509-0021")
        let otherParcel = ShipmentNumber(other, part: 1)
        try pack()
        try pack(other)
        try assign()
        try assign(TrackingNumber("RA2"), to: parcel)
        try report(.accepted)
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment, "the carrier uses a number that was given up")
        try assign(tracking, to: otherParcel)
        #expect(world.shipment(otherParcel)?.state.name == .accepted)
    }

    @Test func theSameStatusAgainIsADuplicate() throws {
        try pack()
        try assign()
        let event = Event.sample("again", tracking, .accepted)
        for name in ["first.json", "second.json"] {
            let record = Record(line: 1, content: .success(event), text: event.text)
            world.spool.drop(name, [record], at: world.clock.now)
            try world.run(for: .seconds(1))
        }
        #expect(world.outcome(ofFile: "first.json") == .applied)
        #expect(world.outcome(ofFile: "second.json") == .duplicate)
    }

    @Test func everyStatusIsAnEventOfItsName() {
        for status in ShipmentStatus.allCases { #expect(status.event(of: parcel).name == status.rawValue) }
    }

    @Test func noOrderHasTheNumberUnderWhichStatusesWait() {
        #expect(OrderNumber(waitingFor: tracking).awaitedTracking == tracking)
        #expect(
            ShipmentNumber(waitingFor: TrackingNumber("A-1")).order == OrderNumber(waitingFor: TrackingNumber("A-1")))
        #expect(OrderNumber("tracking").awaitedTracking == nil)
    }
}
