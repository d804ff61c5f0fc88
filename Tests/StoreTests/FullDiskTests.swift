// A full disk: nothing is half written, the ballast is worth its room, and all goes on when there is room again.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite struct FullDiskTests {
    let directory = TemporaryDirectory()

    @Test func aTurnThatDoesNotFitLeavesTheStoreAsItWasAndUsable() throws {
        var contract = try OrderStoreContract { shelf in
            try SQLiteOrderStore(path: directory.store, ballastBytes: 0, rows: shelf.projection)
        }
        try contract.place(1, Deadline(.packing, minute: 10))
        let before = try contract.impression()
        try contract.ask { store in
            let pages: Int64? = try store.connection.value("PRAGMA page_count")
            try store.connection.execute("PRAGMA max_page_count = \(pages ?? 0)")
        }
        let failure = #expect(throws: StoreFailure.self) { try contract.commit(.large) }
        #expect(failure?.kind == .full)
        #expect(failure?.description.contains(directory.store) == true)
        #expect(try contract.impression() == before)
        try contract.ask { try $0.connection.execute("PRAGMA max_page_count = 1000000") }
        try contract.commit(.large)
        #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: 5, 0).file) }.count == 2000)
    }

    @Test func theBallastIsMadeDroppedAndMadeAgain() throws {
        var store = try SQLiteOrderStore(path: directory.store, ballastBytes: 1 << 20) { _ in [] }
        #expect(directory.length(of: "orders.db.ballast") == 1 << 20)
        #expect(!store.isOnReserve)
        store.dropBallast()
        #expect(store.isOnReserve)
        #expect(directory.length(of: "orders.db.ballast") == 0)
        store.dropBallast()
        try store.restoreBallast()
        #expect(!store.isOnReserve)
        #expect(directory.length(of: "orders.db.ballast") == 1 << 20)
    }

    @Test func aBallastOfHolesIsFilled() throws {
        try directory.write([], to: "orders.db.ballast")
        #expect(truncate(directory.store + ".ballast", 1 << 20) == 0)
        #expect(!Ballast(store: directory.store, bytes: 1 << 20).isWhole)
        _ = try SQLiteOrderStore(path: directory.store, ballastBytes: 1 << 20) { _ in [] }
        #expect(Ballast(store: directory.store, bytes: 1 << 20).isWhole)
    }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a file system needs root"))
struct RealFullDiskTests {
    @Test func turnsAreCommittedFromTheReserveAndTheIntakeResumes() throws {
        let disk = try SmallDisk(bytes: 8 << 20)
        var store = try SQLiteOrderStore(path: disk.store, ballastBytes: 2 << 20) { _ in [] }
        try disk.fill()
        for turn in 0..<200 { _ = try store.commit(.small(turn)) }
        #expect(store.isOnReserve)
        let refusal = #expect(throws: StoreFailure.self) { try store.restoreBallast() }
        #expect(refusal?.kind == .full)
        #expect(store.isOnReserve)
        disk.relieve()
        try store.restoreBallast()
        #expect(!store.isOnReserve)
        #expect(try store.outcomes(of: RecordID(inode: 199, 0).file) == [0: .applied])
    }

    @Test func withoutAReserveATurnFailsAndSucceedsWhenThereIsRoom() throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        var contract = try OrderStoreContract { shelf in
            try SQLiteOrderStore(path: disk.store, ballastBytes: 0, rows: shelf.projection)
        }
        try contract.place(1)
        try disk.fill()
        let before = try contract.impression()
        let failure = #expect(throws: StoreFailure.self) { try contract.commit(.large) }
        #expect(failure?.kind == .full)
        #expect(try contract.impression() == before)
        disk.relieve()
        try contract.commit(.large)
        #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: 5, 0).file) }.count == 2000)
    }

    @Test func aStoreOpensOnADiskTooFullForItsBallast() throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let store = try SQLiteOrderStore(path: disk.store, ballastBytes: 16 << 20) { _ in [] }
        #expect(store.isOnReserve)
    }
}

/// A file system of a few MiB in memory, mounted for one test.
final class SmallDisk {
    private let directory = TemporaryDirectory()
    var store: String { directory.store }

    /// Whether this process may mount.
    static var isPossible: Bool { geteuid() == 0 && (try? SmallDisk(bytes: 1 << 20)) != nil }

    init(bytes: Int) throws {
        try #require(mount("tmpfs", directory.path, "tmpfs", 0, "size=\(bytes)") == 0)
    }

    deinit { umount2(directory.path, Int32(MNT_DETACH)) }

    /// Takes all the room that is left.
    func fill() throws {
        let descriptor = open("\(directory.path)/filler", O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let piece = [UInt8](repeating: 1, count: 4096)
        while write(descriptor, piece, piece.count) > 0 {}
    }

    func relieve() { unlink("\(directory.path)/filler") }
}

extension Batch {
    /// More than a page or two.
    fileprivate static var large: Batch {
        var batch = Batch(minute: 7)
        batch.receipts = (0..<2000).map {
            Receipt(record: RecordID(inode: 5, $0), event: .sample("event \($0)"), outcome: .applied)
        }
        return batch
    }

    fileprivate static func small(_ turn: Int) -> Batch {
        var batch = Batch(minute: Int64(turn))
        batch.receipts = [
            Receipt(record: RecordID(inode: UInt64(turn), 0), event: .sample("\(turn)"), outcome: .applied)
        ]
        return batch
    }
}
