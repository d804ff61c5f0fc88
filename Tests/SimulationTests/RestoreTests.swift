// A restore changes nothing: whatever the moment of the backup and of the loss, a replay of the archive ends in the
// orders, and the history of each, that they would have had.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let start = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z

/// When the backup is made, when the store is lost, and when somebody says what to do, by the number of the drop.
struct Loss {
    let backup: Int
    let loss: Int
    let word: Int

    init(in scenario: Scenario, seed: UInt64) {
        var random = SeededGenerator(seed: seed &* 43)
        backup = .random(in: 0..<scenario.drops.count - 20, using: &random)
        loss = .random(in: backup + 5..<scenario.drops.count - 10, using: &random)
        word = .random(in: loss + 1..<scenario.drops.count, using: &random)
    }
}

extension World {
    func live(_ scenario: Scenario, through loss: Loss, bounds: Engine.Bounds, killedAt kills: Set<Int> = []) throws {
        var backup = disk.copy()
        for (index, drop) in scenario.drops.enumerated() {
            if kills.contains(index) { kill() }
            try start(bounds: bounds)
            try run(to: drop.at)
            if index == loss.backup { backup = disk.copy() }
            if index == loss.loss { lose(to: backup) }
            if index == loss.word { say(.replayRequested(directory: "done")) }
            spool.drop(drop.event, at: clock.now)
        }
        try run(to: scenario.end)
    }

    /// Late rejections, without what the number of files that came before has a part in.
    var orphans: [String] { spool.lateRejections.map { "\($0.file): \($0.refusal.text)" } }

    /// The store is what it was when the backup was made; the spool is not.
    func lose(to backup: MemoryDisk) {
        kill()
        disk.restore(backup)
    }

    func say(_ command: ControlEvent, by submitter: UInt32 = 0) {
        spool.drop(.control("\(command) \(clock.now)", command), at: clock.now, by: submitter)
    }
}

@Suite struct RestoreTests {
    private func reference(_ scenario: Scenario) throws -> World {
        let world = World(at: start)
        try world.live(scenario)
        return world
    }

