// A restore of the store that there really is: its files are lost, a backup is put into their place, and the power goes
// at random commits all along.

import CivilTime
import Engine
import Glibc
import Orders
import Store
import TestKit
import Testing

private let start = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z

/// A store's files with a backup of them, and lives that end at random commits.
private final class StoreOnDisk {
    private let directory = ScratchDirectory()
    private var random: SeededGenerator
    private(set) var crashes = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private var path: String { directory.path + "/orders.db" }
    private var copy: String { directory.path + "/backup.db" }

    func open() throws(StoreFailure) -> any OrderStore {
        try SQLiteOrderStore(
            path: path, ballastBytes: 0,
            meter: { [unowned self] (commit) throws(StoreFailure) in
                let isCrash = Int.random(in: 0..<12, using: &random) == 0
                let isDurable = !isCrash || Bool.random(using: &random)
                if isDurable { try commit() }
                guard isCrash else { return }
                crashes += 1
                throw StoreFailure(.broken, "the power went \(isDurable ? "after" : "before") a commit")
            })
    }

    func backUp() throws { try OrderReader(path: path).backup(to: copy) }

    /// As the handbook restores.
    func lose() throws {
        for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
        try #require(rename(copy, path) == 0)
    }

    func expectSame(as reference: World, seed: UInt64) throws {
        let reader = try OrderReader(path: path)
        for (number, docket) in reference.dockets {
            #expect(try reader.order(number)?.docket.order == docket.order, "seed \(seed), \(number)")
            let history = try reader.history(of: number).map(\.transition)
            for (shipment, story) in Dictionary(grouping: history, by: \.shipment) {
                #expect(story == reference.story[shipment], "seed \(seed)")
            }
        }
        #expect(try reader.status().lastSeq == Int64(reference.disk.history.count), "seed \(seed)")
        #expect(
            try reader.verify { $1 == ShipmentRow.rows(of: $0.docket) ? [] : ["its rows are not those of its docket"] }
                == [], "seed \(seed)")
    }
}

@Suite struct RealStoreTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aRestoreUnderCrashesGivesTheOrdersThatThereWere(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = World(at: start)
        try reference.live(scenario)
        let store = StoreOnDisk(seed: seed &* 53)
        let world = World(at: start)
        world.store = { () throws(StoreFailure) in try store.open() }
        try world.survive(scenario, Loss(in: scenario, seed: seed), backUp: store.backUp, lose: store.lose)
        #expect(world.spool.new.isEmpty && world.heldReason == nil, "seed \(seed)")
        #expect(Set(world.orphans) == Set(reference.orphans), "seed \(seed)")
        world.kill()
        #expect(store.crashes > 10, "seed \(seed)")
        try store.expectSame(as: reference, seed: seed)
    }
}
