// What people look at: the views, one order, its history, what falls due.

import CivilTime
import Engine
import Orders

/// One order number as it is filed.
package struct FiledOrder: Sendable {
    package let docket: Docket
    package let rows: [ShipmentRow]
    package let deadlines: [Deadline]
}

/// From where, by whom and how some shipments are delivered.
package struct Lane: Hashable, Sendable {
    package let warehouse: WarehouseID
    package let service: ServiceID
    package let method: DeliveryMethodID
}

/// A deadline, and whose it is.
package struct StandingDeadline: Hashable, Sendable {
    /// Nil for a source's silence.
    package let order: OrderNumber?
    /// The source that is to speak, where it is that.
    package let source: SourceName?
    package let deadline: Deadline
    /// Nil for a source, and for an event that waits for its order.
    package let warehouse: WarehouseID?
}

extension StandingDeadline {
    /// Nil when a source is silent already, or not so soon.
    fileprivate init?(_ feed: Feed, before instant: Instant) {
        guard let due = feed.due, due < instant else { return nil }
        let key = DeadlineKey(.feedSilence, detail: feed.source.rawValue)
        self.init(
            order: nil, source: feed.source, deadline: Deadline(key: key, due: due, position: due), warehouse: nil)
    }
}

extension OrderReader {
    /// A page of a view. O(rows of the page) without filters; with them, O(rows of its states) inside an index.
    package func orders(_ query: OrderQuery) throws(ReaderFailure) -> OrderPage {
        try look(to: "list orders") { (connection) throws(StoreFailure) in
            let sql = query.sql
            let rows = try connection.rows(sql.text, sql.values)
            return query.page(of: try rows.shipmentRows())
        }
    }

    /// What a view can be narrowed to: what the shipments of the store have, whatever the configuration says now.
    package func lanes() throws(ReaderFailure) -> [Lane] {
        try look(to: "list warehouses, services and methods") { (connection) throws(StoreFailure) in
            let rows = try connection.rows("SELECT DISTINCT warehouse, service, method FROM lanes WHERE count > 0")
            var lanes: [Lane] = []
            while try rows.next() {
                lanes.append(Lane(warehouse: try rows[0], service: try rows[1], method: try rows[2]))
            }
            return lanes
        }
    }

    /// Nil when nothing was ever heard of the number.
    package func order(_ number: OrderNumber) throws(ReaderFailure) -> FiledOrder? {
        try look(to: "show order \(number)") { (connection) throws(StoreFailure) in
            try connection.filedOrder(connection.rows("SELECT id, snapshot FROM dockets WHERE number = ?", number))
        }
    }

    /// The order of a shipment.
    package func order(of shipment: ShipmentNumber) throws(ReaderFailure) -> FiledOrder? {
        try look(to: "show shipment \(shipment)") { (connection) throws(StoreFailure) in
            let sql = "SELECT id, snapshot FROM dockets WHERE id = (SELECT docket FROM shipments WHERE number = ?)"
            return try connection.filedOrder(connection.rows(sql, shipment))
        }
    }

    /// The shipment that a tracking number belongs to.
    package func shipment(tracking number: TrackingNumber) throws(ReaderFailure) -> ShipmentNumber? {
        try look(to: "look up a tracking number") { (connection) throws(StoreFailure) in
            try connection.value("SELECT shipment FROM tracking WHERE number = ?", number)
        }
    }

    /// Shipments whose numbers begin so, in the order of the numbers. O(limit).
    package func shipments(startingWith prefix: String, limit: Int) throws(ReaderFailure) -> [ShipmentNumber] {
        try look(to: "look up numbers") { (connection) throws(StoreFailure) in
            // The greatest character of Unicode ends what begins with the prefix.
            let rows = try connection.rows(
                """
                SELECT number FROM shipments WHERE number >= ?1 AND number < ?1 || char(0x10FFFF)
                ORDER BY number LIMIT ?2
                """, prefix, limit)
            var numbers: [ShipmentNumber] = []
            while try rows.next() { numbers.append(try rows[0]) }
            return numbers
        }
    }

    // MARK: History

