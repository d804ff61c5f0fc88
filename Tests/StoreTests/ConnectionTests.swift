// The thin layer over SQLite: values come back as they went in, and failures say what they are.

import CSQLite
import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite struct ConnectionTests {
    let directory = TemporaryDirectory()

    func connect(_ patience: Int32 = 0) throws -> Connection {
        try Connection(path: directory.store, access: .create, patience: patience)
    }

    private func comesBack<Value: ColumnValue & Equatable>(_ value: Value, _ connection: Connection) throws -> Bool {
        try connection.value("SELECT ?", value) == value
    }

    @Test func valuesComeBackAsTheyWentIn() throws {
        let connection = try connect()
        for number in [Int64.min, -1, 0, .max] { #expect(try comesBack(number, connection)) }
        for text in ["", "é\u{0}ü", "it's", String(repeating: "x", count: 100_000)] {
            #expect(try comesBack(text, connection))
        }
        for bytes in [[], [0, 255], [UInt8](repeating: 7, count: 10_000)] as [[UInt8]] {
            #expect(try comesBack(bytes, connection))
        }
        for inode in [UInt64.min, 1, .max] { #expect(try comesBack(inode, connection)) }
        #expect(try comesBack(true, connection) && comesBack(false, connection))
        #expect(try comesBack(Instant.distantFuture, connection) && comesBack(Span.days(-1), connection))
        #expect(try comesBack(String?.none, connection) && comesBack(String?.some(""), connection))
        #expect(try comesBack(StateName.atPickUpPoint, connection))
    }

    @Test func aValueOfAnotherTypeMeansABrokenFile() throws {
        let connection = try connect()
        let failure = #expect(throws: StoreFailure.self) { let _: Int64? = try connection.value("SELECT 'x' AS due") }
        #expect(failure?.kind == .broken)
        #expect(failure?.description.contains("column due holds no Int64") == true)
    }

    @Test func aStateThatIsNoneMeansABrokenFile() throws {
        let connection = try connect()
        let failure = #expect(throws: StoreFailure.self) { let _: StateName? = try connection.value("SELECT 'lost'") }
        #expect(failure?.kind == .broken)
    }

    @Test(
        arguments: [
            (SQLITE_BUSY, 0, .busy), (SQLITE_LOCKED, 0, .busy), (SQLITE_FULL, 0, .full), (4874, 0, .full),
            (SQLITE_IOERR, 0, .broken), (778, ENOSPC, .full), (778, EDQUOT, .full), (778, EIO, .broken),
            (1034, ENOSPC, .broken), (1290, EDQUOT, .broken), (SQLITE_CORRUPT, 0, .broken), (SQLITE_NOTADB, 0, .broken),
            (2067, 0, .conflict), (SQLITE_READONLY, 0, .unavailable), (SQLITE_CANTOPEN, 0, .unavailable),
            (SQLITE_NOMEM, 0, .broken),
        ] as [(Int32, Int32, StoreFailure.Kind)])
    func aResultCodeHasItsMeaning(_ code: Int32, _ number: Int32, _ kind: StoreFailure.Kind) {
        #expect(StoreFailure.Kind(sqlite: code, systemError: number) == kind)
    }

    @Test func aFailureSaysWhatWasDoneToWhatAndWhatWasSaid() throws {
        let connection = try connect()
        try connection.execute("CREATE TABLE a (x INTEGER UNIQUE) STRICT; INSERT INTO a VALUES (1)")
        connection.purpose = "count sheep"
        let failure = #expect(throws: StoreFailure.self) { try connection.run("INSERT INTO a VALUES (?)", 1) }
        let said = "cannot count sheep in \(directory.store): UNIQUE constraint failed: a.x (SQLite 2067)"
        #expect(failure?.kind == .conflict && failure?.description == said)
    }

    @Test func aTransactionThatFailsIsUndoneAndTheNextOneSucceeds() throws {
        let connection = try connect()
        try connection.execute("CREATE TABLE a (x INTEGER UNIQUE) STRICT")
        #expect(throws: StoreFailure.self) {
            try connection.transaction { () throws(StoreFailure) in
                try connection.run("INSERT INTO a VALUES (1)")
                try connection.run("INSERT INTO a VALUES (1)")
            }
        }
        try connection.transaction { () throws(StoreFailure) in try connection.run("INSERT INTO a VALUES (2)") }
        #expect(try connection.value("SELECT group_concat(x) FROM a") == "2")
    }

    @Test func whoHoldsALockIsNamed() async throws {
        let connection = try connect()
        try connection.execute("PRAGMA journal_mode = WAL; CREATE TABLE a (x INTEGER) STRICT")
        await #expect(processExitsWith: .success) { [path = directory.store as String, holder = getpid() as Int32] in
            let holders = LockHolders(of: path)
            exit(holders.processes.contains(holder) && holders.phrase.contains("held by process \(holder) (") ? 0 : 1)
        }
        #expect(try connection.value("SELECT count(*) FROM a") == Int64(0))
    }

    @Test func aLockOfAnotherConnectionIsBusy() throws {
        let first = try connect()
        let second = try connect()
        try first.execute("CREATE TABLE a (x INTEGER) STRICT; BEGIN IMMEDIATE")
        let failure = #expect(throws: StoreFailure.self) { try second.execute("BEGIN IMMEDIATE") }
        #expect(failure?.kind == .busy)
        try first.execute("COMMIT")
        try second.execute("BEGIN IMMEDIATE; COMMIT")
    }

    @Test(arguments: ["a?b#c%d.db", "ä ö.db", "plain.db"])
    func aReaderOpensAFileOfAnyName(_ name: String) throws {
        let path = "\(directory.path)/\(name)"
        _ = try SQLiteOrderStore(path: path, ballastBytes: 0) { _ in [] }
        #expect(try OrderReader(path: path).status().open == 0)
    }
}
