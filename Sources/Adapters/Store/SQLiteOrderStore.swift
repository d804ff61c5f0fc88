// The store in one SQLite file: the only connection in the world that writes to it.

import Engine
import Orders

/// Keeps orders in a SQLite database in WAL mode, with `synchronous=FULL`: what `write` returned from survives a power
/// cut. A lock beside the file sees to it that no second daemon opens it.
///
/// On a full disk it works on from a reserve: it drops its ballast and tries once more (`isOnReserve`). Whoever stops
/// the intake meanwhile calls `restoreBallast` until that succeeds.
///
/// After a failure of kind `.broken` every later call throws the same failure: a failed fsync is never retried.
package struct SQLiteOrderStore {
    package let path: String
    /// Whether the reserve is used up, or never was there.
    package private(set) var isOnReserve: Bool
    let connection: Connection
    let rows: ShipmentProjection
    /// What was noted last: the same is not written twice.
    var noted: Notes?
    private let lock: StoreLock
    private let ballast: Ballast
    private let pagesInLog: Int
    let meter: CommitMeter

    /// Runs a commit, and may measure it.
    package typealias CommitMeter = (_ commit: () throws(StoreFailure) -> Void) throws(StoreFailure) -> Void

    /// How much of the database is kept in memory; the kernel keeps the rest.
    static let cacheKibibytes = 8192
    /// How long a lock of somebody else is waited for, in milliseconds. The daemon has other work to do.
    static let patience: Int32 = 250

    /// Opens the store at `path`, or makes it where there is no file.
    /// - Parameters:
    ///   - ballastBytes: how much room to reserve; 0 for none.
    ///   - pagesInLog: how many pages of 4 KiB the WAL may have before they are moved into the database.
    ///   - rows: the columns that follow from a docket.
    ///   - meter: runs each commit.
    /// - Throws: `.busy` when another daemon has it, `.foreign` for a file that is no store and for a newer store;
    ///   neither is touched.
    package init(
        path: String, ballastBytes: Int64 = 64 << 20, pagesInLog: Int = 4096,
        rows: @escaping ShipmentProjection = ShipmentRow.rows(of:),
        meter: @escaping CommitMeter = { (commit) throws(StoreFailure) in try commit() }
    ) throws(StoreFailure) {
        StoreFile.makeDirectory(of: path)
        lock = try StoreLock(store: path)
        try StoreFile.prepare(path)
        connection = try Self.connect(path)
        ballast = Ballast(store: path, bytes: ballastBytes)
        isOnReserve = !ballast.isWhole
        self.path = path
        self.rows = rows
        self.pagesInLog = pagesInLog
        self.meter = meter
        do { try restoreBallast() } catch  where error.kind == .full {}
    }

    private static func connect(_ path: String) throws(StoreFailure) -> Connection {
        let connection = try Connection(path: path, access: .readWrite, patience: patience)
        try connection.refuseNewerSchema(than: Migration.all.count)
        let mode: String? = try connection.value("PRAGMA journal_mode = WAL")
        guard mode == "wal" else { throw connection.corrupt("it cannot have a write-ahead log") }
        try connection.checkpoint()  // first of all: it makes room in the WAL without needing any
        try connection.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        try connection.execute("PRAGMA cache_size = -\(Self.cacheKibibytes)")
        try connection.migrate()
        return connection
    }
}

// MARK: - Transactions

extension SQLiteOrderStore {
    /// Does all of `body` durably, or nothing; on a full disk once more from the reserve.
    mutating func transact<Result>(
        to purpose: String, _ body: () throws(StoreFailure) -> Result
    ) throws(StoreFailure) -> Result {
        connection.purpose = purpose
        let result: Result
        do {
            result = try connection.transaction("BEGIN IMMEDIATE", body)
        } catch {
            guard error.kind == .full else { throw error }
            dropBallast()
            result = try connection.transaction("BEGIN IMMEDIATE", body)
        }
        try trimLog()
        return result
    }

    /// On the reserve the WAL is emptied after every commit, so that it does not grow. A disk that is too full for a
    /// checkpoint fails no commit: what was committed is safe in the WAL.
    private func trimLog() throws(StoreFailure) {
        guard connection.pagesInLog > (isOnReserve ? 0 : pagesInLog) else { return }
        connection.purpose = "move the log"
        do { try connection.checkpoint() } catch  where error.kind == .full {}
    }
}

// MARK: - The reserve

extension SQLiteOrderStore {
    /// Gives the reserved room back to the disk and moves the WAL into the database, so that commits succeed again.
    package mutating func dropBallast() {
        isOnReserve = true
        ballast.drop()
        try? connection.checkpoint()  // where this fails, the next commit tells
    }

    /// Reserves the room again; to be called before the intake resumes.
    /// - Throws: `.full` while the disk does not have it. The store works on without.
    package mutating func restoreBallast() throws(StoreFailure) {
        try ballast.fill()
        isOnReserve = false
    }

    /// Whether a daemon has the store at `path` open. Looking disturbs nobody.
    package static func isHeld(path: String) -> Bool { StoreLock.isHeld(store: path) }
}
