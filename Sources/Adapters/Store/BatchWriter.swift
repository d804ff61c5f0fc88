// A batch as rows: everything that one transaction writes.

import CivilTime
import Engine
import Orders

/// Writes a batch inside a transaction that is already begun. A failure leaves it half written, for the caller to roll
/// back.
struct BatchWriter {
    let connection: Connection
    let batch: Batch
    let rows: ShipmentProjection

    func write() throws(StoreFailure) {
        for fired in batch.fired { try remove(fired) }
        try writeDockets()
        try writeHistory()
        try writeReceipts()
        try writeLastEvents()
        try writeFeeds()
        try writeFilings()
        try writeNames()
        try writeLateRejections()
        try writeWarnings()
        try writeFacts()
        try writeReplay()
    }

    /// A deadline fires once and never early: it must stand exactly so, and the queue must have come to it.
    private func remove(_ fired: FiredDeadline) throws(StoreFailure) {
        let deadline = fired.deadline
        guard deadline.due <= batch.mark.position else {
            throw connection.conflict("the deadline \(fired.phrase) is fired before it is due")
        }
        let removed = try connection.run(
            """
            DELETE FROM deadlines
            WHERE docket = ? AND kind = ? AND shipment = ? AND detail = ? AND due = ? AND position = ?
            """, fired.docket, deadline.key.kind, deadline.key.shipmentText, deadline.key.detail, deadline.due,
            deadline.position)
        guard removed == 1 else { throw connection.conflict("the deadline \(fired.phrase) does not stand") }
    }

    /// How far the daemon has come. Numbers that were given out are not given out again, whatever is pruned.
    private func writeFacts() throws(StoreFailure) {
        try connection.run(
            """
            UPDATE facts SET last_seq = max(last_seq, ?), last_docket = max(last_docket, ?), committed = ?,
                mark_position = ?, mark_wall = ?, mark_since_boot = ?, mark_boot = ?
            """, batch.history.last?.seq ?? 0, batch.dockets.map(\.id.rawValue).max() ?? 0, batch.committedAt,
            batch.mark.position, batch.mark.wall, batch.mark.sinceBoot, batch.mark.boot)
    }
}

extension Connection {
    /// A value as the text of a column.
    func encoded(_ value: some Encodable) throws(StoreFailure) -> String {
        do {
            return try JSONText.encode(value)
        } catch {
            throw conflict("a \(type(of: value)) cannot be written: \(error)")
        }
    }
}

extension DeadlineKey {
    /// The column: empty for a deadline of the whole order.
    var shipmentText: String { shipment?.rawValue ?? "" }
}

extension FiredDeadline {
    fileprivate var phrase: String {
        "\(deadline.key.kind.rawValue) \(deadline.key.shipmentText) of docket \(docket.rawValue)"
    }
}
