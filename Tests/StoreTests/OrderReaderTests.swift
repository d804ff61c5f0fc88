// Programs that look: what they see, beside a daemon and after it, and what they are told when they cannot.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite struct OrderReaderTests {
    let directory = TemporaryDirectory()
    let shelf = Shelf()

    func open() throws -> SQLiteOrderStore {
        try SQLiteOrderStore(path: directory.store, ballastBytes: 0, rows: shelf.projection)
    }

    // MARK: - Beside and after the daemon

    @Test func aReaderSeesEveryCommitWhileTheDaemonRuns() throws {
        var store = try open()
        let reader = try OrderReader(path: directory.store)
        for turn in 1...20 {
            shelf.put(.sample(turn), .awaitingPackaging)
            var batch = Batch(minute: Int64(turn))
            batch.dockets = [StoredDocket(turn)]
            _ = try store.commit(batch)
            try store.connection.checkpoint()
            #expect(try reader.status().open == turn)
        }
    }

    @Test func aReaderSeesTheStoreAfterTheDaemonStoppedAndLeavesNoTrace() throws {
        do {
            var store = try open()
            try store.place(1, in: shelf, .awaitingPackaging)
        }
        let before = try directory.contentsByName()
        let reader = try OrderReader(path: directory.store)
        #expect(try reader.order(.sample(1))?.rows == shelf.rows[.sample(1)])
        let leftNoTrace = try directory.contentsByName() == before
        #expect(leftNoTrace)
    }

    @Test func anotherProcessSeesTheStoreAndThatItsDaemonRuns() async throws {
        var store = try open()
        try store.place(1, in: shelf, .accepted)
        await #expect(processExitsWith: .success) { [path = directory.store as String] in
            let open = try OrderReader(path: path).status().open
            exit(open == 1 && SQLiteOrderStore.isHeld(path: path) ? 0 : 1)
        }
        #expect(try store.docket(of: .sample(1)) != nil)
    }

    @Test func numbersAreFoundByTheirBeginning() throws {
        var store = try open()
        for order in [1, 2, 10] { try store.place(order, in: shelf, .awaitingPackaging) }
        let reader = try OrderReader(path: directory.store)
        let all = try reader.shipments(startingWith: "", limit: 9)
        #expect(all == [1, 10, 2].map { ShipmentNumber("\(OrderNumber.sample($0))-1") })
        let beginning = OrderNumber.sample(1).rawValue
        #expect(try reader.shipments(startingWith: beginning, limit: 9) == Array(all.prefix(2)))
        #expect(try reader.shipments(startingWith: beginning, limit: 1) == Array(all.prefix(1)))
        #expect(try reader.shipments(startingWith: "x", limit: 9).isEmpty)
    }

    @Test func aReaderKeepsNoDaemonFromStarting() async throws {
        do { _ = try open() }
        let reader = try OrderReader(path: directory.store)
        #expect(try reader.status().open == 0)
        await #expect(processExitsWith: .success) { [path = directory.store as String] in
            let shelf = Shelf()
            var store = try SQLiteOrderStore(path: path, ballastBytes: 0, rows: shelf.projection)
            try store.place(1, in: shelf, .accepted)
            exit(0)
        }
        #expect(try reader.status().states == [.accepted: 1])
    }

    @Test func aReaderCannotWrite() throws {
        _ = try open()
        let reader = try OrderReader(path: directory.store)
        let failure = #expect(throws: StoreFailure.self) { try reader.connection.execute("DELETE FROM facts") }
        #expect(failure?.kind == .unavailable)
    }

    // MARK: - When it cannot look

    @Test func whereThereIsNoStoreItSaysSo() throws {
        let failure = #expect(throws: ReaderFailure.self) { try OrderReader(path: directory.store) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.description.contains("there is no store at \(directory.store)") == true)
        #expect(directory.names.isEmpty)
    }

    @Test(arguments: ["-wal", "-shm"])
    func whereALogIsMissingItSaysHowToGetIt(_ suffix: String) throws {
        do { _ = try open() }
        unlink(directory.store + suffix)
        let failure = #expect(throws: ReaderFailure.self) { try OrderReader(path: directory.store) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.description.contains("Start cutoffd") == true)
        #expect(!directory.names.contains("orders.db\(suffix)"))
    }

    @Test(arguments: [(99, "Use the cutoffctl of its cutoffd"), (0, "Restart cutoffd")])
    func anotherSchemaIsNotGuessedAt(_ version: Int, _ advice: String) throws {
        do { try open().connection.execute("PRAGMA user_version = \(version)") }
        let failure = #expect(throws: ReaderFailure.self) { try OrderReader(path: directory.store) }
        #expect(failure?.kind == .otherSchema)
        #expect(failure?.description.contains(advice) == true)
    }

    @Test func somethingElseIsNotRead() throws {
        try directory.write(Array("hello".utf8), to: "orders.db")
        let failure = #expect(throws: ReaderFailure.self) { try OrderReader(path: directory.store) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.description.contains("not a SQLite database") == true)
    }

    // MARK: - One order

    @Test func anOrderIsShownWithItsShipmentsAndDeadlines() throws {
        var store = try open()
        let deadline = Deadline(.packing, of: ShipmentNumber("24219509-1-2"), minute: 10)
        shelf.put(.sample(1), .awaitingShipment, .awaitingPackaging, due: .minute(10), tracking: TrackingNumber("T1"))
        var batch = Batch(minute: 0)
        batch.dockets = [StoredDocket(1, deadline)]
        _ = try store.commit(batch)
        let reader = try OrderReader(path: directory.store)
        for found in [
            try reader.order(.sample(1)), try reader.order(of: ShipmentNumber(.sample(1), part: 1)),
            try reader.order(of: ShipmentNumber(.sample(1), part: 2)),
        ] {
            #expect(found?.docket == Docket(number: .sample(1)))
            #expect(found?.rows == shelf.rows[.sample(1)])
            #expect(found?.deadlines == [deadline])
        }
        #expect(try reader.order(.sample(2)) == nil)
        #expect(try reader.order(of: ShipmentNumber(.sample(1), part: 3)) == nil)
    }

    @Test func historyIsShownByOrderAndByShipment() throws {
        var store = try open()
        var batch = Batch(minute: 0)
        batch.history = [
            HistoryEntry(1, order: .sample(1)), HistoryEntry(2, order: .sample(2)), HistoryEntry(3, order: .sample(1)),
        ]
        _ = try store.commit(batch)
        let reader = try OrderReader(path: directory.store)
        #expect(try reader.history(of: OrderNumber.sample(1)).map(\.seq) == [1, 3])
        #expect(try reader.history(of: ShipmentNumber(.sample(2), part: 1)).map(\.seq) == [2])
        #expect(try reader.history(of: OrderNumber.sample(3)).isEmpty)
    }

    @Test func deadlinesAreListedBySoonestByKindAndUpToATime() throws {
        var store = try open()
        var batch = Batch(minute: 0)
        batch.dockets = [
            StoredDocket(1, Deadline(.packing, minute: 30), Deadline(.reminder, minute: 10)),
            StoredDocket(2, Deadline(.packing, minute: 20)), StoredDocket(3, Deadline(.waitingEvent, minute: 40)),
        ]
        _ = try store.commit(batch)
        let reader = try OrderReader(path: directory.store)
        func minutes(_ kinds: [DeadlineKind], before: Instant = .distantFuture, limit: Int = 9) throws -> [Int64] {
            try reader.deadlines(kinds, before: before, limit: limit)
                .map { ($0.deadline.due - .start).milliseconds / 60_000 }
        }
        #expect(try minutes([]) == [10, 20, 30, 40])
        #expect(try minutes([], limit: 2) == [10, 20])
        #expect(try minutes([.packing, .waitingEvent]) == [20, 30, 40])
        #expect(try minutes([], before: .minute(30)) == [10, 20])
        #expect(try reader.deadlines([.waitingEvent], limit: 1).map(\.order) == [.sample(3)])
        #expect(try reader.status().nextDue == .minute(20))
    }
}

extension SQLiteOrderStore {
    mutating func place(_ number: Int, in shelf: Shelf, _ state: StateName) throws {
        shelf.put(.sample(number), state)
        var batch = Batch(minute: 0)
        batch.dockets = [StoredDocket(number)]
        _ = try commit(batch)
    }
}
