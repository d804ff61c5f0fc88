// A view of the shipments: which ones, in what order, from where on; and the SQL that stays cheap over a million.

import CivilTime
import Orders

package struct OrderQuery: Sendable {
    package enum Sort: String, Sendable {
        /// What is due soonest first; then what nothing is due for, and of that what is closed last.
        case due
        /// The newest order first.
        case placed
    }

    /// Empty, here and below: all.
    package var states: [StateName] = []
    package var warehouses: [WarehouseID] = []
    package var services: [ServiceID] = []
    package var methods: [DeliveryMethodID] = []
    /// Nil: whether overdue or not.
    package var isOverdue: Bool?
    package var dueBefore: Instant?
    package var sort = Sort.due
    package var limit = 50
    /// Where the page before ended.
    package var after: PageMark?
    /// How many rows of a state that pass a filter are few: then they are looked up one by one.
    var few = 2000

    package init() {}
}

/// The last row of a page: the next one begins after it, whatever has come or gone meanwhile.
package struct PageMark: Hashable, Sendable {
    package let sort: OrderQuery.Sort
    fileprivate let key: Int64
    /// Tells apart what has the same key: see `OrderQuery.rank`.
    fileprivate let rank: Int
    fileprivate let number: ShipmentNumber
}

extension PageMark: LosslessStringConvertible {
    /// `due.mhy3k2ow.24219509-0020-1`: the view and the rank in a word, the key in base 36, `-` for no due time.
    package var description: String {
        let word = Self.words.first { $0.sort == sort && $0.rank == rank }?.word ?? ""
        return "\(word).\(key == Self.never ? "-" : String(key, radix: 36)).\(number)"
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let (_, sort, rank) = Self.words.first(where: { $0.word == parts[0] }),
            let key = parts[1] == "-" ? Self.never : Int64(parts[1], radix: 36)
        else { return nil }
        self.init(sort: sort, key: key, rank: rank, number: ShipmentNumber(String(parts[2])))
    }

    private static let words: [(word: String, sort: OrderQuery.Sort, rank: Int)] = [
        ("due", .due, 0), ("closed", .due, 1), ("placed", .placed, 0),
    ]
    private static var never: Int64 { DueColumn(nil).stored }
}

/// Some rows of a view.
package struct OrderPage: Sendable {
    package let rows: [ShipmentRow]
    /// Nil when there is no next page.
    package let next: PageMark?
}

// MARK: - SQL

/// A statement with its values.
struct BoundSQL {
    var text = ""
    var values: [any ColumnValue] = []

    mutating func add(_ text: String, _ values: any ColumnValue...) {
        self.text += text
        self.values += values
    }

    /// ` AND column IN (…)`; nothing for an empty list.
    mutating func add(_ column: String, among values: [some ColumnValue]) {
        guard !values.isEmpty else { return }
        text += " AND \(column) IN (" + values.map { _ in "?" }.joined(separator: ", ") + ")"
        self.values += values.map { $0 as any ColumnValue }
    }
}

extension OrderQuery {
    /// Each state is one seek in an index that holds all that is filtered and sorted by; the first rows of each are
    /// merged, and only those of the page are looked up. One row more than the page tells whether there is another.
    var sql: BoundSQL {
        var sql = BoundSQL()
        sql.add("SELECT \(Self.columns) FROM (")
        for (index, state) in soughtStates.enumerated() {
            sql.add(index == 0 ? "" : " UNION ALL ")
            addSeek(state, to: &sql)
            if isFilteredByLane {
                sql.add(" UNION ALL ")
                addLanes(state, to: &sql)
            }
        }
        sql.add(" ORDER BY key \(direction), rank, number \(direction) LIMIT ?", limit + 1)
        sql.add(") AS page CROSS JOIN shipments AS s ON s.number = page.number")
        sql.add(
            " LEFT JOIN tracking AS t ON t.shipment = s.number"
                + " ORDER BY page.key \(direction), page.rank, page.number \(direction)")
        return sql
    }

    /// Nothing but what awaits packaging can be overdue.
    private var soughtStates: [StateName] {
        let asked = Set(states.isEmpty ? StateName.allCases : states)
        return Array(asksForNothing || isOverdue != true ? asked : asked.intersection([.awaitingPackaging]))
    }

    private var asksForNothing: Bool { isOverdue == true && !states.isEmpty && !states.contains(.awaitingPackaging) }

