// The part of a batch that is about what was heard and what came of it: history, receipts, names, late rejections.

import CivilTime
import Engine
import Orders

extension BatchWriter {
    /// The history goes on without a gap, or somebody else has written to it.
    func writeHistory() throws(StoreFailure) {
        guard !batch.history.isEmpty else { return }
        var last: Int64 = try connection.value("SELECT last_seq FROM facts") ?? 0
        for entry in batch.history {
            guard entry.seq == last + 1 else {
                throw connection.conflict("history ends at \(last), and does not go on with \(entry.seq)")
            }
            try write(entry)
            last = entry.seq
        }
    }

    private func write(_ entry: HistoryEntry) throws(StoreFailure) {
        let transition = entry.transition
        try connection.run(
            """
            INSERT INTO history (seq, order_number, shipment, cause, from_state, to_state, effective, committed, due,
                reason, event_source, event_id, file, submitter, event, transition)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, entry.seq, transition.order, transition.shipment, transition.cause.name, transition.from,
            transition.to, transition.effectiveAt, entry.committedAt, transition.due, transition.reason,
            entry.origin?.event.source, entry.origin?.event.id, entry.origin?.file, entry.origin?.submitter,
            entry.origin?.text, try connection.encoded(transition))
    }

    // MARK: Receipts

    func writeReceipts() throws(StoreFailure) {
        var tally = SourceTally()
        for (attribution, count) in batch.refused { tally.add(refused: count, attributedTo: attribution) }
        for receipt in batch.receipts { try write(receipt, &tally) }
        for fate in batch.fates { try settle(fate, &tally) }
        try tally.write(to: connection)
    }

    private func write(_ receipt: Receipt, _ tally: inout SourceTally) throws(StoreFailure) {
        let file = receipt.record.file
        if let earlier = try connection.receipt(of: receipt.record) {
            tally.remove(earlier.outcome, of: earlier.source, earlier.type)
        }
        let type = receipt.kind?.rawValue ?? ""
        try connection.run(
            """
            INSERT INTO receipts (inode, changed, record, source, id, type, committed, outcome)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET committed = excluded.committed, outcome = excluded.outcome, fate = NULL
            """, file.inode, file.changedAt, receipt.record.index, receipt.event?.source, receipt.event?.id,
            type, batch.committedAt, try connection.encoded(receipt.outcome))
        tally.add(receipt.outcome, receipt.timeliness, of: receipt.event?.source, type)
    }

    /// What became at last of an event that waited. Its file is retired as it was when it was read: the receipt keeps
    /// saying what a second reading has to be told. One that is pruned is counted all the same.
    private func settle(_ fate: Receipt, _ tally: inout SourceTally) throws(StoreFailure) {
        let record = fate.record
        let earlier = try connection.receipt(of: record)
        let (source, type) = (fate.event?.source, fate.kind?.rawValue ?? "")
        tally.remove(.waiting(""), of: source, earlier?.type ?? type)
        tally.add(fate.outcome, fate.timeliness, of: source, type)
        try connection.run(
            "UPDATE receipts SET fate = ? WHERE inode = ? AND changed = ? AND record = ?",
            try connection.encoded(fate.outcome), record.file.inode, record.file.changedAt, record.index)
    }

    // MARK: Names

    /// Names that come free do so first: one that is both freed and taken is taken.
    func writeNames() throws(StoreFailure) {
        for name in batch.released {
            try connection.run("DELETE FROM names WHERE source = ? AND id = ?", name.source, name.id)
        }
        let dockets = try docketsOfNames()
        for (name, digest) in batch.taken {
            try connection.run(
                "INSERT INTO names (source, id, digest, taken, docket) VALUES (?, ?, ?, ?, ?)",
                name.source, name.id, digest, batch.committedAt, dockets[name])
        }
        for (name, docket) in dockets where batch.taken[name] == nil {
            try connection.run(
                "UPDATE names SET docket = ? WHERE source = ? AND id = ?", docket, name.source, name.id)
        }
    }

    /// Which docket an event's name is pruned with: that of the transitions it made.
    private func docketsOfNames() throws(StoreFailure) -> [EventName: DocketID] {
        let ids = Dictionary(batch.dockets.map { ($0.docket.number, $0.id) }, uniquingKeysWith: { first, _ in first })
        let known = batch.history.compactMap { entry in
            entry.origin.flatMap { origin in ids[entry.transition.order].map { (origin.event, $0) } }
        }
        return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }

    // MARK: What is owed

    func writeWarnings() throws(StoreFailure) {
        for warning in batch.warnings {
            try connection.run("INSERT INTO warnings (warning) VALUES (?)", try connection.encoded(warning))
        }
    }

    func writeLateRejections() throws(StoreFailure) {
        for late in batch.lateRejections {
            try connection.run(
                "INSERT INTO late_rejections (inode, changed, record, file, event, refusal) VALUES (?, ?, ?, ?, ?, ?)",
                late.record.file.inode, late.record.file.changedAt, late.record.index, late.file, late.text,
                try connection.encoded(late.refusal))
        }
    }
}