    private func expectSame(_ world: World, _ reference: World, seed: UInt64) {
        #expect(world.dockets == reference.dockets, "seed \(seed)")
        #expect(world.story == reference.story, "seed \(seed)")
        #expect(world.spool.new.isEmpty, "seed \(seed)")
        #expect(Set(world.orphans) == Set(reference.orphans), "seed \(seed)")
        #expect(world.heldReason == nil)
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func aReplayGivesTheOrdersThatThereWereWithoutTheLoss(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = try reference(scenario)
        let world = World(at: start)
        let bounds = Engine.Bounds(arrivals: seed.isMultiple(of: 2) ? 2048 : 3)
        try world.live(scenario, through: Loss(in: scenario, seed: seed), bounds: bounds)
        expectSame(world, reference, seed: seed)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func killsBeforeDuringAndAfterTheReplayChangeNothing(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = try reference(scenario)
        var random = SeededGenerator(seed: seed &* 47)
        let world = World(at: start)
        var writes = 0
        world.sabotage = { _ in
            writes += 1
            let isCrash = Int.random(in: 0..<12, using: &random) == 0
            return isCrash ? [.before(.broken), .after].randomElement(using: &random) : nil
        }
        var backup = world.disk.copy()
        try world.survive(
            scenario, Loss(in: scenario, seed: seed), backUp: { backup = world.disk.copy() },
            lose: { world.disk.restore(backup) })
        #expect(writes > 50)
        expectSame(world, reference, seed: seed)
    }
}

extension World {
    /// As `live`, in a new life after every crash.
    func survive(
        _ scenario: Scenario, _ loss: Loss, backUp: () throws -> Void, lose: () throws -> Void
    ) throws {
        for (index, drop) in scenario.drops.enumerated() {
            try survive(to: drop.at)
            if index == loss.backup { try backUp() }
            if index == loss.loss {
                kill()
                try lose()
            }
            if index == loss.word { say(.replayRequested(directory: "done")) }
            spool.drop(drop.event, at: clock.now)
        }
        try survive(to: scenario.end)
    }
}

@Suite struct HoldAfterARestoreTests {
    private let scenario = Scenario(seed: 5)

    /// A world after the loss of everything since a moment of the scenario.
    private func lost(since backup: Int = 20, at loss: Int = 60) throws -> World {
        let world = World(at: start)
        var copy = world.disk.copy()
        for (index, drop) in scenario.drops.prefix(loss).enumerated() {
            try world.run(to: drop.at)
            if index == backup { copy = world.disk.copy() }
            world.spool.drop(drop.event, at: world.clock.now)
        }
        try world.run(for: .minutes(1))
        world.lose(to: copy)
        return world
    }

    @Test func nothingFiresAndNothingIsTakenUntilSomebodySaysSo() throws {
        let world = try lost()
        let before = world.disk.history.count
        world.spool.drop(scenario.drops[61].event, at: world.clock.now)
        try world.run(for: .days(3))
        #expect(world.disk.history.count == before)
        #expect(world.spool.new.count == 1)
        #expect(world.heldReason?.contains("cutoffctl replay done") == true)
        #expect(world.disk.notes?.held == world.heldReason)
        #expect(world.reports.notices.count == 1)
    }

    @Test func aFileOfAnEarlierYearIsToldWithItsYear() throws {
        let world = try lost()
        world.sleep(to: start + .days(60))
        try world.run(for: .minutes(1))
        #expect(world.heldReason?.contains("of Mon 23 Nov 2026 ") == true, "\(world.heldReason ?? "")")
    }

    @Test func aStrangersWordIsNotHeard() throws {
        let world = try lost()
        world.say(.replayDeclined, by: 1000)
        try world.run(for: .hours(1))
        #expect(world.heldReason != nil)
        #expect(world.spool.new.count == 1)
    }

    @Test func declinedItGoesOnWithoutAndNeverAsksAgain() throws {
        let world = try lost()
        world.say(.replayDeclined)
        try world.run(for: .hours(1))
        #expect(world.heldReason == nil)
        let known = world.disk.names.count
        world.kill()
        try world.run(for: .hours(1))
        #expect(world.heldReason == nil)
        // Somebody changed his mind: late is better than never.
        world.say(.replayRequested(directory: "done"))
        try world.run(for: .hours(1))
        #expect(world.disk.names.count > known + 1)
        #expect(world.heldReason == nil)
    }

    @Test func aDamagedFileStopsTheReplayBeforeItAndMendedItGoesOn() throws {
        let world = try lost()
        let reference = World(at: start)
        try reference.live(scenario)
        let damaged = world.spool.done[40].name
        world.spool.damaged = [damaged]
        world.say(.replayRequested(directory: "done"))
        try world.run(for: .hours(1))
        #expect(world.heldReason?.contains("\(damaged) is damaged") == true)
        #expect(world.disk.filings.keys.allSatisfy { $0.name != damaged })
        world.kill()
        try world.run(for: .hours(1))
        #expect(world.heldReason?.contains("\(damaged) is damaged") == true)
        world.spool.damaged = []
        world.say(.replayRequested(directory: "done"))
        try world.run(for: .hours(1))
        #expect(world.heldReason == nil)
        for drop in scenario.drops.dropFirst(60) where drop.at > world.clock.now {
            try world.run(to: drop.at)
            world.spool.drop(drop.event, at: world.clock.now)
        }
    }

    @Test func whatIsKnownIsPassedOverAndNothingIsDoneTwice() throws {
        let world = World(at: start)
        try world.live(scenario)
        let (dockets, history) = (world.dockets, world.disk.history.count)
        world.say(.replayRequested(directory: "done"))
        try world.run(for: .hours(1))
        #expect(world.dockets == dockets)
        #expect(world.disk.history.count == history)
        #expect(world.disk.notes?.replay?.fed == 0)
        #expect(world.disk.notes?.replay?.passed == world.spool.done.count)
    }

    @Test func aLaterDayIsNotReplayedBeforeAnEarlierOne() throws {
        let world = try lost(since: 1, at: scenario.drops.count)
        let day = start.milliseconds / 86_400_000
        world.say(.replayRequested(directory: "done/\(day + 1)"))
        try world.run(for: .minutes(1))
        #expect(world.heldReason != nil)
        #expect(world.reports.rejections.last?.refusal.expected.contains("in the order of their arrival") == true)
        for wanted in [day, day + 1] {
            world.say(.replayRequested(directory: "done/\(wanted)"))
            try world.run(for: .minutes(1))
        }
        #expect(world.heldReason == nil)
    }

    @Test func aDirectoryThatIsNoneIsRefused() throws {
        let world = try lost()
        world.say(.replayRequested(directory: "/nowhere"))
        try world.run(for: .minutes(1))
        #expect(world.heldReason != nil)
        #expect(world.reports.rejections.last?.refusal.found.contains("no such directory") == true)
    }

    @Test func aCommandInTheArchiveIsNotObeyedAgain() throws {
        let world = World(at: start)
        let backup = world.disk.copy()
        try world.run(for: .minutes(1))
        world.say(.clockAccepted)
        try world.run(for: .minutes(1))
        world.say(.replayDeclined)
        try world.run(for: .minutes(1))
        world.lose(to: backup)
        try world.run(for: .minutes(1))
        #expect(world.heldReason != nil)
        world.clock.step(.hours(5))
        world.say(.replayRequested(directory: "done"))
        try world.run(for: .minutes(1))
        #expect(world.disk.filings.count == 3)
    }
}
