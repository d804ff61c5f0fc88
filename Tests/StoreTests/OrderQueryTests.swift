// Views of the shipments: what is in them, how they are paged, and that they stay cheap.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

@Suite struct OrderQueryTests {
    let directory = TemporaryDirectory()
    let shelf = Shelf()
    let store: SQLiteOrderStore

    /// Sixty orders: states, warehouses, services and methods in turn; some overdue, every fourth not due.
    init() throws {
        var store = try SQLiteOrderStore(path: directory.store, ballastBytes: 0, rows: shelf.projection)
        var batch = Batch(minute: 0)
        for number in 1...60 {
            shelf.rows[.sample(number)] = [.sample(number)]
            batch.dockets.append(StoredDocket(number))
        }
        _ = try store.commit(batch)
        self.store = store
    }

    var all: [ShipmentRow] { shelf.rows.values.flatMap { $0 } }

    func pages(_ query: OrderQuery) throws -> [[ShipmentRow]] {
        let reader = try OrderReader(path: directory.store)
        var query = query
        var pages: [[ShipmentRow]] = []
        repeat {
            let page = try reader.orders(query)
            pages.append(page.rows)
            query.after = page.next
        } while query.after != nil
        return pages
    }

    @Test(arguments: OrderQuery.examples, [1, 7, 100])
    func aViewHasTheRowsThatItSaysInOrderOnPagesOfItsLength(_ query: OrderQuery, _ limit: Int) throws {
        var query = query
        query.limit = limit
        let pages = try pages(query)
        #expect(pages.flatMap(\.self) == all.filter(query.matches).sorted(by: query.precedes))
        #expect(pages.dropLast().allSatisfy { $0.count == limit })
        #expect(pages.count == 1 || pages.last?.isEmpty == false)
    }

    @Test func aPageGoesOnAfterItsMarkThoughTheMarkedRowIsGone() throws {
        var query = OrderQuery()
        query.limit = 10
        let reader = try OrderReader(path: directory.store)
        let first = try reader.orders(query)
        let last = try #require(first.rows.last?.shipment)
        try store.connection.run("DELETE FROM shipments WHERE number = ?", last)
        query.after = first.next
        let second = try reader.orders(query)
        #expect(second.rows == Array(all.sorted(by: query.precedes)[10..<20]))
    }

