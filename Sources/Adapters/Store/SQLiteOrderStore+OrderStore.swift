// The port, as SQL: what the engine asks, and where a batch enters.

import CivilTime
import Engine
import Orders

extension SQLiteOrderStore: OrderStore {
    package mutating func write(_ batch: Batch) throws(StoreFailure) {
        let writer = BatchWriter(connection: connection, batch: batch, rows: rows)
        try meter { () throws(StoreFailure) in
            try transact(to: "commit a turn") { () throws(StoreFailure) in try writer.write() }
        }
    }

    package mutating func recover() throws(StoreFailure) -> Recovered {
        connection.purpose = "recover"
        let rows = try connection.rows(
            """
            SELECT last_seq, last_docket, mark_position, mark_wall, mark_since_boot, mark_boot,
                (SELECT count FROM counts WHERE what = 'open'), replaying FROM facts
            """)
        guard try rows.next() else { throw connection.corrupt("the row of facts is missing") }
        return Recovered(
            lastSeq: try rows[0], lastDocket: try rows[1], mark: try rows.clockMark(at: 2), openOrders: try rows[6],
            feeds: try connection.feeds(), warnings: try connection.warnings(), replaying: try rows[7])
    }

    // MARK: Orders

    package mutating func docket(of number: OrderNumber) throws(StoreFailure) -> StoredDocket? {
        connection.purpose = "load order \(number)"
        let rows = try connection.rows("SELECT id, version, snapshot FROM dockets WHERE number = ?", number)
        return try connection.storedDocket(rows)
    }

    package mutating func docket(_ id: DocketID) throws(StoreFailure) -> StoredDocket? {
        connection.purpose = "load docket \(id.rawValue)"
        let rows = try connection.rows("SELECT id, version, snapshot FROM dockets WHERE id = ?", id)
        return try connection.storedDocket(rows)
    }

    package mutating func timers(
        before horizon: Instant
    ) throws(StoreFailure) -> [(docket: DocketID, position: Instant)] {
        connection.purpose = "load what is due soon"
        let rows = try connection.rows(Self.timers, horizon)
        var timers: [(docket: DocketID, position: Instant)] = []
        while try rows.next() { timers.append((try rows[0], try rows[1])) }
        return timers
    }

    /// O(deadlines before the horizon), not of all that stand: left to itself, SQLite would walk those in groups.
    static let timers = """
        SELECT docket, min(position) FROM deadlines INDEXED BY deadlines_by_position WHERE position < ? GROUP BY docket
        """

    package mutating func firstPosition() throws(StoreFailure) -> Instant? {
        connection.purpose = "look what is due first"
        let position: Instant?? = try connection.value("SELECT min(position) FROM deadlines")
        return position ?? nil
    }

    package mutating func shipment(tracking number: TrackingNumber) throws(StoreFailure) -> ShipmentNumber? {
        connection.purpose = "look up tracking number \(number)"
        return try connection.value("SELECT shipment FROM tracking WHERE number = ?", number)
    }

    // MARK: What was heard

    package mutating func outcomes(of file: FileID) throws(StoreFailure) -> [Int: Outcome] {
        connection.purpose = "load the receipts of a file"
        let rows = try connection.rows(
            "SELECT record, outcome FROM receipts WHERE inode = ? AND changed = ?", file.inode, file.changedAt)
        var outcomes: [Int: Outcome] = [:]
        while try rows.next() { outcomes[try rows[0]] = try rows.decoded(1) }
        return outcomes
    }

    package mutating func filing(of name: ArchiveName) throws(StoreFailure) -> Filing? {
        connection.purpose = "look up file \(name.name)"
        return try connection.filing(of: name)
    }

    package mutating func digest(of name: EventName) throws(StoreFailure) -> Digest? {
        connection.purpose = "look up event \(name.id) of \(name.source)"
        return try connection.value("SELECT digest FROM names WHERE source = ? AND id = ?", name.source, name.id)
    }

    package mutating func lastEvent(of source: SourceName) throws(StoreFailure) -> Instant? {
        connection.purpose = "look up when \(source) spoke last"
        let rows = try connection.rows("SELECT last_event FROM sources WHERE source = ?", source)
        return try rows.next() ? rows.lastEvent(at: 0) : nil
    }

    // MARK: What is owed

    package mutating func unreported(limit: Int) throws(StoreFailure) -> [HistoryEntry] {
        connection.purpose = "load what was not reported"
        let rows = try connection.rows(
            """
            SELECT \(Rows.historyColumns) FROM history
            WHERE seq > (SELECT reported_seq FROM facts) ORDER BY seq LIMIT ?
            """, limit)
        return try rows.historyEntries()
    }

    package mutating func lateRejections() throws(StoreFailure) -> [LateRejection] {
        connection.purpose = "load late rejections"
        let rows = try connection.rows(
            "SELECT inode, changed, record, file, event, refusal FROM late_rejections ORDER BY place")
        var rejections: [LateRejection] = []
        while try rows.next() {
            let record = RecordID(file: FileID(inode: try rows[0], changedAt: try rows[1]), index: try rows[2])
            rejections.append(
                LateRejection(record: record, file: try rows[3], text: try rows[4], refusal: try rows.decoded(5)))
        }
        return rejections
    }
}

extension Connection {
    /// Those that were perhaps not told.
    fileprivate func warnings() throws(StoreFailure) -> [Warning] {
        let rows = try rows("SELECT warning FROM warnings ORDER BY place")
        var warnings: [Warning] = []
        while try rows.next() { warnings.append(try rows.decoded(0)) }
        return warnings
    }

    /// The docket of a row `id, version, snapshot`, with its deadlines; nil without a row.
    fileprivate func storedDocket(_ rows: borrowing Rows) throws(StoreFailure) -> StoredDocket? {
        guard try rows.next() else { return nil }
        let id: DocketID = try rows[0]
        return StoredDocket(
            id: id, version: try rows[1], docket: try rows.decoded(2), deadlines: try deadlines(of: id))
    }
}
