// The packing cut-off and its grace, from the placing to the packing.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct PackingDeadlineTests {
    /// Monday before the shipping time: to be packed by the end of Tuesday.
    private let placedAt = Instant.at("2026-11-23T10:00:00+03:00")
    private let cutoff = Instant.at("2026-11-25T00:00:00+03:00")

    private func story(under policy: Policy = .sample, _ change: (inout Placement) -> Void = { _ in }) -> Story {
        var story = Story(policy: policy)
        story.take(.placed(.sample(change)), at: placedAt)
        return story
    }

    @Test func theCutoffFollowsFromTheCalendar() {
        #expect(story().due(.packing) == cutoff)
    }

    @Test(
        arguments: [
            ("2026-11-20T10:00:00+03:00", "2026-11-23T09:00:00+03:00", "2026-11-25T00:00:00+03:00"),  // paid counts
            ("2026-11-20T13:30:00+03:00", nil, "2026-11-25T00:00:00+03:00"),  // else created, on Friday afternoon
            (nil, nil, "2026-11-25T00:00:00+03:00"),  // else arrived
        ] as [(String?, String?, String)])
    func anOrderIsPlacedWhenItWasPaidElseCreatedElseArrived(created: String?, paid: String?, due: String) {
        let story = story {
            $0.createdAt = created.map { .at($0) }
            $0.paidAt = paid.map { .at($0) }
        }
        #expect(story.due(.packing) == .at(due))
    }

    @Test func aCutoffThatTheMarketplaceGaveGoesBeforeTheCalendar() {
        #expect(story { $0.packBy = .at("2026-11-24T12:00:00Z") }.due(.packing) == .at("2026-11-24T12:00:00Z"))
    }

    /// The published posting 0132112277-0102-1.
    @Test func thePublishedPostingIsToBePackedByItsOwnDate() {
        var story = Story()
        let placement = Placement.sample {
            $0.createdAt = .at("2026-03-30T11:26:08Z")
            $0.packBy = .at("2026-04-04T16:59:00Z")
        }
        story.take(.placed(placement), at: .at("2026-03-30T11:30:00Z"))
        story.take(.cutoffChanged(.first, packBy: .at("2026-03-31T09:00:00Z")), at: .at("2026-03-30T12:00:00Z"))
        story.pass(to: .at("2026-03-31T08:59:59.999Z"))
        #expect(story[.first]?.isOverdue == false)
        story.pass(to: .at("2026-03-31T09:00:00Z"))
        #expect(story[.first]?.isOverdue == true)
    }

    @Test func anOrderThatIsDeliveredADayLateDoesNotDieOnArrival() throws {
        let story = story { $0.createdAt = .at("2026-11-13T10:00:00+03:00") }
        #expect(story.due(.packing) == placedAt)
        var later = story
        later.pass(to: placedAt)
        #expect(later[.first]?.isOverdue == true)
        #expect(later.due(.packingGrace) == .at("2026-11-25T00:00:00+03:00"))  // all of Tuesday is left
    }

    @Test(
        arguments: [
            (PackingGrace.nextWorkingDay, "2026-11-26T00:00:00+03:00"), (.span(.hours(6)), "2026-11-25T06:00:00+03:00"),
            (.none, nil),
        ] as [(PackingGrace, String?)])
    func theGraceStartsAtTheCutoff(grace: PackingGrace, due: String?) {
        var story = story(under: .sample { $0.windows.packingGrace = grace })
        story.pass(to: cutoff)
        #expect(story[.first]?.isOverdue == true)
        #expect(story.due(.packingGrace) == due.map { .at($0) })
    }

    @Test(arguments: [
        ("2026-11-28T00:00:00+03:00", "2026-12-01T00:00:00+03:00"),  // ends on Friday night: all of Monday
        ("2026-11-27T15:00:00+03:00", "2026-12-01T00:00:00+03:00"),  // given for Friday afternoon: Monday, too
        ("2026-11-26T00:00:00.001+03:00", "2026-11-28T00:00:00+03:00"),  // Thursday has begun: Friday
    ])
    func theGraceIsTheFirstWorkingDayThatBeginsAtOrAfterTheCutoff(packBy: String, due: String) {
        var story = story { $0.packBy = .at(packBy) }
        story.pass(to: .at(packBy))
        #expect(story.due(.packingGrace) == .at(due))
    }

    @Test func withoutAGraceAnOverdueShipmentWaitsForAPerson() {
        var story = story(under: .sample { $0.windows.packingGrace = .none })
        story.pass(to: cutoff + .days(1000))
        #expect(story[.first]?.condition == "awaiting packaging, overdue")
        #expect(story.take(.packed(.first, evidence: [.video]), at: story.now).word == "applied")
        #expect(story[.first]?.late == [.packing])
    }

    @Test func whatIsNotPackedInTheGraceIsCancelledAndTheSellersFault() {
        var story = story()
        story.pass(to: .at("2026-11-26T00:00:00+03:00"))
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.fault == .seller)
        #expect(cancellation.by == nil)
        #expect(cancellation.reason == "deadline.packing-grace")
        #expect(story.deadlines().isEmpty)
    }

    @Test func aPackingAfterTheCutoffIsAcceptedAndCountedLate() {
        var story = story()
        #expect(story.take(.packed(.first, evidence: [.video]), at: cutoff).word == "applied")
        #expect(story[.first]?.state.name == .awaitingShipment)
        #expect(story[.first]?.late == [.packing])
    }

    @Test func aPackingThatSaysItWasInTimeIsNotBelievedToASeller() {
        var story = story()
        story.take(.packed(.first, evidence: []), at: cutoff + .minutes(1), time: cutoff - .minutes(1))
        #expect(story[.first]?.late == [.packing])
    }

    // MARK: - A changed cut-off

    @Test(arguments: [nil, "2026-11-27T00:00:00+03:00"] as [String?])
    func aChangedCutoffEndsOverdueAndUncountsTheLateness(packBy: String?) throws {
        var story = story()
        story.pass(to: cutoff + .hours(1))
        #expect(story[.first]?.late == [.packing])
        story.take(.cutoffChanged(.first, packBy: packBy.map { .at($0) }), at: cutoff + .hours(2))
        #expect(story[.first]?.isOverdue == false)
        #expect(story[.first]?.late == [])
        #expect(story.due(.packingGrace) == nil)
        #expect(story.due(.packing) == packBy.map { .at($0) })
    }

    @Test func aChangedCutoffHasItsOwnRemindersAndOverdue() {
        var story = story()
        let later = cutoff + .days(2)
        story.take(.cutoffChanged(.first, packBy: later), at: placedAt + .hours(1))
        story.pass(to: cutoff + .hours(1))
        #expect(story[.first]?.isOverdue == false)
        story.pass(to: later)
        #expect(story[.first]?.isOverdue == true)
        let reminded = story.transitions.filter { $0.cause == .reminder(of: .packing) }.map(\.effectiveAt)
        #expect(reminded == [later - .hours(2), later - .minutes(30)])
    }

    @Test func aCutoffInThePastIsNotDueBeforeItCouldBeKnown() {
        var story = story()
        let now = placedAt + .hours(3)
        story.take(.cutoffChanged(.first, packBy: placedAt), at: now)
        #expect(story.due(.packing) == now)
    }

    @Test func aWithdrawnCutoffIsFollowedByNothing() {
        var story = story()
        story.take(.cutoffChanged(.first, packBy: nil), at: placedAt + .hours(1))
        #expect(story.deadlines().isEmpty)
        story.pass(to: cutoff + .days(100))
        #expect(story[.first]?.condition == "awaiting packaging, cut-off withdrawn")
        #expect(story.take(.cutoffChanged(.first, packBy: nil), at: story.now).word == "unchanged")
        story.take(.packed(.first, evidence: [.video]), at: story.now)
        #expect(story[.first]?.late == [])
    }

    @Test func changingTheConfigurationDoesNotMoveADeadlineThatStands() throws {
        let docket = try #require(story().dockets[.sample])
        let other = Policy.sample {
            $0.warehouses[WarehouseID("msk-1")]?.packing = .calendar(shippingTimes: .daily("13:00"), days: 5)
            $0.reminders.packing = [.hours(5)]
            $0.windows.packingGrace = .none
        }
        #expect(docket.deadlines(under: other) == docket.deadlines(under: .sample))
    }
}
