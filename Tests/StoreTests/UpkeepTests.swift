// Copies and checks: a copy is a store, and a check finds what is wrong.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite struct UpkeepTests {
    let directory = TemporaryDirectory()
    let shelf = Shelf()

    func open() throws -> SQLiteOrderStore {
        try SQLiteOrderStore(path: directory.store, ballastBytes: 0, rows: shelf.projection)
    }

    func filled() throws -> SQLiteOrderStore {
        var store = try open()
        shelf.put(.sample(1), .awaitingPackaging, tracking: TrackingNumber("T1"))
        var batch = Batch(minute: 0)
        batch.dockets = [StoredDocket(1, Deadline(.packing, minute: 10))]
        batch.history = [HistoryEntry(1, order: .sample(1))]
        _ = try store.commit(batch)
        return store
    }

    @Test func aCopyIsAStoreOfTheMomentItWasTaken() throws {
        var store = try filled()
        let elsewhere = TemporaryDirectory()
        try OrderReader(path: directory.store).backup(to: elsewhere.store)
        try store.place(2, in: shelf, .accepted)
        var copy = try SQLiteOrderStore(path: elsewhere.store, ballastBytes: 0, rows: shelf.projection)
        #expect(try copy.recover().lastSeq == 1)
        #expect(try copy.docket(of: .sample(1))?.deadlines == [Deadline(.packing, minute: 10)])
        #expect(try copy.docket(of: .sample(2)) == nil)
    }

    @Test func aCopyOverwritesNothing() throws {
        _ = try filled()
        try directory.write([1, 2, 3], to: "precious")
        let reader = try OrderReader(path: directory.store)
        let failure = #expect(throws: ReaderFailure.self) { try reader.backup(to: directory.path + "/precious") }
        #expect(failure?.description.contains("there is such a file already") == true)
        #expect(directory.length(of: "precious") == 3)
    }

    @Test func aPlaceThatACopyCannotBeWrittenToIsSaidWithWhatToDoAndNothingIsLeftThere() throws {
        _ = try filled()
        try directory.write([1], to: "file")
        let reader = try OrderReader(path: directory.store)
        for (name, finding) in [
            ("", "that is a directory. Name a file in it"),
            ("nowhere/x.db", "there is no directory \(directory.path)/"),
            ("file/x.db", "/file is no directory. Name"),
        ] {
            let failure = #expect(throws: ReaderFailure.self) { try reader.backup(to: "\(directory.path)/\(name)") }
            #expect(failure?.kind == .refused && failure?.description.contains(finding) == true, "\(failure as Any)")
        }
    }

    @Test func whatACopyLeftThatWasBrokenOffIsInNobodysWay() throws {
        _ = try filled()
        try directory.write([0, 0, 0], to: "copy.db.cutoffctl-part")
        try directory.write([1], to: "copy.db.cutoffctl-part-journal")
        try OrderReader(path: directory.store).backup(to: directory.path + "/copy.db")
        #expect(StoreFile.kind(of: directory.path + "/copy.db") == .store)
        #expect(!directory.names.contains { $0.contains("-part") })
    }

    /// It was broken off when it had its name, and its first one still; then somebody gave it another.
    @Test func aWholeCopyThatHasTheDraftsNameTooIsNotWrittenOver() throws {
        _ = try filled()
        try directory.write([1, 2, 3], to: "monday.db")
        try #require(link(directory.path + "/monday.db", directory.path + "/copy.db.cutoffctl-part") == 0)
        try OrderReader(path: directory.store).backup(to: directory.path + "/copy.db")
        #expect(StoreFile.kind(of: directory.path + "/copy.db") == .store)
        #expect(directory.length(of: "monday.db") == 3)
        #expect(!directory.names.contains { $0.contains("-part") })
    }

    @Test func twoCopiesForOneNameDoNotMeet() throws {
        let target = directory.path + "/copy.db"
        var failures: [ReaderFailure?] = []
        try backup(to: target) {
            failures.append(
                #expect(throws: ReaderFailure.self) {
                    try OrderReader(path: directory.store).backup(to: target)
                })
        }
        #expect(failures.first??.description.contains("another copy is being made for it") == true, "\(failures)")
        #expect(StoreFile.kind(of: target) == .store)
    }

    @Test func aFileThatCameWhileTheCopyWasMadeIsNotWrittenOver() throws {
        let failure = #expect(throws: ReaderFailure.self) {
            try backup(to: directory.path + "/copy.db") { try? directory.write([1, 2, 3], to: "copy.db") }
        }
        #expect(failure?.description.contains("there is such a file already") == true)
        #expect(directory.length(of: "copy.db") == 3)
        #expect(!directory.names.contains { $0.contains("-part") })
    }

    /// Copies a store that is so large that something can be done meanwhile.
    private func backup(to target: String, meanwhile: @escaping () -> Void) throws {
        let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i FROM n"
        try filled().connection.execute("CREATE TABLE large AS \(rows)")
        try OrderReader(path: directory.store).backup(to: target) { _, _ in meanwhile() }
    }

    @Test func aSoundStoreHasNoFindings() throws {
        _ = try filled()
        #expect(try OrderReader(path: directory.store).verify().isEmpty)
    }

    /// A byte of an index on the disk is another.
    @Test func aDamagedFileIsFound() throws {
        do {
            let store = try filled()
            try store.connection.checkpoint()
        }
        var bytes = try #require(contents(of: directory.store, upTo: .max))
        let place = try #require(bytes.lastRange(of: Array("courier-msk".utf8)))
        bytes[place.lowerBound] ^= 1
        try directory.write(bytes, to: "orders.db")
        for log in ["orders.db-wal", "orders.db-shm"] { unlink("\(directory.path)/\(log)") }
        _ = try open()
        let findings = try OrderReader(path: directory.store).verify()
        #expect(findings.contains { $0.contains("missing from index shipments_by_") }, "\(findings)")
    }

    @Test func whatTheCallerFindsIsSaidWithTheOrder() throws {
        _ = try filled()
        let findings = try OrderReader(path: directory.store).verify { stored, rows in
            ["\(stored.deadlines.count) deadline, \(rows.count) shipment"]
        }
        #expect(findings == ["24219509-1: 1 deadline, 1 shipment"])
    }

    @Test(arguments: [
        ("UPDATE counts SET count = 5 WHERE what = 'open'", "5 are counted as open, there are 1"),
        ("DELETE FROM counts WHERE what = 'awaiting-packaging'", "0 are counted as awaiting-packaging, there are 1"),
        (
            "UPDATE lanes SET count = 3",
            "3 are counted as awaiting-packaging of msk-1, partner, courier-msk, there are 1"
        ),
        ("UPDATE dockets SET snapshot = '{\"number\":\"other\",\"waiting\":[]}'", "24219509-1 is filed as other"),
        (
            "PRAGMA foreign_keys = OFF; UPDATE deadlines SET docket = 9",
            "a row of deadlines belongs to nothing in dockets"
        ),
        ("PRAGMA foreign_keys = OFF; DELETE FROM shipments", "order 24219509-1 is open and has no shipment"),
        ("UPDATE facts SET last_seq = 0", "history ends at 1, past 0"),
        (
            "UPDATE history SET from_state = 'accepted'",
            "line 1 of the history of 24219509-1-1 does not follow from the one before it"
        ),
        (
            "UPDATE history SET to_state = 'delivered'",
            "the history of 24219509-1-1 does not lead to awaiting-packaging"
        ),
    ])
    func whatIsWrongIsFound(_ harm: String, _ finding: String) throws {
        let store = try filled()
        try store.connection.execute(harm)
        #expect(try OrderReader(path: directory.store).verify().contains(finding))
    }
}

extension [UInt8] {
    fileprivate func lastRange(of other: [UInt8]) -> Range<Int>? {
        indices.last { self[$0...].starts(with: other) }.map { $0..<$0 + other.count }
    }
}
