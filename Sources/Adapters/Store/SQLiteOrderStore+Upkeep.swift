// What is not a turn: notes about the daemon itself, and letting go of what is over.

import CivilTime
import Engine
import Orders

extension SQLiteOrderStore {
    /// Without an fsync of its own: the next commit's covers it, and the port lets a crash take it.
    package mutating func note(_ notes: Notes) throws(StoreFailure) {
        guard notes != noted else { return }
        let connection = connection
        try connection.execute("PRAGMA synchronous = NORMAL")
        defer { connection.commitDurably() }
        try transact(to: "note how far reporting has come") { () throws(StoreFailure) in try connection.write(notes) }
        noted = notes
        noted?.toldFeeds = []  // told again is told anew
        noted?.toldWarnings = 0
    }

    package mutating func restoreReserve() throws(StoreFailure) -> Bool {
        do { try restoreBallast() } catch  where error.kind == .full {}
        return !isOnReserve
    }

    /// How much one step of pruning takes: it runs between turns.
    private static let receiptsAtOnce = 500
    private static let filingsAtOnce = 500
    private static let namesAtOnce = 500
    private static let docketsAtOnce = 20

    package mutating func prune(receiptsBefore: Instant, closedBefore: Instant) throws(StoreFailure) -> Bool {
        let connection = connection
        return try transact(to: "prune") { () throws(StoreFailure) in
            let receipts = try connection.pruneReceipts(before: receiptsBefore, atMost: Self.receiptsAtOnce)
            let names = try connection.pruneNames(before: closedBefore, atMost: Self.namesAtOnce)
            let dockets = try connection.pruneDockets(before: closedBefore, atMost: Self.docketsAtOnce)
            let filings = try connection.pruneFilings(before: receiptsBefore, atMost: Self.filingsAtOnce)
            return receipts == Self.receiptsAtOnce || filings >= Self.filingsAtOnce || names == Self.namesAtOnce
                || dockets == Self.docketsAtOnce
        }
    }
}

extension Connection {
    /// `synchronous` cannot be left at less: a commit would then claim what a power cut can take.
    fileprivate func commitDurably() {
        do { try execute("PRAGMA synchronous = FULL") } catch { _ = corrupt("synchronous is not FULL any more") }
    }

    fileprivate func write(_ notes: Notes) throws(StoreFailure) {
        let replay: String? = if let progress = notes.replay { try encoded(progress) } else { nil }
        try run(
            """
            UPDATE facts SET reported_seq = max(reported_seq, ?), held = ?, spool_depth = ?, rejected_files = ?,
                replay = ifnull(?, replay)
            """, notes.reportedSeq, notes.held, notes.spoolDepth, notes.rejectedFiles, replay)
        for source in notes.toldFeeds { try run("UPDATE feeds SET news = NULL WHERE source = ?", source) }
        if notes.toldWarnings > 0 { try run("DELETE FROM warnings") }
        for record in notes.settledRejections {
            try run(
                "DELETE FROM late_rejections WHERE inode = ? AND changed = ? AND record = ?",
                record.file.inode, record.file.changedAt, record.index)
        }
    }

    // MARK: Pruning

    fileprivate func pruneReceipts(before instant: Instant, atMost limit: Int) throws(StoreFailure) -> Int {
        try run(
            """
            DELETE FROM receipts WHERE (inode, changed, record) IN
                (SELECT inode, changed, record FROM receipts WHERE committed < ? ORDER BY committed LIMIT ?)
            """, instant, limit)
    }

    /// Names that no transition has: those of events that changed nothing, and of commands.
    fileprivate func pruneNames(before instant: Instant, atMost limit: Int) throws(StoreFailure) -> Int {
        try run(
            """
            DELETE FROM names WHERE (source, id) IN
                (SELECT source, id FROM names WHERE docket IS NULL AND taken < ? LIMIT ?)
            """, instant, limit)
    }

    /// Dockets that are closed, were not touched since, hold nothing that is due, and are reported.
    fileprivate func pruneDockets(before instant: Instant, atMost limit: Int) throws(StoreFailure) -> Int {
        let rows = try rows(
            """
            SELECT id, number FROM dockets
            WHERE is_open = 0 AND changed < ?
                AND NOT EXISTS (SELECT 1 FROM deadlines WHERE docket = dockets.id)
                AND NOT EXISTS (SELECT 1 FROM history WHERE order_number = dockets.number
                    AND seq > (SELECT reported_seq FROM facts))
            ORDER BY changed LIMIT ?
            """, instant, limit)
        var closed: [(id: DocketID, number: OrderNumber)] = []
        while try rows.next() { closed.append((try rows[0], try rows[1])) }
        for docket in closed { try remove(docket.id, docket.number) }
        return closed.count
    }

    private func remove(_ docket: DocketID, _ number: OrderNumber) throws(StoreFailure) {
        try run("DELETE FROM history WHERE order_number = ?", number)
        try run("DELETE FROM names WHERE docket = ?", docket)
        try run("DELETE FROM shipments WHERE docket = ?", docket)
        try run("DELETE FROM dockets WHERE id = ?", docket)
    }
}
