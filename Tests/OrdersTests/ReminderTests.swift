// Reminders: when they are given, to whom, and that they change nothing else.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct ReminderTests {
    private let placedAt = Instant.at("2026-11-23T10:00:00+03:00")
    private let cutoff = Instant.at("2026-11-25T00:00:00+03:00")

    private func placed(_ change: (inout Placement) -> Void = { _ in }) -> Story {
        var story = Story()
        story.take(.placed(.sample(change)), at: placedAt)
        return story
    }

    private func reminders(_ story: Story, of number: ShipmentNumber = .first) -> [Instant] {
        story.transitions(of: number).compactMap {
            if case .reminder = $0.cause { $0.effectiveAt } else { nil }
        }
    }

    @Test func theyAreGivenTheirOffsetsBeforeTheCutoff() {
        var story = placed()
        story.pass(to: cutoff)
        #expect(reminders(story) == [cutoff - .hours(2), cutoff - .minutes(30)])
    }

    @Test func onlyTheNextStands() {
        var story = placed()
        #expect(story.deadlines().filter { $0.key.kind == .reminder }.map(\.due) == [cutoff - .hours(2)])
        story.pass(to: cutoff - .hours(2))
        #expect(story.deadlines().filter { $0.key.kind == .reminder }.map(\.due) == [cutoff - .minutes(30)])
    }

    @Test(arguments: [(119, [30]), (120, [120, 30]), (30, [30]), (29, [])] as [(Int64, [Int64])])
    func noneLiesBeforeItsStateBegan(minutes: Int64, given: [Int64]) {
        var story = placed { $0.packBy = placedAt + .minutes(minutes) }
        let due = placedAt + .minutes(minutes)
        story.pass(to: due)
        #expect(reminders(story) == given.map { due - .minutes($0) })
    }

    @Test func aReminderLeadsWithTheDeadlineAndChangesNothing() throws {
        var story = placed()
        let before = try #require(story[.first])
        story.pass(to: cutoff - .hours(2))
        let reminder = try #require(story.transitions.last)
        #expect(reminder.cause == .reminder(of: .packing))
        #expect(reminder.cause.name == "deadline.reminder")
        #expect(reminder.due == cutoff)
        #expect(reminder.from == .awaitingPackaging)
        #expect(reminder.to == .awaitingPackaging)
        #expect(story[.first]?.lastTransitionAt == before.lastTransitionAt)
    }

    @Test func aReminderRaisesNoEffectiveTime() throws {
        var story = placed()
        let packedAt = cutoff - .hours(3)
        story.pass(to: cutoff - .hours(1))
        story.take(.packed(.first, evidence: []), at: cutoff - .hours(1), time: packedAt, from: .marketplace)
        #expect(story.transitions.last?.effectiveAt == packedAt)
    }

    @Test func whatIsPackedIsNotRemindedOf() {
        var story = placed()
        story.take(.packed(.first, evidence: []), at: cutoff - .hours(1))
        story.pass(to: cutoff - .milliseconds(1))
        #expect(reminders(story) == [cutoff - .hours(2)])
    }

    @Test func aSplitInheritsWhatWasGivenAndWhatIsToCome() {
        var story = placed()
        story.pass(to: cutoff - .hours(1))
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: cutoff - .hours(1))
        story.pass(to: cutoff)
        #expect(reminders(story) == [cutoff - .hours(2), cutoff - .minutes(30)])
        #expect(reminders(story, of: .second) == [cutoff - .minutes(30)])
    }

    @Test func ofPassportDataEveryHeldPartIsReminded() {
        var story = placed { $0.isFromAbroad = true }
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: placedAt + .hours(1))
        story.pass(to: placedAt + .hours(20))
        #expect(reminders(story) == [placedAt + .hours(20)])
        #expect(reminders(story, of: .second) == [placedAt + .hours(20)])
        story.pass(to: placedAt + .hours(24) - .milliseconds(1))
        #expect(reminders(story).count == 1)
    }

    @Test(arguments: [
        (CanonicalShipment.acceptedRequested, DeadlineKind.cancellationAnswer, Span.hours(6)),
        (.withheld, .appealWindow, .days(3)), (.held, .passport, .hours(4)),
    ])
    func theyPrecedeEveryDeadlineThatAPersonCanMeet(
        shipment: CanonicalShipment, kind: DeadlineKind, offset: Span
    ) throws {
        var story = shipment.story()
        let due = try #require(story.due(kind))
        story.pass(to: due - .milliseconds(1))
        let given = story.transitions.filter { $0.cause == .reminder(of: kind) }
        #expect(given.map(\.effectiveAt) == [due - offset])
        #expect(given.map(\.due) == [due])
    }

    @Test func aReminderDoesNotLagWithTheFeeds() throws {
        var story = Story(policy: .lagging)
        story.take(.placed(.sample), at: placedAt)
        let reminder = try #require(story.deadlines().first { $0.key.kind == .reminder })
        #expect(reminder.position == cutoff - .hours(2))
    }

    @Test func aBackdatedBeginningDoesNotBringRemindersBeforeTheirKnowledge() throws {
        var story = Story()
        let arrivedAt = cutoff - .hours(1)
        story.take(.placed(.sample), at: arrivedAt, time: cutoff - .hours(10), from: .marketplace)
        story.take(.cutoffChanged(.first, packBy: cutoff), at: arrivedAt, from: .marketplace)
        #expect(story.deadlines().allSatisfy { $0.due >= arrivedAt })
    }
}
