// What is on the disk when the power fails: a copy of the files, taken while the store is open.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

@Suite struct PowerCutTests {
    let live = TemporaryDirectory()

    /// The WAL is cut wherever a torn write may have ended: every turn that was committed before that is there, whole,
    /// and nothing of the turn that was not.
    @Test func everyCommittedTurnIsThereAndNoPartOfAnother() throws {
        let shelf = Shelf()
        var store = try SQLiteOrderStore(path: live.store, ballastBytes: 0, rows: shelf.projection)
        try store.connection.checkpoint()
        var lengths: [Int] = []
        for turn in 1...6 {
            shelf.put(.sample(turn), .awaitingPackaging)
            _ = try store.commit(.turn(turn))
            lengths.append(live.length(of: "orders.db-wal"))
        }
        for cut in stride(from: 0, through: try #require(lengths.last), by: 1021) + lengths {
            try expect(lengths.count { $0 <= cut }, turnsAfterACutAt: cut)
        }
    }

    private func expect(_ turns: Int, turnsAfterACutAt length: Int) throws {
        let copy = TemporaryDirectory()
        try copy.copy("orders.db", from: live)
        try copy.copy("orders.db-wal", from: live, bytes: length)
        var store = try SQLiteOrderStore(path: copy.store, ballastBytes: 0) { _ in [] }
        let recovered = try store.recover()
        #expect(recovered.lastSeq == Int64(turns) && recovered.openOrders == turns, "cut at \(length)")
        #expect(try store.unreported(limit: 9).map(\.seq) == Array(0..<Int64(turns)).map { $0 + 1 })
        #expect(try store.timers(before: .distantFuture).count == turns)
        #expect(try store.outcomes(of: RecordID(inode: 1, 0).file).count == turns)
        #expect(try store.docket(of: .sample(turns + 1)) == nil)
    }

    @Test func aStoreThatWasKilledIsOpenedAsItWas() throws {
        let shelf = Shelf()
        shelf.put(.sample(1), .awaitingPackaging)
        var store = try SQLiteOrderStore(path: live.store, ballastBytes: 0, rows: shelf.projection)
        _ = try store.commit(.turn(1))
        let copy = TemporaryDirectory()
        for name in ["orders.db", "orders.db-wal", "orders.db-shm"] { try copy.copy(name, from: live) }
        var successor = try SQLiteOrderStore(path: copy.store, ballastBytes: 0, rows: shelf.projection)
        #expect(try successor.recover().lastSeq == 1)
        var next = Batch.turn(2)
        next.dockets.append(StoredDocket(1, version: 1))
        _ = try successor.commit(next)
        #expect(try successor.docket(of: .sample(1))?.version == 2)
    }

    @Test func theLogIsMovedBeforeAnythingElseAtAStart() throws {
        var store = try SQLiteOrderStore(path: live.store, ballastBytes: 0) { _ in [] }
        _ = try store.commit(.turn(1))
        let copy = TemporaryDirectory()
        for name in ["orders.db", "orders.db-wal"] { try copy.copy(name, from: live) }
        let before = copy.length(of: "orders.db")
        _ = try SQLiteOrderStore(path: copy.store, ballastBytes: 0) { _ in [] }
        #expect(copy.length(of: "orders.db") >= before)
        let log = Array(try #require(contents(of: "\(copy.path)/orders.db", upTo: .max)))
        #expect(String(decoding: log, as: UTF8.self).contains("event-1"))
    }
}

extension Batch {
    /// A new order with a deadline, a transition, a receipt and a name.
    fileprivate static func turn(_ number: Int) -> Batch {
        var batch = Batch(minute: Int64(number))
        batch.dockets = [StoredDocket(number, Deadline(.packing, minute: 600))]
        batch.history = [HistoryEntry(Int64(number), order: .sample(number), event: .sample("event-\(number)"))]
        batch.receipts = [
            Receipt(record: RecordID(inode: 1, number), event: .sample("event-\(number)"), outcome: .applied)
        ]
        batch.taken = [.sample("event-\(number)"): .sample(1)]
        return batch
    }
}

/// Both, one after the other.
private func + (left: StrideThrough<Int>, right: [Int]) -> [Int] { Array(left) + right }