    private func addSeek(_ state: StateName, to sql: inout BoundSQL) {
        let seek = index(of: state)
        sql.add("SELECT * FROM (SELECT \(columns(of: state)) FROM shipments INDEXED BY \(seek) WHERE state = ?", state)
        addConditions(state, to: &sql)
        addLaneFilters(to: &sql)
        sql.add(" ORDER BY \(order) LIMIT ")
        addLimit(state, where: "> ?", to: &sql)
        sql.add(")")
    }

    /// Where so few pass the filter that looking for them in the order of the view would walk through all of a state,
    /// they are looked up lane by lane, and sorted. Where none do, nothing is read.
    private func addLanes(_ state: StateName, to sql: inout BoundSQL) {
        sql.add("SELECT * FROM (SELECT \(columns(of: state)) FROM (SELECT * FROM lanes WHERE state = ?", state)
        addLaneFilters(to: &sql)
        sql.add(" AND count > 0) AS l CROSS JOIN shipments INDEXED BY shipments_by_lane")
        sql.add(" USING (state, warehouse, service, method) WHERE TRUE")
        addConditions(state, to: &sql)
        sql.add(" ORDER BY \(order) LIMIT ")
        addLimit(state, where: "<= ?", to: &sql)
        sql.add(")")
    }

    /// A page and a row, where the rows that pass the filter are as many as `comparison` says; else none: a limit of 0
    /// reads nothing, while a condition would be looked at for every row.
    private func addLimit(_ state: StateName, where comparison: String, to sql: inout BoundSQL) {
        guard isFilteredByLane else { return sql.add("?", limit + 1) }
        sql.add("iif((SELECT total(count) FROM lanes WHERE state = ?", state)
        addLaneFilters(to: &sql)
        sql.add(") \(comparison), ?, 0)", few, limit + 1)
    }

    private func addConditions(_ state: StateName, to sql: inout BoundSQL) {
        if let after { addBeginning(after, state, to: &sql) }
        if let dueBefore { sql.add(" AND due < ?", dueBefore) }
        if let isOverdue { sql.add(" AND overdue = ?", isOverdue) }
        if asksForNothing { sql.add(" AND FALSE") }
    }

    /// Of a state, what comes after the mark.
    private func addBeginning(_ after: PageMark, _ state: StateName, to sql: inout BoundSQL) {
        let comparison = sort == .due ? ">" : "<"
        switch rank(of: state) {
        case after.rank: sql.add(" AND (\(key), number) \(comparison) (?, ?)", after.key, after.number)
        case ..<after.rank: sql.add(" AND \(key) \(comparison) ?", after.key)
        default: sql.add(" AND \(key) \(comparison)= ?", after.key)
        }
    }

    /// Where nothing is due, what is closed comes after what is under way.
    private func rank(of state: StateName) -> Int { sort == .due && state.isFinal ? 1 : 0 }

    private func columns(of state: StateName) -> String { "\(key) AS key, \(rank(of: state)) AS rank, number" }

    private func addLaneFilters(to sql: inout BoundSQL) {
        sql.add("warehouse", among: warehouses)
        sql.add("service", among: services)
        sql.add("method", among: methods)
    }

    private var isFilteredByLane: Bool { !(warehouses.isEmpty && services.isEmpty && methods.isEmpty) }

    private var key: String { sort == .due ? "due" : "placed" }
    /// Of what is closed little is due: it is found by that, and sorted if need be.
    private func index(of state: StateName) -> String {
        sort == .due || (dueBefore != nil && state.isFinal) ? "shipments_by_due" : "shipments_by_placed"
    }
    private var direction: String { sort == .due ? "ASC" : "DESC" }
    private var order: String { "key \(direction), number \(direction)" }

    /// As `Rows.shipmentRow` reads them.
    static let columns = """
        s.number, s.state, s.held, s.overdue, s.warehouse, s.service, s.method, s.placed, s.due, t.number
        """

    private func mark(_ key: Int64, _ last: ShipmentRow) -> PageMark {
        PageMark(sort: sort, key: key, rank: rank(of: last.state), number: last.shipment)
    }

    func page(of rows: [ShipmentRow]) -> OrderPage {
        guard rows.count > limit, let last = rows.prefix(limit).last else { return OrderPage(rows: rows, next: nil) }
        let key = sort == .due ? DueColumn(last.due).stored : last.placedAt.milliseconds
        return OrderPage(rows: Array(rows.prefix(limit)), next: mark(key, last))
    }
}
