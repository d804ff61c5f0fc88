// The store in a file: that it keeps the contract, and that the file is nobody else's.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite struct SQLiteOrderStoreTests {
    let directory = TemporaryDirectory()

    func open(_ shelf: Shelf = Shelf(), ballast: Int64 = 0) throws -> SQLiteOrderStore {
        try SQLiteOrderStore(path: directory.store, ballastBytes: ballast, rows: shelf.projection)
    }

    @Test(arguments: OrderStoreContract<SQLiteOrderStore>.clauses)
    func itKeepsTheContract(_ clause: ContractClause<SQLiteOrderStore>) throws {
        var contract = try OrderStoreContract { try open($0) }
        try clause.check(&contract)
    }

    @Test func itSyncsEveryCommitAndChecksForeignKeys() throws {
        let store = try open()
        #expect(try store.connection.value("PRAGMA journal_mode") == "wal")
        #expect(try store.connection.value("PRAGMA synchronous") == Int64(2))
        #expect(try store.connection.value("PRAGMA foreign_keys") == Int64(1))
        #expect(try store.connection.value("PRAGMA mmap_size") == Int64(0))
        #expect(try store.connection.value("PRAGMA journal_size_limit") == Int64(-1))
    }

    @Test func commitsAreSyncedAfterANoteToo() throws {
        var store = try open()
        try store.note(Notes(reportedSeq: 1))
        #expect(try store.connection.value("PRAGMA synchronous") == Int64(2))
    }

    @Test func itsFilesAreTheGroupsToReadAndNobodyElses() throws {
        let mask = umask(0o077)
        defer { umask(mask) }
        var store = try open(ballast: 4096)
        _ = try store.commit(Batch(minute: 0))
        for name in ["orders.db", "orders.db-wal", "orders.db-shm"] {
            var status = stat()
            #expect(stat("\(directory.path)/\(name)", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o640, "\(name)")
        }
    }

    @Test func aSecondDaemonIsRefusedUntilTheFirstIsGone() throws {
        #expect(!SQLiteOrderStore.isHeld(path: directory.store))
        do {
            let first = try open()
            let failure = #expect(throws: StoreFailure.self) { try open() }
            #expect(failure?.kind == .busy)
            #expect(failure?.description.contains("another cutoffd") == true)
            #expect(SQLiteOrderStore.isHeld(path: first.path))
        }
        #expect(!SQLiteOrderStore.isHeld(path: directory.store))
        _ = try open()
    }

    @Test(arguments: ["not a database", "", String(repeating: "x", count: 4096)])
    func aFileThatIsNoDatabaseIsRefusedAndLeftAlone(_ text: String) throws {
        try directory.write(Array(text.utf8), to: "orders.db")
        let failure = #expect(throws: StoreFailure.self) { try open() }
        #expect(failure?.kind == .foreign)
        #expect(failure?.description.contains("not a SQLite database") == true)
        #expect(contents(of: directory.store) == Array(text.utf8))
    }

    @Test func anotherProgramsDatabaseIsRefusedAndLeftAlone() throws {
        do {
            let other = try Connection(path: directory.store, access: .create, patience: 0)
            try other.execute("CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 1")
        }
        let before = contents(of: directory.store)
        let failure = #expect(throws: StoreFailure.self) { try open() }
        #expect(failure?.kind == .foreign)
        #expect(failure?.description.contains("another program's") == true)
        #expect(contents(of: directory.store) == before)
        #expect(directory.names == ["orders.db", "orders.db.lock"])
    }

    @Test func aNewerSchemaIsRefused() throws {
        do {
            let store = try open()
            try store.connection.execute("PRAGMA user_version = 99")
        }
        let failure = #expect(throws: StoreFailure.self) { try open() }
        #expect(failure?.kind == .foreign)
        #expect(failure?.description.contains("version 99, made by a newer cutoffd") == true)
        #expect(failure?.description.contains("install the newer one again, or put back a backup") == true)
    }

    @Test func aStoreThatWasHalfMadeIsMadeAnew() throws {
        do {
            let draft = try Connection(path: directory.store + ".new", access: .create, patience: 0)
            try draft.execute("PRAGMA application_id = 1; CREATE TABLE dockets (half TEXT)")
        }
        var store = try open()
        #expect(try store.recover().lastSeq == 0)
        #expect(!directory.names.contains("orders.db.new"))
    }

    @Test func aLongLogIsMovedIntoTheDatabaseAndKeepsItsLength() throws {
        var store = try SQLiteOrderStore(path: directory.store, ballastBytes: 0, pagesInLog: 50) { _ in [] }
        var longest = 0
        for turn in 0..<30 {
            var batch = Batch(minute: Int64(turn))
            batch.receipts = (0..<100).map {
                Receipt(record: RecordID(inode: UInt64(turn), $0), event: .sample("\(turn) \($0)"), outcome: .applied)
            }
            _ = try store.commit(batch)
            #expect(store.connection.pagesInLog <= 50)
            #expect(directory.length(of: "orders.db-wal") >= longest)
            longest = directory.length(of: "orders.db-wal")
        }
        #expect(longest < 100 * 4096)
        #expect(directory.length(of: "orders.db") > 100 * 4096)
    }

    @Test func afterAFatalFailureNothingIsTriedAgain() throws {
        var store = try open()
        _ = try store.commit(Batch(minute: 0))
        try store.connection.execute("UPDATE facts SET mark_position = 7, mark_wall = NULL")
        let first = #expect(throws: StoreFailure.self) { try store.recover() }
        #expect(first?.kind == .broken)
        try? store.connection.execute("UPDATE facts SET mark_wall = 7")
        let second = #expect(throws: StoreFailure.self) { try store.commit(Batch(minute: 1)) }
        #expect(second?.kind == .broken && second?.description == first?.description)
    }
}
