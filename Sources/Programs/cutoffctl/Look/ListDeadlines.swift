// cutoffctl deadlines: what falls due next.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct ListDeadlines: Command {
    static let configuration = CommandConfiguration(
        commandName: "deadlines", abstract: "List what falls due next.",
        discussion: """
            EXAMPLES
              cutoffctl deadlines --within 2h                the next two hours
              cutoffctl deadlines --kind packing --limit 10  the next cut-offs
              cutoffctl deadlines --watch                    look again every second
              cutoffctl deadlines --json                     for programs

            Reminders are left out, unless --kind reminder asks for them. A table ends after 50 rows unless --limit \
            says otherwise; --json has no end of its own.
            """)

    @Option(help: ArgumentHelp("Only what falls due within this time, or did: 30min, 2h, 1d.", valueName: "span"))
    var within: SpanArgument?

    @Option(help: ArgumentHelp("Only of this kind; may be given more than once.", valueName: "kind"))
    var kind: [DeadlineKind] = []

    @Option(help: ArgumentHelp("No more than so many.", valueName: "count"))
    var limit: Int?

    @Flag(help: "Look again every second, in place; Ctrl-C ends it.")
    var watch = false

    @OptionGroup var common: CommonOptions

    private static let rowsOfTable = 50

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit is 1 or more.") }
    }

    func run(in session: Session) throws {
        try session.checkScreen(for: watch)
        let reader = try session.reader()
        guard session.isForPrograms else { return try session.show(again: watch) { try show(session, reader) } }
        for standing in try standing(session, reader, limit: limit ?? Int(Int32.max)) { session.say(standing.json) }
    }

    private func standing(_ session: Session, _ reader: OrderReader, limit: Int) throws -> [StandingDeadline] {
        let kinds = kind.isEmpty ? DeadlineKind.allCases.filter { $0 != .reminder } : kind
        let end = within.map { session.now + $0.span } ?? .distantFuture
        return try reader.deadlines(kinds, before: end, limit: limit)
    }

    private func show(_ session: Session, _ reader: OrderReader) throws {
        let rows = limit ?? Self.rowsOfTable
        let standing = try standing(session, reader, limit: rows + 1)
        guard !standing.isEmpty else {
            return session.say("Nothing falls due\(within == nil ? "" : " within that time").")
        }
        var table = Table([
            .init("DUE"), .init("IN", rank: 1), .init("WHAT"), .init("SHIPMENT"), .init("WAREHOUSE", least: 6, rank: 1),
            .init("ABOUT", least: 8, rank: 2),
        ])
        for deadline in standing.prefix(rows) { table.add(deadline.cells(session.localTime(of: deadline.warehouse))) }
        session.say(table)
        session.say("")
        session.sayBroken(session.note(onTimesOf: standing.map(\.warehouse)))
        if standing.count > rows { session.say("There are more than these \(rows); --limit shows more.") }
    }
}

extension StandingDeadline {
    fileprivate func cells(_ time: LocalTime) -> [Table.Cell] {
        [
            time.dueCell(deadline.due), time.countdownCell(to: deadline.due),
            Table.Cell(deadline.key.kind.words),
            Table.Cell(subject), Table.Cell(warehouse?.rawValue ?? ""),
            Table.Cell(deadline.key.detail),
        ]
    }

    /// A shipment, a whole order, or a tracking number that nobody knows yet. A source stands under what it is about.
    private var subject: String {
        if let tracking = order?.awaitedTracking { return "tracking \(tracking)" }
        return deadline.key.shipment?.rawValue ?? order.map { "\($0) (all)" } ?? ""
    }

    fileprivate var json: JSONValue {
        var members = [
            JSONMember("due", JSONValue(deadline.due)), JSONMember("kind", .string(deadline.key.kind.rawValue)),
        ]
        if let tracking = order?.awaitedTracking {
            members += [JSONMember("order", .null), JSONMember("shipment", .null)]
            members.append(JSONMember("tracking", JSONValue(tracking)))
        } else {
            members += [
                JSONMember("order", JSONValue(order)), JSONMember("shipment", JSONValue(deadline.key.shipment)),
            ]
        }
        if let source { members.append(JSONMember("source", JSONValue(source))) }
        return .object(members)
    }
}
