// Rows back into values: what the store and the programs that look both read.

import CivilTime
import Engine
import Orders

extension Connection {
    /// The deadlines that stand for a docket, in the order of their keys.
    func deadlines(of docket: DocketID) throws(StoreFailure) -> [Deadline] {
        let rows = try rows(
            """
            SELECT kind, shipment, detail, due, position FROM deadlines
            WHERE docket = ? ORDER BY kind, shipment, detail
            """, docket)
        var deadlines: [Deadline] = []
        while try rows.next() { deadlines.append(try rows.deadline(at: 0)) }
        return deadlines
    }

    func receipt(
        of record: RecordID
    ) throws(StoreFailure) -> (source: SourceName?, type: String, outcome: Outcome, fate: String?)? {
        let rows = try rows(
            "SELECT source, type, outcome, fate FROM receipts WHERE inode = ? AND changed = ? AND record = ?",
            record.file.inode, record.file.changedAt, record.index)
        guard try rows.next() else { return nil }
        return (try rows[0], try rows[1], try rows.decoded(2), try rows[3])
    }
}

extension Rows {
    /// Columns `kind, shipment, detail, due, position`, from `column` on.
    func deadline(at column: Int32) throws(StoreFailure) -> Deadline {
        let shipment: ShipmentNumber = try self[column + 1]
        let key = DeadlineKey(
            try self[column], shipment: shipment.rawValue.isEmpty ? nil : shipment, detail: try self[column + 2])
        return Deadline(key: key, due: try self[column + 3], position: try self[column + 4])
    }

    /// Columns as in `historyColumns`.
    func historyEntry() throws(StoreFailure) -> HistoryEntry {
        HistoryEntry(
            seq: try self[0], transition: try decoded(1), committedAt: try self[2], origin: try origin(at: 3))
    }

    static var historyColumns: String { "seq, transition, committed, event_source, event_id, file, submitter, event" }

    private func origin(at column: Int32) throws(StoreFailure) -> Origin? {
        guard let source: SourceName = try self[column] else { return nil }
        let event = EventName(source: source, id: try self[column + 1])
        return Origin(
            event: event, file: try self[column + 2], submitter: try self[column + 3], text: try self[column + 4])
    }
}

extension Rows {
    /// All of them, with columns as in `historyColumns`.
    func historyEntries() throws(StoreFailure) -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        while try next() { entries.append(try historyEntry()) }
        return entries
    }

    /// Columns `mark_position, mark_wall, mark_since_boot, mark_boot`, from `column` on; nil before the first commit.
    func clockMark(at column: Int32) throws(StoreFailure) -> ClockMark? {
        guard let position: Instant = try self[column] else { return nil }
        return ClockMark(
            position: position, wall: try self[column + 1], sinceBoot: try self[column + 2],
            boot: try self[column + 3])
    }
}
