// What holds of every order, whatever is told of it and whenever.

import CivilTime
import Foundation
import Orders
import TestKit
import Testing

@Suite struct OrderPropertyTests {
    /// A failing test names its story by the seed.
    static let stories = (1...150).map { RandomStory(seed: $0) }

    /// Tells a story again and shows `look` what it was before and after each arrival, and what came of it.
    private func play(
        _ random: RandomStory, _ look: (RandomArrival, Story, Story, Verdict) throws -> Void
    ) rethrows {
        var story = Story(policy: random.policy, from: CanonicalShipment.start)
        for arrival in random.arrivals {
            story.pass(to: arrival.at)
            let before = story
            let verdict = story.take(arrival.event, at: arrival.at, time: arrival.time, from: arrival.source)
            try look(arrival, before, story, verdict)
        }
    }

    @Test(arguments: stories)
    func quantitiesAreConserved(random: RandomStory) throws {
        try play(random) { arrival, before, after, verdict in
            guard let old = before.dockets[.sample]?.order, let new = after.dockets[.sample]?.order else { return }
            let steps = after.steps.dropFirst(before.steps.count)
            let removed = steps.reduce(0) { $0 + $1.removedPieces }
            try #require(new.pieces == old.pieces - removed, "seed \(random.seed): \(arrival.event)")
            try #require(
                new.shipments.allSatisfy { $0.items.allSatisfy { $0.quantity.count > 0 } }, "seed \(random.seed)")
        }
    }

    @Test(arguments: stories)
    func whatIsPackedStaysAsItIs(random: RandomStory) throws {
        try play(random) { arrival, before, after, _ in
            for old in before.shipments where old.state.name != .awaitingPackaging {
                try #require(after[old.number]?.items == old.items, "seed \(random.seed): \(arrival.event)")
            }
        }
    }

    @Test(arguments: stories)
    func accountsOnlyGrowAndSumUpToWhatTheEventsSay(random: RandomStory) throws {
        try play(random) { arrival, before, after, _ in
            for old in before.shipments {
                let new = try #require(after[old.number])
                try #require(Array(new.account.prefix(old.account.count)) == old.account, "seed \(random.seed)")
            }
            for shipment in after.shipments {
                let sum = shipment.account.map(\.amount.minorUnits).reduce(0, +)
                try #require(sum == shipment.expectedBalance, "seed \(random.seed): \(shipment.number)")
            }
        }
    }

    @Test(arguments: stories)
    func noTransitionLiesOutsideTheLifecycle(random: RandomStory) throws {
        let story = random.told
        for transition in story.transitions {
            guard let from = transition.from else {
                try #require(transition.to == .awaitingPackaging, "seed \(random.seed)")
                continue
            }
            let mayFollow = from == transition.to || Self.lifecycle[from]?.contains(transition.to) == true
            try #require(mayFollow, "seed \(random.seed): \(transition.cause.name) \(from) to \(transition.to)")
        }
    }

    @Test(arguments: stories)
    func theHistoryOfAShipmentHasNoGapAndTimeDoesNotRunBack(random: RandomStory) throws {
        let story = random.told
        for shipment in story.shipments {
            let all = story.transitions(of: shipment.number)
            let events = all.filter { if case .reminder = $0.cause { false } else { true } }
            try #require(zip(all, all.dropFirst()).allSatisfy { $0.to == $1.from }, "seed \(random.seed)")
            try #require(
                zip(events, events.dropFirst()).allSatisfy { $0.effectiveAt <= $1.effectiveAt }, "seed \(random.seed)")
            try #require(all.last?.to == shipment.state.name, "seed \(random.seed)")
            try #require(events.last?.effectiveAt == shipment.lastTransitionAt, "seed \(random.seed)")
        }
    }

    @Test(arguments: stories)
    func whatIsNotAppliedChangesNothing(random: RandomStory) throws {
        try play(random) { arrival, before, after, verdict in
            guard verdict.word != "applied", after.steps.count == before.steps.count + 1 else { return }
            try #require(
                after.dockets[.sample]?.order == before.dockets[.sample]?.order, "seed \(random.seed): \(arrival)")
        }
    }

    @Test(arguments: stories)
    func deadlinesAreSortedAndNoneIsSetBeforeItCouldBeKnown(random: RandomStory) throws {
        try play(random) { arrival, before, after, _ in
            let deadlines = after.deadlines()
            try #require(deadlines == deadlines.sorted(), "seed \(random.seed)")
            try #require(Set(deadlines.map(\.key)).count == deadlines.count, "seed \(random.seed)")
            // The grace of what has just passed begins with its due time, which may lie before the arrival.
            let graces: Set<DeadlineKind> = [.packingGrace, .handOverGrace]
            let set = Set(deadlines).subtracting(before.deadlines()).filter { !graces.contains($0.key.kind) }
            let nextReminders = Set(set.filter { $0.key.kind == .reminder })
            for deadline in set.subtracting(nextReminders) {
                try #require(deadline.due >= arrival.at, "seed \(random.seed): \(deadline) by \(arrival)")
            }
        }
    }

    @Test(arguments: stories)
    func whatFiresTakesEffectAtItsDueTimeAndNeverBeforeItsPosition(random: RandomStory) throws {
        let story = random.told
        for case .passed(let deadline, let transitions) in story.steps {
            try #require(deadline.position >= deadline.due, "seed \(random.seed)")
            try #require(transitions.allSatisfy { $0.effectiveAt == deadline.due }, "seed \(random.seed)")
        }
    }

    @Test(arguments: stories)
    func whatWaitsEndsAndInTheEndNothingStands(random: RandomStory) throws {
        var story = random.told
        story.pass(to: story.now + .days(400))
        try #require(story.deadlines().isEmpty, "seed \(random.seed)")
        try #require(story.dockets[.sample]?.waiting.isEmpty == true, "seed \(random.seed)")
        let decided = story.steps.reduce(into: [RecordID: Int]()) { count, step in
            guard case .decided(let pending, let verdict) = step, verdict.word != "waiting" else { return }
            count[pending.record, default: 0] += 1
        }
        try #require(decided.count == RandomStory.count && decided.values.allSatisfy { $0 == 1 }, "seed \(random.seed)")
    }

    @Test(arguments: stories)
    func aDocketReadsBackAsItWasWritten(random: RandomStory) throws {
        try play(random) { arrival, before, after, _ in
            guard let docket = after.dockets[.sample], docket != before.dockets[.sample] else { return }
            let read = try JSONDecoder().decode(Docket.self, from: JSONEncoder().encode(docket))
            try #require(read == docket, "seed \(random.seed): \(arrival)")
        }
    }

    @Test(arguments: stories)
    func theSameArrivalsEndInTheSameDocketHoweverOftenTimeIsLookedAt(random: RandomStory) throws {
        let once = random.told
        var often = Story(policy: random.policy, from: CanonicalShipment.start)
        for arrival in random.arrivals {
            while let next = often.next, next.deadline.position <= arrival.at { often.pass(to: next.deadline.position) }
            often.take(arrival.event, at: arrival.at, time: arrival.time, from: arrival.source)
        }
        try #require(often.dockets == once.dockets, "seed \(random.seed)")
        try #require(often.transitions == once.transitions, "seed \(random.seed)")
    }

    /// The history is what happened; what was refused, changed nothing or only waited has left no trace in the order.
    @Test(arguments: stories)
    func replayingTheHistoryGivesTheSameOrder(random: RandomStory) throws {
        var story = Story(policy: random.policy, from: CanonicalShipment.start)
        var replay = Replay(policy: random.policy)
        for arrival in random.arrivals {
            story.pass(to: arrival.at)
            try replay.goOn(story.steps, arrivedAt: nil)
            story.take(arrival.event, at: arrival.at, time: arrival.time, from: arrival.source)
            try replay.goOn(story.steps, arrivedAt: arrival.at)
            try #require(replay.order == story.dockets[.sample]?.order, "seed \(random.seed): \(arrival)")
        }
    }

    @Test func theStoriesReachEveryStateAndEveryDeadline() {
        var states: Set<StateName> = []
        var kinds: Set<DeadlineKind> = []
        for story in Self.stories.map(\.told) {
            states.formUnion(story.transitions.map(\.to))
            for case .passed(let deadline, _) in story.steps { kinds.insert(deadline.key.kind) }
        }
        #expect(states == Set(StateName.allCases))
        #expect(kinds == Set(DeadlineKind.allCases).subtracting([.feedSilence]))
    }

    /// The arrows of the lifecycle, from the rules' own drawing.
    private static let lifecycle: [StateName: Set<StateName>] = [
        .awaitingPackaging: [.awaitingShipment, .cancelled], .awaitingShipment: [.accepted, .cancelled],
        .accepted: [.courierOnTheWay, .atPickUpPoint, .presumablyDelivered, .delivered, .disputed, .cancelled],
        .courierOnTheWay: [.presumablyDelivered, .delivered, .disputed, .cancelled],
        .atPickUpPoint: [.presumablyDelivered, .delivered, .disputed, .cancelled],
        .presumablyDelivered: [.delivered, .disputed], .disputed: [.delivered, .cancelled], .delivered: [],
        .cancelled: [],
    ]
}

extension RandomStory: CustomTestStringConvertible {
    var testDescription: String { "seed \(seed)" }
}

extension Story {
    fileprivate var shipments: [Shipment] { dockets[.sample]?.order?.shipments ?? [] }
}

extension Order {
    fileprivate var pieces: Int { shipments.flatMap(\.items).reduce(0) { $0 + $1.quantity.count } }
}

extension Step {
    /// How many pieces it took out of an order.
    fileprivate var removedPieces: Int {
        guard case .decided(let pending, .applied) = self,
            case .itemRemoved(_, let portion, _) = pending.event
        else { return 0 }
        return portion.quantity.count
    }
}

extension Shipment {
    /// What its account must come to: the sale less the fee when it was delivered, less what stands withheld.
    fileprivate var expectedBalance: Int64 {
        guard state.name == .delivered else { return 0 }
        let sale = items.map { $0.price.minorUnits * Int64($0.quantity.count) }.reduce(0, +)
        let fee = ServiceFee.sample.of(Money(minorUnits: sale, currency: Money.of("0.00").currency)).minorUnits
        let withheld = claims.filter { $0.status != .refunded }.map(\.amount.minorUnits).reduce(0, +)
        return sale - fee - withheld
    }
}
