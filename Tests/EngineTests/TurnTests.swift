// The turn: what comes first, what waits, and what survives.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let morning = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z
private let order = OrderNumber("24219509-0020")
private let parcel = ShipmentNumber("24219509-0020-1")

@Suite struct TurnTests {
    /// A world with one order, placed at `morning`, to be packed within the hour.
    private func placed() -> World {
        let world = World(at: morning)
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning)
        return world
    }

    private var packed: Event { .sample("packed", order, .packed(parcel, evidence: [])) }
    private var cutoff: Instant { morning + .hours(1) }

    @Test func aPackingJustBeforeTheCutoffCounts() throws {
        let world = placed()
        world.spool.drop(packed, at: cutoff - .milliseconds(1))
        try world.run(to: cutoff + .minutes(1))
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
        #expect(world.shipment(parcel)?.late == [])
    }

    @Test(arguments: [0, 1]) func aPackingAtOrAfterTheCutoffIsLate(milliseconds: Int64) throws {
        let world = placed()
        world.spool.drop(packed, at: cutoff + .milliseconds(milliseconds))
        try world.run(to: cutoff + .minutes(1))
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
        #expect(world.shipment(parcel)?.late == [.packing])
        #expect(
            world.story[parcel]?.map(\.cause.name) == [
                "order.placed", "deadline.reminder", "deadline.packing", "shipment.packed",
            ])
    }

    @Test func aFileThatLandedBeforeTheDeadlineAndIsReadAfterItCountsAsBefore() throws {
        let world = placed()
        try world.run(to: cutoff - .minutes(5))
        world.kill()
        world.spool.drop(packed, at: cutoff - .minutes(1))
        world.sleep(to: cutoff + .hours(3))
        try world.run(for: .seconds(1))
        #expect(world.shipment(parcel)?.late == [])
        let entry = try #require(world.disk.history.last)
        #expect(entry.transition.effectiveAt == cutoff - .minutes(1))
        #expect(entry.lateness >= .hours(3))
    }

    @Test func aDeadlineFiresAtItsDueAndNotBefore() throws {
        let world = placed()
        try world.run(to: cutoff - .milliseconds(1))
        #expect(world.shipment(parcel)?.isOverdue == false)
        try world.run(to: cutoff)
        #expect(world.shipment(parcel)?.isOverdue == true)
        #expect(world.disk.history.last?.transition.effectiveAt == cutoff)
        #expect(world.disk.history.last?.committedAt == cutoff)
    }

    @Test func aFileStillBeingWrittenHoldsALaterDeadlineUntilItSettles() throws {
        let world = placed()
        let record = Record(line: 1, content: .success(packed), text: "")
        world.spool.drop("packed.json", [record], at: cutoff - .seconds(2), completeAt: cutoff + .seconds(2))
        try world.run(to: cutoff + .seconds(1))
        #expect(world.shipment(parcel)?.isOverdue == false)
        try world.run(to: cutoff + .seconds(10))
        #expect(world.shipment(parcel)?.late == [])
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
    }

    @Test func aWriterSlowerThanThatDoesNotHoldTheDeadlineForEver() throws {
        let world = placed()
        let record = Record(line: 1, content: .success(packed), text: "")
        world.spool.drop("packed.json", [record], at: cutoff - .seconds(2), completeAt: cutoff + .minutes(2))
        try world.run(to: cutoff + .seconds(3))
        #expect(world.shipment(parcel)?.isOverdue == true)
        try world.run(to: cutoff + .minutes(3))
        #expect(world.shipment(parcel)?.late == [.packing])
        #expect(world.story[parcel]?.last?.effectiveAt == cutoff)
    }

    @Test func theSameEventTwiceIsAppliedOnce() throws {
        let world = placed()
        world.spool.drop(packed, at: morning + .minutes(1))
        try world.run(to: morning + .minutes(2))
        world.spool.drop(packed, at: morning + .minutes(3))
        try world.run(to: morning + .minutes(4))
        #expect(world.story[parcel]?.count == 2)
        #expect(world.spool.retired.values.contains(.duplicate))
    }

    @Test func theSameNameForSomethingElseIsAConflict() throws {
        let world = placed()
        world.spool.drop(packed, at: morning + .minutes(1))
        world.spool.drop(.sample("packed", order, .accepted(parcel)), at: morning + .minutes(2))
        try world.run(to: morning + .minutes(3))
        #expect(world.reports.rejections.map(\.refusal.code) == [.conflict])
        #expect(world.reports.rejections.map(\.record) == [1])
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
    }

    @Test func aRefusedEventMayComeAgainMended() throws {
        let world = placed()
        let unknown = Placement.simulated()
        world.spool.drop(.sample("a", order, .placed(unknown)), at: morning + .minutes(1))
        try world.run(to: morning + .minutes(2))
        #expect(world.reports.rejections.count == 1)
        world.spool.drop(.sample("a", order, .packed(parcel, evidence: [])), at: morning + .minutes(3))
        try world.run(to: morning + .minutes(4))
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
    }

    @Test func anEventWaitsForItsOrderAndTakesEffectAtItsOwnTime() throws {
        let world = World(at: morning)
        world.spool.drop(
            .sample(
                "packed", order, .packed(parcel, evidence: []), time: morning - .hours(1), source: "/feeds/trusted"),
            at: morning)
        try world.run(to: morning + .minutes(1))
        #expect(world.disk.docket(of: order)?.docket.waiting.count == 1)
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning + .minutes(2))
        try world.run(to: morning + .minutes(3))
        #expect(world.story[parcel]?.map(\.cause.name) == ["order.placed", "shipment.packed"])
        #expect(world.story[parcel]?.last?.effectiveAt == morning + .minutes(2))
        #expect(world.disk.docket(of: order)?.docket.waiting.isEmpty == true)
    }

    @Test func anEventThatWaitsInVainIsRefusedAsOrphanedAndKept() throws {
        let world = World(at: morning)
        world.spool.drop(packed, at: morning)
        try world.run(to: morning + .hours(25))
        #expect(world.reports.rejections.map(\.refusal.code) == [.orphaned])
        #expect(world.spool.lateRejections.map(\.text) == [packed.text])
        #expect(world.disk.owed.isEmpty)
        #expect(world.disk.docket(of: order) == nil)
    }

    @Test func nobodyElseSubmitsInTheNameOfASourceWithUsers() throws {
        let world = placed()
        let feed = SourceName("/feeds/trusted")
        world.policy.sources[feed]?.users = ["feeds"]
        world.policy.sources[feed]?.uids = [1001]
        let event = Event.sample("packed", order, .packed(parcel, evidence: []), source: feed.rawValue)
        world.spool.drop(event, at: morning + .minutes(1), by: 1000)
        try world.run(to: morning + .minutes(2))
        #expect(world.reports.rejections.map(\.refusal.code) == [.forbidden])
        world.spool.drop(event, at: morning + .minutes(3), by: 1001)
        try world.run(to: morning + .minutes(4))
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
    }

    @Test func deadlinesFireUpToWhatASpoolInTroubleHoldsAndNoFurther() throws {
        let world = placed()
        try world.run(to: morning + .minutes(1))
        world.spool.trouble = IntakeFailure("done/ is full", isSpoolSeen: true)
        let other = OrderNumber("later")
        world.spool.drop(.sample("later", other, .placed(.simulated())), at: cutoff + .minutes(1))
        try world.run(to: cutoff + .hours(48))
        #expect(world.shipment(parcel)?.isOverdue == true)
        #expect(world.shipment(parcel)?.state.name == .awaitingPackaging, "the grace ends after the file that waits")
        #expect(world.disk.docket(of: other) == nil)
        world.spool.trouble = nil
        try world.run(for: .seconds(2))
        #expect(world.shipment(parcel)?.state.name == .cancelled)
        #expect(world.shipment(ShipmentNumber(other, part: 1))?.state.name == .cancelled)
    }

    @Test func aStoreThatIsBusyIsTriedAgainAndNothingIsLost() throws {
        let world = placed()
        world.sabotage = { $0 <= 2 ? .before(.busy) : nil }
        try world.run(to: cutoff + .minutes(1))
        #expect(world.shipment(parcel)?.isOverdue == true)
        #expect(world.spool.new.isEmpty)
    }

    @Test func aHerdIsDecidedInOrderOverSeveralTurns() throws {
        let world = World(at: morning)
        for index in 0..<50 {
            let number = OrderNumber("herd-\(index)")
            world.spool.drop(.sample("p\(index)", number, .placed(.simulated())), at: morning)
        }
        try world.start(bounds: Engine.Bounds(arrivals: 7))
        try world.run(to: morning + .hours(2))
        #expect(world.story.count == 50)
        #expect(world.disk.history.filter { $0.transition.isOverdue }.count == 50)
        #expect(world.disk.history.map(\.seq) == Array(1...world.disk.history.count).map(Int64.init))
    }

    @Test func whatTheSpoolCannotShowHoldsEveryDeadline() throws {
        let world = placed()
        try world.run(to: morning + .minutes(1))
        world.spool.trouble = IntakeFailure("new/ cannot be read")
        try world.run(to: cutoff + .minutes(1))
        #expect(world.shipment(parcel)?.isOverdue == false)
        #expect(world.reports.notices.contains(.intakeStopped("new/ cannot be read")))
        world.spool.trouble = nil
        try world.run(for: .seconds(1))
        #expect(world.shipment(parcel)?.isOverdue == true)
        #expect(world.reports.notices.last == .intakeResumed)
    }
}

