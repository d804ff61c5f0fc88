// When an event took effect, and whom that is believed.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct EffectiveTimeTests {
    private let arrival = Instant.at("2026-11-23T12:00:00Z")

    @Test(
        arguments: [
            ("2026-11-23T11:00:00Z", "2026-11-23T11:00:00Z"), ("2026-11-23T13:00:00Z", "2026-11-23T12:00:00Z"),
            ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"), ("2026-11-22T11:59:59.999Z", "2026-11-22T12:00:00Z"),
            ("2020-01-01T00:00:00Z", "2026-11-22T12:00:00Z"), (nil, "2026-11-23T12:00:00Z"),
        ] as [(String?, String)])
    func aTrustedTimeIsBelievedWithinItsBackdating(time: String?, claimed: String) {
        let believed = Policy.sample.claimedTime(time.map { .at($0) }, from: .feed, arrivedAt: arrival)
        #expect(believed == .at(claimed))
    }

    @Test(arguments: [SourceName.wms, SourceName("/shop")])
    func anUntrustedSourceTakesEffectWhenItArrives(source: SourceName) {
        #expect(Policy.sample.claimedTime(.at("2026-11-23T11:00:00Z"), from: source, arrivedAt: arrival) == arrival)
    }

    @Test func nothingTakesEffectBeforeTheShipmentsLastTransition() throws {
        var story = CanonicalShipment.awaitingShipment.story()
        let last = try #require(story[.first]).lastTransitionAt
        story.take(.accepted(.first), at: last + .hours(2), time: last - .minutes(1), from: .feed)
        #expect(story.transitions.last?.effectiveAt == last)
    }

    @Test func anotherPartsTransitionsDoNotCount() throws {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: story.now)
        let split = story.now
        story.take(.packed(.second, evidence: []), at: split + .hours(2))
        story.take(.packed(.first, evidence: []), at: split + .hours(3), time: split + .hours(1), from: .marketplace)
        #expect(story.transitions.last?.effectiveAt == split + .hours(1))
    }

    @Test func whatConcernsTheWholeOrderComesAfterAllOfIts() throws {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: story.now)
        let packed = story.now + .hours(2)
        story.take(.packed(.second, evidence: []), at: packed)
        story.take(
            .orderCancelled(reason: .changedMind, by: .marketplace), at: packed + .hours(1), time: packed - .hours(1),
            from: .marketplace)
        #expect(story.transitions.suffix(2).map(\.effectiveAt) == [packed, packed])
    }

    // MARK: - Facts of the marketplace

    @Test(arguments: [(Int64(0), "applied"), (300_000, "applied"), (300_001, "refused")])
    func aPlacingFromTheFutureIsRefusedBeyondTheTolerance(ahead: Int64, word: String) {
        for member in ["createdAt", "paidAt"] {
            var story = Story()
            let placement = Placement.sample {
                if member == "paidAt" { $0.paidAt = arrival + .milliseconds(ahead) }
                $0.createdAt = member == "createdAt" ? arrival + .milliseconds(ahead) : nil
            }
            let verdict = story.take(.placed(placement), at: arrival)
            #expect(verdict.word == word)
            #expect(verdict.refusal?.pointer == (word == "refused" ? "/data/\(member)" : nil))
            #expect(story.dockets[.sample]?.order?.placedAt == (word == "refused" ? nil : arrival))
        }
    }

    @Test func anUnknownWarehouseIsRefusedWithTheKnownOnes() {
        var story = Story()
        let verdict = story.take(.placed(.sample { $0.warehouse = WarehouseID("spb-9") }), at: arrival)
        #expect(verdict.refusal?.pointer == "/data/warehouse")
        #expect(verdict.refusal?.expected == "a configured warehouse: express, msk-1")
    }

    @Test func anOrderIsPlacedOnce() {
        var story = Story()
        story.take(.placed(.sample), at: arrival)
        let before = story.dockets
        #expect(story.take(.placed(.sample), at: arrival + .minutes(1)).word == "refused")
        #expect(story.dockets == before)
    }
}