    @Test func aMarkIsWrittenAndReadBack() throws {
        for sort in [OrderQuery.Sort.due, .placed] {
            var query = OrderQuery()
            (query.sort, query.limit) = (sort, 50)  // among what nothing is due for
            let mark = try #require(OrderReader(path: directory.store).orders(query).next)
            #expect(PageMark(mark.description) == mark)
        }
        for text in ["", "due.1", "due.!.A-1", "new.1.A-1", "due:1:0:A-1"] { #expect(PageMark(text) == nil) }
    }

    // MARK: - Plans

    /// No table and no index is walked from end to end, and nothing of a state's rows is sorted.
    @Test(arguments: OrderQuery.examples)
    func aViewSeeksInAnIndexThatHoldsAllItAsksFor(_ query: OrderQuery) throws {
        let plan = try store.connection.plan(query.sql)
        let seeks = plan.filter { $0.contains(#/INDEX shipments_by_(due|placed) \(state=\?/#) }
        #expect(seeks.count == (query.states.isEmpty ? StateName.allCases.count : query.states.count), "\(plan)")
        let isFiltered = !query.warehouses.isEmpty
        let lanes = plan.filter {
            $0.contains("SEARCH shipments USING INDEX shipments_by_lane (state=? AND warehouse=?")
        }
        #expect(lanes.count == (isFiltered ? query.states.count : 0), "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN shipments") || $0.contains("SCAN s") }, "\(plan)")
    }

    @Test(arguments: [[], [DeadlineKind.packing], [.packing, .handOver]])
    func deadlinesAreReadInTheOrderOfTheirIndex(_ kinds: [DeadlineKind]) throws {
        let plan = try store.connection.plan(OrderReader.deadlinesSQL(kinds, before: .start, limit: 5))
        #expect(plan.contains { $0.contains("COVERING INDEX deadlines_by_due (due<?") }, "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test(arguments: [
        (SQLiteOrderStore.timers, "deadlines_by_position"),
        ("SELECT id FROM dockets WHERE is_open = 0 AND changed < 1 ORDER BY changed LIMIT 9", "dockets_closed"),
        ("SELECT inode FROM receipts WHERE source = 'a' AND id = 'b'", "receipts_by_event"),
        ("SELECT seq FROM history WHERE order_number = 'a' ORDER BY seq", "history_by_order"),
        ("SELECT seq FROM history WHERE shipment = 'a' ORDER BY seq", "history_by_shipment"),
        ("SELECT source FROM names WHERE docket IS NULL AND taken < 1 LIMIT 9", "names_by_docket"),
        ("SELECT inode FROM receipts WHERE committed < 1 ORDER BY committed LIMIT 9", "receipts_by_age"),
    ])
    func aSearchUsesItsIndex(_ sql: String, _ index: String) throws {
        let plan = try store.connection.plan(BoundSQL(text: sql))
        #expect(plan.contains { $0.hasPrefix("SEARCH") && $0.contains(index) }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }
}

extension Connection {
    fileprivate func plan(_ sql: BoundSQL) throws -> [String] {
        let rows = try rows("EXPLAIN QUERY PLAN " + sql.text, sql.values)
        var plan: [String] = []
        while try rows.next() { plan.append(try rows[3]) }
        return plan
    }
}

extension ShipmentRow {
    /// What is due soonest, then what is under way, then what is closed.
    fileprivate var urgency: (Instant, Int, ShipmentNumber) {
        (due ?? .distantFuture, state.isFinal ? 1 : 0, shipment)
    }

    fileprivate static func sample(_ number: Int) -> ShipmentRow {
        ShipmentRow(
            shipment: ShipmentNumber(.sample(number), part: 1),
            state: StateName.allCases[number % 9], isHeld: false, isOverdue: number % 15 == 0,
            warehouse: WarehouseID("w\(number % 2)"), service: ServiceID("s\(number % 3)"),
            deliveryMethod: DeliveryMethodID("m\(number % 7)"), placedAt: .minute(Int64(number * 37 % 11)),
            due: number % 4 == 0 ? nil : .minute(Int64(number * 17 % 13)),
            tracking: number % 6 == 0 ? TrackingNumber("T\(number)") : nil)
    }
}

extension OrderQuery {
    /// What the views ask for.
    static var examples: [OrderQuery] {
        var delivering = OrderQuery()
        delivering.states = [.accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered]
        var packaging = OrderQuery()
        packaging.states = [.awaitingPackaging]
        packaging.isOverdue = true
        var soon = OrderQuery()
        soon.dueBefore = .minute(6)
        var narrow = delivering
        narrow.warehouses = [WarehouseID("w1")]
        narrow.services = [ServiceID("s0"), ServiceID("s2")]
        narrow.methods = [DeliveryMethodID("m1"), DeliveryMethodID("m3"), DeliveryMethodID("m5")]
        var dense = narrow
        dense.few = 0
        return [OrderQuery(), delivering, packaging, soon, narrow, dense].flatMap { query in
            var newest = query
            newest.sort = .placed
            return [query, newest]
        }
    }

    /// The same, said plainly.
    fileprivate func matches(_ row: ShipmentRow) -> Bool {
        (states.isEmpty || states.contains(row.state)) && (warehouses.isEmpty || warehouses.contains(row.warehouse))
            && (services.isEmpty || services.contains(row.service))
            && (methods.isEmpty || methods.contains(row.deliveryMethod))
            && isOverdue.map { $0 == row.isOverdue } != false
            && dueBefore.map { limit in row.due.map { $0 < limit } == true } != false
    }

    fileprivate func precedes(_ left: ShipmentRow, _ right: ShipmentRow) -> Bool {
        switch sort {
        case .due: left.urgency < right.urgency
        case .placed: (left.placedAt, left.shipment) > (right.placedAt, right.shipment)
        }
    }
}
