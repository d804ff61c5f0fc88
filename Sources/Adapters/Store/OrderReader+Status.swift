// How the daemon is doing, and what became of what it was given.

import CivilTime
import Engine
import Orders

/// What a store says about its daemon. Whether it runs, `SQLiteOrderStore.isHeld` tells.
package struct StoreStatus: Sendable {
    /// Orders that are not closed.
    package let open: Int
    /// Shipments by state; states that have none are left out.
    package let states: [StateName: Int]
    /// What falls due next, reminders left out.
    package let nextDue: Instant?
    /// Why firing is held; nil when it is not.
    package let held: String?
    package let spoolDepth: Int
    package let rejectedFiles: Int
    /// The archive that is being replayed; nil when none is.
    package let replaying: String?
    /// How far that has come, or how the last replay ended; nil before the first.
    package let replay: ReplayProgress?
    package let lastSeq: Int64
    package let reportedSeq: Int64
    /// When the latest turn was committed; nil before the first.
    package let committedAt: Instant?
    package let mark: ClockMark?
    /// By name.
    package let sources: [SourceStatus]
}

/// What became of a record, and when.
package struct FiledReceipt: Sendable {
    package let record: RecordID
    /// Nil for a record that is no event.
    package let event: EventName?
    /// At last, when it had to wait.
    package let outcome: Outcome
    package let committedAt: Instant
}

extension OrderReader {
    package func status() throws(ReaderFailure) -> StoreStatus {
        try look(to: "read the status") { (connection) throws(StoreFailure) in try connection.status() }
    }

    /// What became of the records of a file that was dropped, by their places; the change time is not compared, since
    /// the submitter cannot know it.
    package func receipts(inode: UInt64) throws(ReaderFailure) -> [FiledReceipt] {
        try look(to: "look up a file's receipts") { (connection) throws(StoreFailure) in
            try connection.rows(Self.receipts + "WHERE inode = ? ORDER BY changed, record", inode).filedReceipts()
        }
    }

    /// What became of an event each time it was given, the latest first.
    package func receipts(of name: EventName) throws(ReaderFailure) -> [FiledReceipt] {
        try look(to: "look up event \(name.id)") { (connection) throws(StoreFailure) in
            let order = "WHERE source = ? AND id = ? ORDER BY committed DESC, changed DESC, record DESC"
            return try connection.rows(Self.receipts + order, name.source, name.id).filedReceipts()
        }
    }

    /// What is known of a file by its name in the archive.
    package func filing(of name: ArchiveName) throws(ReaderFailure) -> Filing? {
        try look(to: "look up file \(name.name)") { (connection) throws(StoreFailure) in
            try connection.filing(of: name)
        }
    }

    private static var receipts: String {
        "SELECT inode, changed, record, source, id, ifnull(fate, outcome), committed FROM receipts "
    }
}

extension SQLiteOrderStore {
    /// What a program that looks would read, through the daemon's own connection.
    package func status() throws(StoreFailure) -> StoreStatus {
        connection.purpose = "read the status"
        return try connection.status()
    }
}

extension Connection {
    fileprivate func status() throws(StoreFailure) -> StoreStatus {
        let rows = try rows(
            """
            SELECT held, spool_depth, rejected_files, last_seq, reported_seq, committed,
                mark_position, mark_wall, mark_since_boot, mark_boot,
                (SELECT count FROM counts WHERE what = 'open'),
                (SELECT due FROM deadlines INDEXED BY deadlines_by_due WHERE kind <> 'reminder' ORDER BY due LIMIT 1),
                replaying, replay
            FROM facts
            """)
        guard try rows.next() else { throw corrupt("the row of facts is missing") }
        let progress: String? = try rows[13]
        return StoreStatus(
            open: try rows[10], states: try shipmentsByState(), nextDue: try rows[11], held: try rows[0],
            spoolDepth: try rows[1], rejectedFiles: try rows[2], replaying: try rows[12],
            replay: progress == nil ? nil : try rows.decoded(13), lastSeq: try rows[3], reportedSeq: try rows[4],
            committedAt: try rows[5], mark: try rows.clockMark(at: 6), sources: try sources())
    }

    private func shipmentsByState() throws(StoreFailure) -> [StateName: Int] {
        let rows = try rows("SELECT what, count FROM counts WHERE what <> 'open' AND count > 0")
        var states: [StateName: Int] = [:]
        while try rows.next() { states[try rows[0]] = try rows[1] }
        return states
    }
}

extension Rows {
    fileprivate func filedReceipts() throws(StoreFailure) -> [FiledReceipt] {
        var receipts: [FiledReceipt] = []
        while try next() {
            let record = RecordID(file: FileID(inode: try self[0], changedAt: try self[1]), index: try self[2])
            let source: SourceName? = try self[3]
            let id: String? = try self[4]
            let event = source.flatMap { source in id.map { EventName(source: source, id: $0) } }
            receipts.append(
                FiledReceipt(record: record, event: event, outcome: try decoded(5), committedAt: try self[6]))
        }
        return receipts
    }
}
