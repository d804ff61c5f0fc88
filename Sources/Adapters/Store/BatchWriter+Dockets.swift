// The part of a batch that is about state: dockets, what stands of their deadlines, and what they are found by.

import CivilTime
import Engine
import Orders

extension BatchWriter {
    func writeDockets() throws(StoreFailure) {
        var moved: [ShipmentRow] = []
        for stored in batch.dockets {
            let shipments = rows(stored.docket)
            guard !shipments.isEmpty || !stored.deadlines.isEmpty else {
                try forget(stored)
                continue
            }
            try write(stored, isOpen: stored.docket.order?.isOpen ?? Self.isOpen(shipments, stored.deadlines))
            try write(stored.deadlines, of: stored)
            try write(shipments, of: stored)
            for row in shipments where try isTrackedAnew(row) { moved.append(row) }
        }
        try writeTracking(moved)
    }

    /// An order is open until every shipment is delivered or cancelled and nothing is due any more.
    private static func isOpen(_ shipments: [ShipmentRow], _ deadlines: [Deadline]) -> Bool {
        let isUnderWay = shipments.contains { $0.state != .delivered && $0.state != .cancelled }
        return isUnderWay || (!shipments.isEmpty && !deadlines.isEmpty)
    }

    private func write(_ stored: StoredDocket, isOpen: Bool) throws(StoreFailure) {
        let snapshot = try connection.encoded(stored.docket)
        guard stored.version > 0 else {
            try connection.run(
                "INSERT INTO dockets (id, number, version, is_open, changed, snapshot) VALUES (?, ?, 1, ?, ?, ?)",
                stored.id, stored.docket.number, isOpen, batch.committedAt, snapshot)
            return
        }
        let updated = try connection.run(
            """
            UPDATE dockets SET version = version + 1, is_open = ?, changed = ?, snapshot = ?
            WHERE id = ? AND version = ? AND number = ?
            """, isOpen, batch.committedAt, snapshot, stored.id, stored.version, stored.docket.number)
        guard updated == 1 else { throw conflict(stored) }
    }

    /// No order came, and nothing waits for one any more: carriers name millions of parcels that are not ours.
    private func forget(_ stored: StoredDocket) throws(StoreFailure) {
        guard stored.version > 0 else { return }
        try write([] as [Deadline], of: stored)
        let gone = try connection.run(
            "DELETE FROM dockets WHERE id = ? AND version = ?", stored.id, stored.version)
        guard gone == 1 else { throw conflict(stored) }
    }

    private func conflict(_ stored: StoredDocket) -> StoreFailure {
        connection.conflict("order \(stored.docket.number) is not at version \(stored.version) any more")
    }

    // MARK: Deadlines

    /// Makes the rows agree with what the state says: those that are gone go, new ones come, the others stay untouched.
    private func write(_ deadlines: [Deadline], of stored: StoredDocket) throws(StoreFailure) {
        let standing = stored.version > 0 ? Set(try connection.deadlines(of: stored.id)) : []
        let wanted = Set(deadlines)
        for deadline in standing.subtracting(wanted) {
            try connection.run(
                "DELETE FROM deadlines WHERE docket = ? AND kind = ? AND shipment = ? AND detail = ?",
                stored.id, deadline.key.kind, deadline.key.shipmentText, deadline.key.detail)
        }
        for deadline in wanted.subtracting(standing) {
            try connection.run(
                "INSERT INTO deadlines (docket, kind, shipment, detail, due, position) VALUES (?, ?, ?, ?, ?, ?)",
                stored.id, deadline.key.kind, deadline.key.shipmentText, deadline.key.detail, deadline.due,
                deadline.position)
        }
    }

    // MARK: Shipments

    /// Rows that say what they said before are left alone, and so are their indexes.
    private func write(_ shipments: [ShipmentRow], of stored: StoredDocket) throws(StoreFailure) {
        for (part, row) in shipments.enumerated() {
            try connection.run(
                """
                INSERT INTO shipments
                    (number, docket, part, state, held, overdue, warehouse, service, method, placed, due)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET
                    docket = excluded.docket, part = excluded.part, state = excluded.state, held = excluded.held,
                    overdue = excluded.overdue, warehouse = excluded.warehouse, service = excluded.service,
                    method = excluded.method, placed = excluded.placed, due = excluded.due
                WHERE (docket, part, state, held, overdue, warehouse, service, method, placed, due) IS NOT
                    (excluded.docket, excluded.part, excluded.state, excluded.held, excluded.overdue,
                    excluded.warehouse, excluded.service, excluded.method, excluded.placed, excluded.due)
                """, row.shipment, stored.id, part + 1, row.state, row.isHeld, row.isOverdue, row.warehouse,
                row.service, row.deliveryMethod, row.placedAt, DueColumn(row.due))
        }
        guard stored.version > 0 else { return }
        try connection.run("DELETE FROM shipments WHERE docket = ? AND part > ?", stored.id, shipments.count)
    }

    // MARK: Tracking numbers

    private func isTrackedAnew(_ row: ShipmentRow) throws(StoreFailure) -> Bool {
        let known: TrackingNumber? = try connection.value(
            "SELECT number FROM tracking WHERE shipment = ?", row.shipment)
        return known != row.tracking
    }

    /// First all old numbers go, so that two shipments can exchange theirs; a number that is somebody else's after that
    /// is a conflict.
    private func writeTracking(_ shipments: [ShipmentRow]) throws(StoreFailure) {
        for row in shipments { try connection.run("DELETE FROM tracking WHERE shipment = ?", row.shipment) }
        for row in shipments {
            guard let number = row.tracking else { continue }
            try connection.run("INSERT INTO tracking (number, shipment) VALUES (?, ?)", number, row.shipment)
        }
    }
}

/// A due time as a column that sorts: nothing due is later than everything.
struct DueColumn: StoredAs {
    let due: Instant?

    init(_ due: Instant?) { self.due = due }

    var stored: Int64 { due?.milliseconds ?? .max }
    init?(stored: Int64) { due = stored == .max ? nil : Instant(milliseconds: stored) }
}
