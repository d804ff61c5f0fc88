// Events that come before what they need.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct WaitingTests {
    private let start = Instant.at("2026-11-23T10:00:00+03:00")

    // MARK: - A whole story in any order

    /// What the carrier and the marketplace say of one parcel, a minute apart.
    private static let stories: [[OrderEvent]] = [
        [
            .placed(.sample), .packed(.first, evidence: [.video]), .accepted(.first), .courierDeparted(.first),
            .deliveryConfirmed(.first), .claimWithheld(.first, .sample()),
        ],
        [
            .placed(.sample), .packed(.first, evidence: [.video]), .accepted(.first),
            .receiptDeclined(.first, reason: nil), .disputeResolved(.first, .delivered, note: nil),
            .claimWithheld(.first, .sample()),
        ],
        [
            .placed(.sample), .packed(.first, evidence: []), .accepted(.first), .deliveryPresumed(.first),
            .claimWithheld(.first, .sample()), .appealFiled(.first, ClaimID("c-1"), evidence: [.video]),
        ],
    ]

    @Test(arguments: [
        (0, "delivered, claim withheld, not appealed"), (1, "delivered, claim withheld, not appealed"),
        (2, "delivered, claim appealed"),
    ])
    func aDeliveryEndsTheSameInWhateverOrderItIsTold(index: Int, condition: String) throws {
        let events = Self.stories[index]
        for order in permutations(events.count) {
            let shipment = try tell(events, in: order)
            try #require(shipment.condition == condition, "\(order)")
            try #require(shipment.account.map(\.amount.text) == ["657.50", "-82.19", "-279.00"], "\(order)")
        }
    }

    private func tell(_ events: [OrderEvent], in order: [Int]) throws -> Shipment {
        var story = Story()
        for (minute, index) in order.enumerated() {
            story.take(
                events[index], at: start + .hours(1) + .minutes(Int64(minute)),
                time: start + .minutes(Int64(index)), from: .marketplace)
        }
        story.pass(to: story.now + .minutes(15))
        try #require(story.dockets[.sample]?.waiting.isEmpty == true, "\(order)")
        return try #require(story[.first])
    }

    private func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0..<count).map { place in
                var longer = shorter
                longer.insert(count - 1, at: place)
                return longer
            }
        }
    }

    @Test func aFeedThatWritesItsNewestFirstLosesNothing() {
        var story = CanonicalShipment.awaitingShipment.story()
        let now = story.now + .hours(3)
        let newestFirst: [(OrderEvent, Int64)] = [
            (.deliveryConfirmed(.first), 100), (.deliveryPresumed(.first), 90), (.courierDeparted(.first), 60),
            (.accepted(.first), 10),
        ]
        for (event, minutes) in newestFirst {
            story.take(event, at: now, time: CanonicalShipment.start + .minutes(minutes), from: .feed)
        }
        let told = story.transitions(of: .first).suffix(4).map { "\($0.to.rawValue) \($0.effectiveAt.rfc3339)" }
        #expect(
            told == [
                "accepted 2026-11-23T07:10:00Z", "courier-on-the-way 2026-11-23T08:00:00Z",
                "presumably-delivered 2026-11-23T08:30:00Z", "delivered 2026-11-23T08:40:00Z",
            ])
    }

    // MARK: - Release

    @Test func anEventIsDecidedDirectlyAfterWhatItWaitedFor() {
        var story = Story()
        #expect(story.take(.packed(.first, evidence: [.video]), at: start).word == "waiting")
        #expect(story.take(.evidenceRecorded(.first, .photo), at: start + .minutes(1)).word == "waiting")
        #expect(story.take(.placed(.sample), at: start + .hours(1)).word == "applied")
        #expect(story.transitions.map(\.cause.name) == ["order.placed", "shipment.packed", "evidence.recorded"])
        #expect(story.dockets[.sample]?.waiting.isEmpty == true)
    }

    @Test func aReleasedEventHasItsOwnEffectiveTime() {
        var story = Story()
        story.take(.accepted(.first), at: start + .hours(2), time: start + .minutes(90), from: .feed)
        story.take(.placed(.sample), at: start + .hours(3), time: start, from: .marketplace)
        story.take(.packed(.first, evidence: []), at: start + .hours(4), time: start + .hours(1), from: .marketplace)
        #expect(story.transitions.map(\.effectiveAt) == [start, start + .hours(1), start + .minutes(90)])
    }

    @Test func aReleasedEventTakesEffectNoEarlierThanWhatItWaitedFor() {
        var story = Story()
        story.take(.packed(.first, evidence: []), at: start)
        story.take(.placed(.sample), at: start + .hours(3))
        #expect(story.transitions.map(\.effectiveAt) == [start + .hours(3), start + .hours(3)])
    }

    @Test func aDeadlineMayBeWhatAnEventWaitedFor() throws {
        var story = CanonicalShipment.presumablyDelivered.story()
        #expect(story.take(.claimWithheld(.first, .sample()), at: story.now + .minutes(1)).word == "waiting")
        let delivered = try #require(story.due(.disputeWindow))
        story.pass(to: delivered)
        #expect(story[.first]?.condition == "delivered, claim withheld, not appealed")
        #expect(story.due(.appealWindow) == delivered + .days(30))
    }

    @Test func anEventForAPartWaitsForTheSplit() {
        var story = CanonicalShipment.awaitingPackaging.story()
        #expect(story.take(.packed(.second, evidence: []), at: story.now).word == "waiting")
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: story.now + .minutes(1))
        #expect(story[.second]?.state.name == .awaitingShipment)
        #expect(story[.first]?.state.name == .awaitingPackaging)
    }

    @Test func aDeadlineThatCameBetweenIsPassedBeforeTheReleasedEvent() throws {
        var story = Story()
        let packing = Instant.at("2026-11-23T12:00:00+03:00")
        story.take(.accepted(.first), at: packing + .hours(1))
        story.take(.placed(.sample { $0.packBy = packing }), at: packing + .hours(2), time: start, from: .marketplace)
        story.take(.packed(.first, evidence: []), at: packing + .hours(3))
        #expect(story[.first]?.state.name == .accepted)
        #expect(story[.first]?.late == [.packing])
    }

    // MARK: - Orphans

    @Test(arguments: [Int64(-1), 0, 1])
    func anEventWaitsADayAndNoLonger(milliseconds: Int64) {
        var story = Story()
        story.take(.packed(.first, evidence: []), at: start)
        story.take(.placed(.sample), at: start + .hours(24) + .milliseconds(milliseconds))
        #expect(story[.first]?.state.name == (milliseconds < 0 ? .awaitingShipment : .awaitingPackaging))
    }

    @Test func anOrphanIsRefusedWithWhatItWaitedFor() throws {
        var story = Story()
        story.take(.packed(.first, evidence: []), at: start)
        story.pass(to: start + .hours(24))
        guard case .decided(let orphan, .refused(let refusal))? = story.steps.last else {
            Issue.record("not refused")
            return
        }
        #expect(orphan.arrivedAt == start)
        #expect(refusal.code == .orphaned)
        #expect(refusal.found == "24219509-0020")
        #expect(refusal.advice == "It waited until Tue 24 Nov 10:00 (Europe/Moscow). Drop its order.placed.")
        #expect(story.dockets[.sample]?.isOpen == false)
    }

    @Test func aServiceMayLetEventsWaitLonger() {
        var story = CanonicalShipment.awaitingShipment.story(
            under: .sample { $0.services[ServiceID("own")]?.overrides.waitingEvent = .hours(48) })
        let now = story.now
        story.take(.deliveryConfirmed(.first), at: now)
        #expect(story.due(.waitingEvent) == now + .hours(48))
    }

    @Test func aFeedThatLagsMayStillBringWhatItWaitsFor() {
        var story = Story(policy: .lagging)
        story.take(.packed(.first, evidence: []), at: start, from: .marketplace)
        let dayLater = start + .hours(24)
        story.take(.placed(.sample), at: dayLater + .minutes(59), time: dayLater - .milliseconds(1), from: .marketplace)
        #expect(story[.first]?.state.name == .awaitingShipment)
    }

    // MARK: - What waits no longer

    @Test(arguments: [
        (CanonicalShipment.cancelled, OrderEvent.accepted(.first)), (.delivered, .deliveryPresumed(.first)),
        (.delivered, .courierDeparted(.first)), (.awaitingShipment, .packed(.first, evidence: [])),
        (.awaitingShipment, .split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]])),
        (.accepted, .pickupArrived(.first)), (.awaitingPackaging, .pickupArrived(.first)),
        (.atPickUpPoint, .courierDeparted(.first)), (.disputed, .deliveryConfirmed(.first)),
        (.presumablyDelivered, .shipmentCancelled(.first, reason: .lost, by: .carrier)),
        (.final, .appealDecided(.first, ClaimID("c-1"), .refunded)),
        (.awaitingShipment, .packed(.second, evidence: [])),
        (.held, .packed(.first, evidence: [])),
    ])
    func whatCanNoLongerBecomeLegalIsRefusedAtOnce(shipment: CanonicalShipment, event: OrderEvent) {
        var story = shipment.story()
        #expect(story.take(event, at: story.now, from: .marketplace).word == "refused")
    }

    @Test func whatWaitsIsRefusedAsSoonAsItCanNoLongerBecomeLegal() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.accepted(.first), at: story.now)
        story.take(.shipmentCancelled(.first, reason: .outOfStock, by: .seller), at: story.now + .minutes(1))
        guard case .decided(_, .refused(let refusal))? = story.steps.last else { Issue.record("waits on"); return }
        #expect(refusal.code == .illegal)
        #expect(story.dockets[.sample]?.waiting.isEmpty == true)
    }

    @Test func aCancellationThatComesBeforeItsOrderIsNotLost() {
        var story = Story()
        story.take(.orderCancelled(reason: .changedMind, by: .customer), at: start)
        story.take(.placed(.sample), at: start + .minutes(5))
        #expect(story[.first]?.state.name == .cancelled)
    }

    @Test func twoPartsDoNotGetOneTrackingNumberByWaitingForIt() {
        var story = Story()
        let number = TrackingNumber("TRK-1")
        let events: [OrderEvent] = [
            .split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), .packed(.first, evidence: []),
            .packed(.second, evidence: []), .trackingAssigned(.first, number, carrier: nil),
            .trackingAssigned(.second, number, carrier: nil), .placed(.sample),
        ]
        for (minute, event) in events.enumerated() { story.take(event, at: start + .minutes(Int64(minute))) }
        #expect(story[.first]?.tracking?.number == number)
        #expect(story[.second]?.tracking == nil)
    }
}
