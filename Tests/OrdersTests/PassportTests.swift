// Orders from abroad: held until the customer gives passport data, cancelled when he does not.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct PassportTests {
    private let arrivedAt = Instant.at("2026-11-23T10:00:00+03:00")

    private func story(under policy: Policy = .sample, _ change: (inout Placement) -> Void = { _ in }) -> Story {
        var story = Story(policy: policy)
        let placement = Placement.sample {
            $0.isFromAbroad = true
            change(&$0)
        }
        story.take(.placed(placement), at: arrivedAt)
        return story
    }

    @Test(
        arguments: [
            (
                PassportAnchor.created, "2026-11-23T08:00:00+03:00", "2026-11-23T09:00:00+03:00",
                "2026-11-24T08:00:00+03:00"
            ),
            (.paid, "2026-11-23T08:00:00+03:00", "2026-11-23T09:00:00+03:00", "2026-11-24T09:00:00+03:00"),
            (.paid, "2026-11-23T08:00:00+03:00", nil, "2026-11-24T08:00:00+03:00"),
            (.created, nil, nil, "2026-11-24T10:00:00+03:00"),
        ] as [(PassportAnchor, String?, String?, String)])
    func theDataAreAwaitedForADayFromTheAnchor(
        anchor: PassportAnchor, created: String?, paid: String?, due: String
    ) {
        let story = story(under: .sample { $0.windows.passportAnchor = anchor }) {
            $0.createdAt = created.map { .at($0) }
            $0.paidAt = paid.map { .at($0) }
        }
        #expect(story.due(.passport) == .at(due))
    }

    @Test func whileHeldOnlyThePassportDeadlineRuns() {
        let story = story()
        #expect(story.deadlines().filter { $0.key.kind != .reminder }.map(\.key.kind) == [.passport])
        #expect(story[.first]?.condition == "awaiting packaging, held")
    }

    @Test func withoutDataTheOrderIsCancelledAndNotTheSellersFault() {
        var story = story()
        story.pass(to: arrivedAt + .hours(24))
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.fault == .customer)
        #expect(cancellation.reason == "deadline.passport")
        #expect(story.take(.passportProvided, at: story.now).word == "refused")
    }

    @Test func everyPartOfAHeldOrderIsCancelledWithIt() {
        var story = story()
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: arrivedAt + .hours(1))
        story.pass(to: arrivedAt + .hours(24))
        #expect(story[.first]?.state.name == .cancelled)
        #expect(story[.second]?.state.name == .cancelled)
        #expect(story.transitions.filter { $0.cause == .deadline(.passport) }.map(\.shipment) == [.first, .second])
    }

    @Test func aCalendarCutoffStartsWhenTheDataCome() {
        var story = story()
        story.take(.passportProvided, at: .at("2026-11-23T13:00:00+03:00"))  // at the shipping time: Tuesday starts
        #expect(story.due(.packing) == .at("2026-11-26T00:00:00+03:00"))
        #expect(story.due(.passport) == nil)
    }

    @Test(arguments: [
        ("2026-11-23T20:00:00+03:00", "2026-11-23T20:00:00+03:00"),
        ("2026-11-23T11:00:00+03:00", "2026-11-23T12:00:00+03:00"),  // past when the data come
    ])
    func aGivenCutoffStandsButIsNotDueBeforeItCouldBeKnown(packBy: String, due: String) {
        var story = story { $0.packBy = .at(packBy) }
        story.take(.passportProvided, at: .at("2026-11-23T12:00:00+03:00"))
        #expect(story.due(.packing) == .at(due))
    }

    @Test(arguments: [nil, "2026-11-30T00:00:00+03:00"] as [String?])
    func aCutoffThatIsChangedWhileHeldCountsWhenTheDataCome(packBy: String?) {
        var story = story()
        story.take(.cutoffChanged(.first, packBy: packBy.map { .at($0) }), at: arrivedAt + .hours(1))
        #expect(story.due(.packing) == nil)
        #expect(story[.first]?.isHeld == true)
        story.take(.passportProvided, at: arrivedAt + .hours(2))
        #expect(story.due(.packing) == packBy.map { .at($0) })
    }

    @Test func aHeldOrderCannotBePackedAndSaysUntilWhen() throws {
        var story = story()
        let verdict = story.take(.packed(.first, evidence: [.video]), at: arrivedAt + .hours(1))
        #expect(verdict.word == "refused")
        let refusal = try #require(verdict.refusal)
        #expect(refusal.code == .illegal)
        #expect(refusal.found.contains("held"))
        #expect(refusal.found.contains("by Tue 24 Nov 10:00 (Europe/Moscow)"))
        #expect(
            refusal.advice == "Possible now: passport.provided, cutoff.changed, shipment.split, item.removed, "
                + "evidence.recorded, shipment.cancelled, order.cancelled.")
    }

    @Test func aHeldOrderMayBeSplitReducedAndCancelled() {
        var story = story()
        let parts: [[Portion]] = [[.of("coffee", 2)], [.of("mug", 1)]]
        #expect(story.take(.split(.first, parts: parts), at: arrivedAt + .hours(1)).word == "applied")
        #expect(story[.second]?.isHeld == true)
        let removal = OrderEvent.itemRemoved(.first, .of("coffee", 1), reason: .outOfStock)
        #expect(story.take(removal, at: arrivedAt + .hours(2)).word == "applied")
        story.take(.passportProvided, at: arrivedAt + .hours(3))
        #expect(story[.first]?.condition == "awaiting packaging")
        #expect(story[.second]?.condition == "awaiting packaging")
    }

    @Test func nobodyWaitsForDataWhenNothingIsLeft() {
        var story = story()
        story.take(.orderCancelled(reason: .outOfStock, by: .seller), at: arrivedAt + .hours(1))
        #expect(story.deadlines().isEmpty)
        #expect(story.dockets[.sample]?.order?.isOpen == false)
    }

    @Test func dataThatComeTwiceChangeNothing() {
        var story = story()
        story.take(.passportProvided, at: arrivedAt + .hours(1))
        let before = story.dockets
        #expect(story.take(.passportProvided, at: arrivedAt + .hours(2)).word == "unchanged")
        #expect(story.dockets == before)
    }

    @Test func anOrderFromHomeIsNotHeld() {
        var story = Story()
        story.take(.placed(.sample), at: arrivedAt)
        #expect(story.take(.passportProvided, at: arrivedAt).word == "refused")
    }
}