@Suite struct QueueTests {
    private var cutoff: Instant { morning + .hours(1) }
    private var packed: Event { .sample("packed", order, .packed(parcel, evidence: [])) }

    @Test func aHeldDeadlineHoldsTheFilesBehindIt() throws {
        let world = World(at: morning)
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning)
        let record = Record(line: 1, content: .success(packed), text: "")
        world.spool.drop("packed.json", [record], at: cutoff - .seconds(2), completeAt: cutoff + .seconds(2))
        let photo = Evidence(uri: "x:y", sha256: nil)
        world.spool.drop(.sample("photo", order, .evidenceRecorded(parcel, photo)), at: cutoff + .seconds(1))
        try world.run(to: cutoff + .seconds(10))
        #expect(world.shipment(parcel)?.late == [])
        #expect(world.shipment(parcel)?.evidence == [photo])
    }

    @Test func anOrphanMayComeAgainInTheTurnThatFindsItOne() throws {
        let world = World(at: morning)
        world.spool.drop(packed, at: morning)
        try world.run(to: morning + .minutes(1))
        world.sleep(to: morning + .hours(25))
        world.spool.drop(packed, at: world.clock.now)
        world.sleep(to: morning + .hours(26))
        try world.run(for: .minutes(1))
        #expect(world.reports.rejections.map(\.refusal.code) == [.orphaned])
        #expect(world.disk.docket(of: order)?.docket.waiting.count == 1)
    }

    @Test func whatWaitsUnderOneNumberIsBounded() throws {
        let world = World(at: morning)
        let records = (0..<300).map { index in
            let evidence = Evidence(uri: "x:\(index)", sha256: nil)
            let event = Event.sample("e\(index)", order, .evidenceRecorded(parcel, evidence))
            return Record(line: index + 1, content: .success(event), text: event.text)
        }
        world.spool.drop("flood.ndjson", records, at: morning)
        try world.run(to: morning + .minutes(1))
        #expect(world.disk.docket(of: order)?.docket.waiting.count == 100)
        #expect(world.reports.rejections.count == 200)
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: world.clock.now)
        try world.run(for: .seconds(1))
        #expect(world.shipment(parcel)?.evidence.count == 100)
    }

    @Test func anAcceptedClockStaysAcceptedAfterARestart() throws {
        let world = World(at: morning)
        world.limits.requiresSync = false
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning)
        try world.run(to: morning + .hours(3))
        world.clock.step(.minutes(-150))
        world.spool.drop(.control("ok", .clockAccepted), at: world.clock.now, by: 0)
        try world.run(for: .minutes(1))
        #expect(world.heldReason == nil)
        world.kill()
        try world.run(for: .minutes(1))
        #expect(world.heldReason == nil)
    }

    @Test func aTurnIsBoundedInBytes() throws {
        let world = World(at: morning)
        for index in 0..<10 {
            let event = Event.sample("p\(index)", OrderNumber("o\(index)"), .placed(.simulated()))
            let record = Record(line: 1, content: .success(event), text: String(repeating: " ", count: 100))
            world.spool.drop("\(index).json", [record], at: morning)
        }
        world.clock.pass(.seconds(1))
        try world.start(bounds: Engine.Bounds(bytes: 300))
        #expect(try world.turn() == .none)
        #expect(world.disk.history.count == 3)
        try world.run(for: .seconds(1))
        #expect(world.disk.history.count == 10)
    }
}
