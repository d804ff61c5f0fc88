// What the reports count: shipments, and when something happened to them.

import CivilTime
import Engine
import Orders

/// Something that happened to a shipment, and the shipment as it is now.
package struct ReportedShipment: Sendable {
    package let order: Order
    package let shipment: Shipment
    /// When it took effect.
    package let at: Instant

    package var warehouse: WarehouseID { order.route(of: shipment).warehouse }
}

extension OrderReader {
    /// The shipments that came into a state within a time, by the time. O(history).
    package func shipments(
        reaching state: StateName, from start: Instant, before end: Instant
    ) throws(ReaderFailure) -> [ReportedShipment] {
        try look(to: "list what became \(state.words)") { (connection) throws(StoreFailure) in
            try connection.reported("h.to_state = ?1 AND h.from_state IS NOT ?1", state.rawValue, start, end)
        }
    }

    /// The shipments for which a deadline passed within a time, by the time. O(history).
    package func shipments(
        missing kind: DeadlineKind, from start: Instant, before end: Instant
    ) throws(ReaderFailure) -> [ReportedShipment] {
        try look(to: "list what missed its deadline") { (connection) throws(StoreFailure) in
            try connection.reported("h.cause = ?1", Cause.deadline(kind).name, start, end)
        }
    }

    /// The warehouse of each shipment that was ordered within a time, and when. O(shipments).
    package func placings(
        from start: Instant, before end: Instant
    ) throws(ReaderFailure) -> [(warehouse: WarehouseID, at: Instant)] {
        try look(to: "list what was ordered") { (connection) throws(StoreFailure) in
            let rows = try connection.rows(
                "SELECT warehouse, placed FROM shipments WHERE placed >= ? AND placed < ?", start, end)
            var placings: [(warehouse: WarehouseID, at: Instant)] = []
            while try rows.next() { placings.append((try rows[0], try rows[1])) }
            return placings
        }
    }
}

extension Connection {
    /// - Parameter condition: on the history `h`, with `value` as its parameter 1.
    fileprivate func reported(
        _ condition: String, _ value: String, _ start: Instant, _ end: Instant
    ) throws(StoreFailure) -> [ReportedShipment] {
        let rows = try rows(
            """
            SELECT h.shipment, h.effective, d.snapshot
            FROM history AS h JOIN dockets AS d ON d.number = h.order_number
            WHERE \(condition) AND h.effective >= ?2 AND h.effective < ?3 ORDER BY h.effective, h.seq
            """, value, start, end)
        var reported: [ReportedShipment] = []
        while try rows.next() {
            let number: ShipmentNumber = try rows[0]
            let docket: Docket = try rows.decoded(2)
            guard let order = docket.order, let shipment = order[number] else { continue }
            reported.append(ReportedShipment(order: order, shipment: shipment, at: try rows[1]))
        }
        return reported
    }
}
