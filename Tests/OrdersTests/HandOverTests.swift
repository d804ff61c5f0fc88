// From the packing table to the carrier: the hand-over and its grace.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct HandOverTests {
    /// To be packed by the end of Tuesday 24 November.
    private func packed(
        at instant: String, under policy: Policy = .sample, _ change: (inout Placement) -> Void = { _ in }
    ) -> Story {
        var story = Story(policy: policy)
        story.take(.placed(.sample(change)), at: .at("2026-11-23T10:00:00+03:00"))
        story.take(.packed(.first, evidence: [.video]), at: .at(instant))
        return story
    }

    @Test(arguments: [
        (0, "2026-11-23T11:00:00+03:00", "2026-11-25T00:00:00+03:00"),  // packed early: the cut-off's last day
        (0, "2026-11-24T23:59:59.999+03:00", "2026-11-25T00:00:00+03:00"),
        (0, "2026-11-25T09:00:00+03:00", "2026-11-26T00:00:00+03:00"),  // packed late: the day it was packed
        (1, "2026-11-23T11:00:00+03:00", "2026-11-26T00:00:00+03:00"),
        (4, "2026-11-24T11:00:00+03:00", "2026-12-01T00:00:00+03:00"),  // over the weekend
    ])
    func theHandOverIsDueWorkingDaysAfterTheLaterOfTheTwoDays(days: Int, packedAt: String, due: String) {
        let story = packed(at: packedAt, under: .sample { $0.windows.handOverDays = days })
        #expect(story.due(.handOver) == .at(due))
    }

    @Test func withoutACutoffTheDayOfThePackingCounts() {
        var story = Story()
        story.take(.placed(.sample), at: .at("2026-11-23T10:00:00+03:00"))
        story.take(.cutoffChanged(.first, packBy: nil), at: .at("2026-11-23T10:01:00+03:00"))
        story.take(.packed(.first, evidence: []), at: .at("2026-11-23T10:02:00+03:00"))
        #expect(story.due(.handOver) == .at("2026-11-24T00:00:00+03:00"))
    }

    @Test func aCutoffWithinADayBelongsToThatDay() {
        let story = packed(at: "2026-11-23T11:00:00+03:00") { $0.packBy = .at("2026-11-26T12:00:00+03:00") }
        #expect(story.due(.handOver) == .at("2026-11-27T00:00:00+03:00"))
    }

    @Test(arguments: [(10, "2026-12-05T00:00:00+03:00"), (0, "2026-11-25T00:00:00+03:00")])
    func theGraceIsInCalendarDays(days: Int, due: String) {
        var story = packed(at: "2026-11-24T11:00:00+03:00", under: .sample { $0.windows.handOverGraceDays = days })
        let handOver = Instant.at("2026-11-25T00:00:00+03:00")
        story.pass(to: handOver - .milliseconds(1))
        #expect(story[.first]?.condition == "awaiting shipment")
        story.pass(to: handOver)
        let fired = story.transitions.filter { $0.cause == .deadline(.handOver) }
        #expect(fired.map(\.effectiveAt) == [handOver])
        #expect(days == 0 ? story[.first]?.state.name == .cancelled : story.due(.handOverGrace) == .at(due))
    }

    @Test func whatIsNeverHandedOverIsCancelledAndTheSellersFault() {
        var story = packed(at: "2026-11-24T11:00:00+03:00")
        story.pass(to: .at("2026-12-05T00:00:00+03:00"))
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.fault == .seller)
        #expect(story[.first]?.late == [.handOver])
    }

    @Test func aLateHandOverStaysCounted() {
        var story = packed(at: "2026-11-24T11:00:00+03:00")
        story.take(.accepted(.first), at: .at("2026-11-26T11:00:00+03:00"))
        #expect(story[.first]?.state.name == .accepted)
        #expect(story[.first]?.late == [.handOver])
        #expect(story.deadlines().isEmpty)
    }

    @Test func aPackingBeforeItsArrivalIsNotLateBeforeItIsKnown() {
        var story = Story()
        story.take(.placed(.sample), at: .at("2026-11-23T10:00:00+03:00"))
        story.take(
            .packed(.first, evidence: []), at: .at("2026-11-25T08:00:00+03:00"),
            time: .at("2026-11-24T18:00:00+03:00"), from: .marketplace)
        // Overdue had passed already, so it takes effect no earlier; the end of the 25th is known in time.
        #expect(story.transitions.last?.effectiveAt == .at("2026-11-25T00:00:00+03:00"))
        #expect(story.due(.handOver) == .at("2026-11-26T00:00:00+03:00"))
    }

    @Test func aServiceMayHaveItsOwnDays() {
        let policy = Policy.sample {
            $0.warehouses[WarehouseID("msk-1")]?.overrides.handOverDays = 1
            $0.services[ServiceID("own")]?.overrides.handOverDays = 2
        }
        #expect(
            packed(at: "2026-11-24T11:00:00+03:00", under: policy).due(.handOver) == .at("2026-11-27T00:00:00+03:00"))
    }
}
