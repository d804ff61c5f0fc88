// cutoffctl orders: the order views.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct ListOrders: Command {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "List shipments, the most urgent first.",
        discussion: """
            EXAMPLES
              cutoffctl orders                               all, soonest due first
              cutoffctl orders --tab awaiting-packaging      what is to be packed
              cutoffctl orders --overdue --warehouse msk-1   what should have been
              cutoffctl orders --due-within 2h --json        for programs
              cutoffctl orders --sort placed --limit 20      the newest orders

            Times are those of the warehouses. In a narrow terminal texts are shorter, and the last columns are left \
            out. A table ends after 50 rows unless --limit says otherwise, and names the --after of the next page, \
            which goes on there whatever has changed meanwhile; --json has no end of its own.
            """)

    enum Sort: String, CaseIterable, ExpressibleByArgument { case due, placed }

    @Option(help: ArgumentHelp("Only this view.", valueName: "tab"))
    var tab: Tab?

    @Option(
        help: ArgumentHelp("Only of this warehouse; may be given more than once.", valueName: "id"),
        completion: Suggestions.warehouses)
    var warehouse: [String] = []

    @Option(
        help: ArgumentHelp("Only by this delivery service; may be given more than once.", valueName: "id"),
        completion: Suggestions.services)
    var service: [String] = []

    @Option(help: ArgumentHelp("Only by this delivery method; may be given more than once.", valueName: "id"))
    var deliveryMethod: [String] = []

    @Flag(help: "Only what should have been packed.")
    var overdue = false

    @Option(help: ArgumentHelp("Only what is due within this time, or was: 30min, 2h, 1d.", valueName: "span"))
    var dueWithin: SpanArgument?

    @Option(help: ArgumentHelp("What comes first: due soonest, or placed last.", valueName: "order"))
    var sort = Sort.due

    @Option(help: ArgumentHelp("No more than so many.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("Where the page before ended, as it says itself.", valueName: "mark"))
    var after: PageMark?

    @Flag(help: "Look again every second, in place; Ctrl-C ends it.")
    var watch = false

    @OptionGroup var common: CommonOptions

    /// Rows of a table where nobody says how many.
    private static let rowsOfTable = 50
    private static let rowsOfPage = 1000

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit is 1 or more.") }
        guard after.map({ $0.sort == order }) ?? true else {
            throw ValidationError("--after is of a list in another order; give it the --sort of that one.")
        }
    }

    func run(in session: Session) throws {
        try session.checkScreen(for: watch)
        let reader = try session.reader()
        let filter = try filter(session, reader)
        guard !session.isForPrograms else { return try tellPrograms(session, reader, filter) }
        try session.show(again: watch) { try show(session, reader, filter) }
    }

    private var order: OrderQuery.Sort { sort == .due ? .due : .placed }

    /// What stays the same, however often it is looked.
    private func filter(_ session: Session, _ reader: OrderReader) throws -> OrderQuery {
        var query = OrderQuery()
        query.states = tab?.states ?? []
        query.warehouses = try session.warehouses(named: warehouse, reader)
        query.services = try session.services(named: service, reader)
        query.methods = try session.deliveryMethods(named: deliveryMethod, reader)
        query.isOverdue = overdue ? true : nil
        query.sort = order
        query.after = after
        query.limit = limit ?? Self.rowsOfTable
        return query
    }

    private func query(_ session: Session, _ filter: OrderQuery) -> OrderQuery {
        var query = filter
        query.dueBefore = dueWithin.map { session.now + $0.span }
        return query
    }

    /// Page by page: a reader is not to stay long in the store.
    private func tellPrograms(_ session: Session, _ reader: OrderReader, _ filter: OrderQuery) throws {
        var query = query(session, filter)
        var left = limit ?? .max
        repeat {
            query.limit = min(left, Self.rowsOfPage)
            let page = try reader.orders(query)
            for row in page.rows { session.say(row.json) }
            left -= page.rows.count
            query.after = page.next
        } while query.after != nil && left > 0
    }

    private func show(_ session: Session, _ reader: OrderReader, _ filter: OrderQuery) throws {
        let page = try reader.orders(query(session, filter))
        guard !page.rows.isEmpty else { return session.say("No such shipments.") }
        var table = Table(ShipmentRow.columns)
        for row in page.rows { table.add(row.cells(session.localTime(of: row.warehouse))) }
        session.say(table)
        session.say("")
        session.sayBroken(session.note(onTimesOf: page.rows.map(\.warehouse)))
        if let next = page.next {
            session.sayBroken("There are more than these \(page.rows.count). The next page: --after \(next)")
        }
    }
}

extension PageMark: ExpressibleByArgument {}

extension ShipmentRow {
    fileprivate static var columns: [Table.Column] {
        [
            Table.Column("SHIPMENT"), Table.Column("STATE"), Table.Column("DUE", rank: 0), Table.Column("IN", rank: 1),
            Table.Column("WAREHOUSE", least: 9, rank: 1), Table.Column("SERVICE", least: 9, rank: 3),
            Table.Column("METHOD", least: 16, rank: 4), Table.Column("TRACKING", rank: 2),
            Table.Column("PLACED", rank: 5),
        ]
    }

    fileprivate func cells(_ time: LocalTime) -> [Table.Cell] {
        [
            Table.Cell(shipment.rawValue), stateCell,
            due.map(time.dueCell) ?? "", due.map(time.countdownCell) ?? "",
            Table.Cell(warehouse.rawValue), Table.Cell(service.rawValue), Table.Cell(deliveryMethod.rawValue),
            Table.Cell(tracking?.rawValue ?? ""), time.momentCell(placedAt),
        ]
    }

    private var stateCell: Table.Cell {
        if isHeld { return Table.Cell("packaging, held", stateStyle, brief: "held") }
        if isOverdue { return Table.Cell("packaging, overdue", stateStyle, brief: "overdue") }
        return Table.Cell(state.words, stateStyle, brief: state.briefWords)
    }

    private var stateStyle: Style {
        if isOverdue { return .red }
        return state.isFinal ? .faint : .plain
    }

    fileprivate var json: JSONValue {
        [
            "order": JSONValue(shipment.order), "shipment": JSONValue(shipment), "state": .string(state.rawValue),
            "held": .bool(isHeld), "overdue": .bool(isOverdue), "warehouse": JSONValue(warehouse),
            "service": JSONValue(service), "deliveryMethod": JSONValue(deliveryMethod),
            "placedAt": JSONValue(placedAt), "due": JSONValue(due), "tracking": JSONValue(tracking),
        ]
    }
}
