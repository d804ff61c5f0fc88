// Schemas: every one is reached from nothing, step by step, and a step is whole or absent.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

@Suite struct MigrationTests {
    let directory = TemporaryDirectory()

    func connect() throws -> Connection {
        try Connection(path: directory.store, access: .create, patience: 0)
    }

    @Test func anEmptyFileIsBroughtToTheLatestSchema() throws {
        let connection = try connect()
        try connection.migrate()
        #expect(try connection.schemaVersion() == Migration.all.count)
        #expect(try connection.value("SELECT count(*) FROM facts") == Int64(1))
    }

    @Test func onlyStepsThatAreMissingAreTaken() throws {
        let connection = try connect()
        let first = Migration(name: "first", sql: "CREATE TABLE a (x INTEGER) STRICT")
        let second = Migration(name: "second", sql: "CREATE TABLE b (y INTEGER) STRICT; INSERT INTO b VALUES (1)")
        try connection.migrate(through: [first])
        try connection.migrate(through: [first, second])
        try connection.migrate(through: [first, second])
        #expect(try connection.schemaVersion() == 2)
        #expect(try connection.value("SELECT count(*) FROM b") == Int64(1))
    }

    @Test func aStepThatFailsLeavesNothingBehind() throws {
        let connection = try connect()
        let bad = Migration(name: "bad", sql: "CREATE TABLE a (x INTEGER UNIQUE) STRICT; INSERT INTO a VALUES (1), (1)")
        let failure = #expect(throws: StoreFailure.self) { try connection.migrate(through: [bad]) }
        #expect(failure?.description.contains("migrate the store (bad)") == true)
        #expect(try connection.schemaVersion() == 0)
        #expect(try connection.value("SELECT count(*) FROM sqlite_schema") == Int64(0))
    }

    @Test func aNewerSchemaIsRefusedAndKept() throws {
        let connection = try connect()
        try connection.execute("PRAGMA user_version = \(Migration.all.count + 1)")
        let failure = #expect(throws: StoreFailure.self) { try connection.migrate() }
        #expect(failure?.kind == .foreign)
        #expect(try connection.schemaVersion() == Migration.all.count + 1)
    }

    @Test func whatWasCountedBeforeTypesWereIsKept() throws {
        let connection = try connect()
        try connection.migrate(through: [.ordersAndDeadlines])
        try connection.execute("INSERT INTO sources VALUES ('/wms', 7, 1, 2, 3, 1000)")
        try connection.execute(
            "INSERT INTO receipts VALUES (1, 2, 0, '/wms', 'a', 5, '{\"waiting\":{\"_0\":\"order\"}}', NULL)")
        try connection.migrate()
        let source = try #require(try connection.sources().first)
        #expect(source.lastEventAt == Instant(milliseconds: 1000))
        #expect(
            source.types == [
                TypeCount(type: "", counts: EventCounts(accepted: 7, duplicate: 1, waiting: 2, refused: 3))
            ])
        let record = RecordID(file: FileID(inode: 1, changedAt: 2), index: 0)
        #expect(try connection.receipt(of: record)?.type == "")
    }

    /// A store that is upgraded has a full archive, and no crash.
    @Test func whatWasDecidedBeforeThereWereFilingsIsKnown() throws {
        let connection = try connect()
        try connection.migrate(through: Array(Migration.all.prefix { $0.name != "filings" }))
        try connection.execute(
            "INSERT INTO receipts (inode, changed, record, committed, outcome) VALUES (1, 5000000007, 0, 6000, '1')")
        try connection.migrate()
        func extent(_ arrivedAt: Int64) throws -> FilingExtent? {
            try connection.filing(of: ArchiveName(arrivedAt: arrivedAt, submitter: 0, name: "a.json"))?.extent
        }
        #expect(try extent(5_000_000_007) == .whole)
        #expect(try extent(5_000_000_008) == nil)
    }

    @Test func everyTableIsStrict() throws {
        let connection = try connect()
        try connection.migrate()
        let loose: Int64? = try connection.value(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND strict = 0")
        #expect(loose == 0)
    }
}