    /// Every transition of an order's shipments, in commit order.
    package func history(of order: OrderNumber) throws(ReaderFailure) -> [HistoryEntry] {
        try look(to: "show the history of \(order)") { (connection) throws(StoreFailure) in
            let sql = "SELECT \(Rows.historyColumns) FROM history WHERE order_number = ? ORDER BY seq"
            return try connection.rows(sql, order).historyEntries()
        }
    }

    package func history(of shipment: ShipmentNumber) throws(ReaderFailure) -> [HistoryEntry] {
        try look(to: "show the history of \(shipment)") { (connection) throws(StoreFailure) in
            let sql = "SELECT \(Rows.historyColumns) FROM history WHERE shipment = ? ORDER BY seq"
            return try connection.rows(sql, shipment).historyEntries()
        }
    }

    // MARK: Deadlines

    /// What falls due before an instant, soonest first; of some kinds only, where `kinds` is not empty. The kind
    /// `waiting-event` lists what is not resolved yet.
    package func deadlines(
        _ kinds: [DeadlineKind] = [], before instant: Instant = .distantFuture, limit: Int
    ) throws(ReaderFailure) -> [StandingDeadline] {
        try look(to: "list deadlines") { (connection) throws(StoreFailure) in
            let sql = Self.deadlinesSQL(kinds, before: instant, limit: limit)
            let rows = try connection.rows(sql.text, sql.values)
            var standing: [StandingDeadline] = []
            while try rows.next() {
                standing.append(
                    StandingDeadline(
                        order: try rows[5], source: nil, deadline: try rows.deadline(at: 0), warehouse: try rows[6]))
            }
            guard kinds.isEmpty || kinds.contains(.feedSilence) else { return standing }
            standing += try connection.feeds().compactMap { StandingDeadline($0, before: instant) }
            return Array(standing.sorted { $0.deadline.due < $1.deadline.due }.prefix(limit))
        }
    }

    static func deadlinesSQL(_ kinds: [DeadlineKind], before instant: Instant, limit: Int) -> BoundSQL {
        var sql = BoundSQL()
        sql.add("SELECT d.kind, d.shipment, d.detail, d.due, d.position, o.number,")
        sql.add(" (SELECT warehouse FROM shipments WHERE docket = d.docket LIMIT 1)")
        sql.add(" FROM deadlines AS d INDEXED BY deadlines_by_due CROSS JOIN dockets AS o ON o.id = d.docket")
        sql.add(" WHERE d.due < ?", instant)
        sql.add("+d.kind", among: kinds)  // the plus keeps the order of the index
        sql.add(" ORDER BY d.due, d.kind, d.docket, d.shipment, d.detail LIMIT ?", limit)
        return sql
    }
}

extension Connection {
    /// The order of a row `id, snapshot`; nil without a row.
    fileprivate func filedOrder(_ dockets: borrowing Rows) throws(StoreFailure) -> FiledOrder? {
        guard try dockets.next() else { return nil }
        let id: DocketID = try dockets[0]
        return FiledOrder(
            docket: try dockets.decoded(1), rows: try shipmentRows(of: id), deadlines: try deadlines(of: id))
    }

    /// In the order of their parts.
    func shipmentRows(of docket: DocketID) throws(StoreFailure) -> [ShipmentRow] {
        let shipments = try rows(
            """
            SELECT \(OrderQuery.columns) FROM shipments AS s LEFT JOIN tracking AS t ON t.shipment = s.number
            WHERE s.docket = ? ORDER BY s.part
            """, docket)
        return try shipments.shipmentRows()
    }
}

extension Rows {
    /// All of them, with columns as in `OrderQuery.columns`.
    fileprivate func shipmentRows() throws(StoreFailure) -> [ShipmentRow] {
        var rows: [ShipmentRow] = []
        while try next() {
            let due: DueColumn = try self[8]
            rows.append(
                ShipmentRow(
                    shipment: try self[0], state: try self[1], isHeld: try self[2], isOverdue: try self[3],
                    warehouse: try self[4], service: try self[5], deliveryMethod: try self[6],
                    placedAt: try self[7], due: due.due, tracking: try self[9]))
        }
        return rows
    }
}
