// Every event in every condition: what is legal, what is possible, and what the documentation says of it.

import CivilTime
import Foundation
import Orders
import TestKit
import Testing

@Suite struct LifecycleTests {
    /// The rules' own table, in their own words, for a well-formed event of each type.
    static let legal: [EventType: Set<CanonicalShipment>] = [
        .orderPlaced: [],
        .passportProvided: [.held],
        .cutoffChanged: packaging, .shipmentSplit: packaging, .itemRemoved: packaging,
        .shipmentPacked: packaging.subtracting([.held]),
        .evidenceRecorded: Set(CanonicalShipment.allCases),
        .trackingAssigned: shelf.union(underWay).union([.presumablyDelivered, .disputed]),
        .shipmentAccepted: shelf,
        .courierDeparted: [.accepted, .acceptedRequested],
        .pickupArrived: [.acceptedForPickup],
        .deliveryPresumed: underWay,
        .deliveryConfirmed: underWay.union([.presumablyDelivered]),
        .receiptDeclined: underWay.union([.presumablyDelivered]),
        .customerContacted: [.disputed], .disputeResolved: [.disputed],
        .shipmentCancelled: packaging.union(shelf).union(underWay),
        .orderCancelled: packaging.union(shelf).union(underWay),
        .cancellationRequested: shelf.union(underWay).subtracting(requested),
        .cancellationAnswered: requested,
        .claimWithheld: [.delivered, .withheld, .appealed, .final, .refunded],
        .appealFiled: [.withheld], .appealDecided: [.appealed],
    ]

    private static let packaging: Set<CanonicalShipment> = [.awaitingPackaging, .held, .withdrawn, .overdue]
    private static let shelf: Set<CanonicalShipment> = [
        .awaitingShipment, .awaitingShipmentLate, .awaitingShipmentRequested,
    ]
    private static let underWay: Set<CanonicalShipment> = [
        .accepted, .acceptedForPickup, .acceptedRequested, .courierOnTheWay, .courierRequested, .atPickUpPoint,
        .atPickUpPointRequested,
    ]
    private static let requested: Set<CanonicalShipment> = [
        .awaitingShipmentRequested, .acceptedRequested, .courierRequested, .atPickUpPointRequested,
    ]

    @Test(arguments: EventType.allCases)
    func anEventIsLegalWhereTheRulesSay(type: EventType) throws {
        let expected = try #require(Self.legal[type])
        for shipment in CanonicalShipment.allCases {
            let verdicts = CanonicalEvent.of(type).map { event in
                var story = shipment.story()
                return CanonicalEvent.outcome(of: event, in: &story).word
            }
            #expect(verdicts.contains("applied") == expected.contains(shipment), "\(shipment.rawValue): \(verdicts)")
        }
    }

    @Test(arguments: CanonicalShipment.allCases)
    func whatIsPossibleNowIsWhatIsApplied(shipment: CanonicalShipment) throws {
        let story = shipment.story()
        let order = try #require(story.dockets[.sample]?.order)
        let possible = order.possible(for: try #require(order[.first]))
        let applied = EventType.allCases.filter { type in
            CanonicalEvent.of(type).contains { event in
                var story = story
                return CanonicalEvent.outcome(of: event, in: &story).word == "applied"
            }
        }
        #expect(possible == applied)
    }

    @Test(arguments: CanonicalShipment.allCases)
    func whatIsNotAppliedChangesNothing(shipment: CanonicalShipment) {
        for event in CanonicalEvent.all {
            let before = shipment.story()
            var after = before
            let verdict = CanonicalEvent.outcome(of: event, in: &after)
            guard verdict.word != "applied" else { continue }
            #expect(after.dockets[.sample]?.order == before.dockets[.sample]?.order, "\(event.testDescription)")
            #expect(after.dockets[.sample]?.waiting.isEmpty == (verdict.word != "waiting"), "\(event.testDescription)")
        }
    }

    @Test(arguments: CanonicalShipment.allCases)
    func aRefusalSaysWhatIsPossible(shipment: CanonicalShipment) throws {
        for event in CanonicalEvent.all {
            var story = shipment.story()
            guard let refusal = CanonicalEvent.outcome(of: event, in: &story).refusal else { continue }
            #expect(!refusal.expected.isEmpty)
            #expect(!refusal.found.isEmpty)
            #expect(refusal.advice.hasSuffix("."), "\(event.testDescription): \(refusal.advice)")
        }
    }

    @Test(arguments: [
        (CanonicalShipment.accepted, OrderEvent.courierDeparted(.first), "courier on the way"),
        (.courierOnTheWay, .courierDeparted(.first), "courier on the way"),
        (.delivered, .deliveryConfirmed(.first), "delivered"),
        (.cancelled, .shipmentCancelled(.first, reason: .outOfStock, by: .seller), "cancelled"),
        (.disputed, .receiptDeclined(.first, reason: nil), "disputed"),
    ])
    func aStatusThatIsReportedAgainIsNoNews(shipment: CanonicalShipment, event: OrderEvent, state: String) {
        var story = shipment.story()
        story.take(event, at: story.now + .minutes(1))
        #expect(story.take(event, at: story.now + .minutes(1)).word == "unchanged")
        #expect(story[.first]?.condition == state)
    }

    @Test func aStaleCancellationDoesNotUndoADelivery() {
        var story = CanonicalShipment.delivered.story()
        let stale = OrderEvent.shipmentCancelled(.first, reason: .lost, by: .carrier)
        #expect(story.take(stale, at: story.now, time: story.now - .hours(1), from: .feed).word == "refused")
        #expect(story[.first]?.state.name == .delivered)
    }

    @Test func theDocumentationSaysWhatTheCodeDoes() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/lifecycle.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try LifecycleTable.text.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == LifecycleTable.text, "write it anew: UPDATE_DOCS=1 swift test --filter LifecycleTests")
    }
}
