// Checks of a store that is in use.

import Engine
import Orders

extension OrderReader {
    /// Everything that is wrong with the store; empty when nothing is. Reads all of it.
    /// - Parameter examine: what the caller finds wrong with a docket and its deadlines.
    package func verify(
        _ examine: (StoredDocket, [ShipmentRow]) -> [String] = { _, _ in [] }
    ) throws(ReaderFailure) -> [String] {
        try look(to: "verify the store") { (connection) throws(StoreFailure) in
            try connection.damage() + connection.strayRows() + connection.wrongCounts() + connection.brokenHistory()
                + connection.examineDockets(examine)
        }
    }
}

extension Connection {
    /// What SQLite finds in its own structures.
    fileprivate func damage() throws(StoreFailure) -> [String] {
        let rows = try rows("PRAGMA integrity_check")
        var findings: [String] = []
        while try rows.next() { findings.append(try rows[0]) }
        return findings == ["ok"] ? [] : findings
    }

    fileprivate func strayRows() throws(StoreFailure) -> [String] {
        let rows = try rows(
            """
            SELECT 'a row of ' || "table" || ' belongs to nothing in ' || parent FROM pragma_foreign_key_check
            UNION ALL SELECT 'order ' || number || ' is open and has no shipment' FROM dockets
            WHERE is_open = 1 AND NOT EXISTS (SELECT 1 FROM shipments WHERE docket = dockets.id)
            UNION ALL SELECT 'history ends at ' || max(seq) || ', past ' || last_seq FROM history, facts
            HAVING max(seq) > last_seq
            """)
        var findings: [String] = []
        while try rows.next() { findings.append(try rows[0]) }
        return findings
    }

    /// Counts are kept by triggers; here they are counted.
    fileprivate func wrongCounts() throws(StoreFailure) -> [String] {
        let lane = "state || ' of ' || warehouse || ', ' || service || ', ' || method"
        let rows = try rows(
            """
            SELECT what, sum(kept), sum(found) FROM (
                SELECT what, count AS kept, 0 AS found FROM counts
                UNION ALL SELECT state, 0, count(*) FROM shipments GROUP BY state
                UNION ALL SELECT \(lane), count, 0 FROM lanes
                UNION ALL SELECT \(lane), 0, count(*) FROM shipments GROUP BY state, warehouse, service, method
                UNION ALL SELECT 'open', 0, count(*) FROM dockets WHERE is_open = 1
            ) GROUP BY what HAVING sum(kept) <> sum(found)
            """)
        var findings: [String] = []
        while try rows.next() {
            let (what, kept, found): (String, Int, Int) = (try rows[0], try rows[1], try rows[2])
            findings.append("\(kept) are counted as \(what), there are \(found)")
        }
        return findings
    }

    /// Each line of a shipment's history begins where the one before it ended, and the last leads to its state.
    fileprivate func brokenHistory() throws(StoreFailure) -> [String] {
        let rows = try rows(
            """
            SELECT 'line ' || seq || ' of the history of ' || shipment || ' does not follow from the one before it'
            FROM (SELECT shipment, seq, from_state, lag(to_state) OVER (PARTITION BY shipment ORDER BY seq) AS before
                FROM history)
            WHERE from_state IS NOT before
            UNION ALL SELECT 'the history of ' || number || ' does not lead to ' || state FROM shipments
            WHERE state IS NOT
                (SELECT to_state FROM history WHERE shipment = shipments.number ORDER BY seq DESC LIMIT 1)
            """)
        var findings: [String] = []
        while try rows.next() { findings.append(try rows[0]) }
        return findings
    }

    fileprivate func examineDockets(
        _ examine: (StoredDocket, [ShipmentRow]) -> [String]
    ) throws(StoreFailure) -> [String] {
        let rows = try rows("SELECT id, version, snapshot, number, is_open FROM dockets ORDER BY id")
        var findings: [String] = []
        while try rows.next() {
            let id: DocketID = try rows[0]
            let stored = StoredDocket(
                id: id, version: try rows[1], docket: try rows.decoded(2), deadlines: try deadlines(of: id))
            let number: OrderNumber = try rows[3]
            if stored.docket.number != number { findings.append("\(number) is filed as \(stored.docket.number)") }
            let isOpen: Bool = try rows[4]
            if let order = stored.docket.order, order.isOpen != isOpen {
                findings.append("\(number) is filed as \(isOpen ? "open, and is closed" : "closed, and is open")")
            }
            findings += examine(stored, try shipmentRows(of: id)).map { "\(number): \($0)" }
        }
        return findings
    }
}
