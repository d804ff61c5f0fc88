// cutoffctl history: every transition of an order or a shipment.

import ArgumentParser
import CivilTime
import Engine
import JSON
import Orders
import Store

struct ShowHistory: Command {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show every transition: when it took effect, and by which event.",
        discussion: """
            LATE is how long after it took effect a transition was committed. A refusal is no transition, and is not \
            here. With --json, `source` and `id` name the event, and `record` is what is kept of it, extension \
            attributes too; where one event made several transitions, the first has it.

            EXAMPLES
              cutoffctl history 24219509-0020-1         the story of a shipment
              cutoffctl history 24219509-0020 --json    of an order, for programs
            """)

    @Argument(
        help: ArgumentHelp("An order's number, or a shipment's.", valueName: "number"),
        completion: Suggestions.shipments)
    var number: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let reader = try session.reader()
        let found = try reader.find(number)
        let entries =
            try found.shipment.map { try reader.history(of: $0) }
            ?? reader.history(of: found.filed.docket.number)
        if session.isForPrograms {
            for entry in entries { session.say(entry.json) }
        } else {
            show(entries, isOneShipment: found.shipment != nil, session)
        }
    }

    private func show(_ entries: [HistoryEntry], isOneShipment: Bool, _ session: Session) {
        guard !entries.isEmpty else { return session.say("Nothing happened to it so far.") }
        var table = Table([
            .init("EFFECTIVE"), .init("SHIPMENT", rank: 0), .init("EVENT"), .init("TO"),
            .init("LATE", .right, rank: 0), .init("REASON", least: 8, rank: 1), .init("BY", least: 16, rank: 2),
        ])
        for entry in entries {
            let time = session.localTime(of: entry.transition.warehouse)
            table.add(entry.cells(time, isOneShipment: isOneShipment))
        }
        session.say(table)
        session.say("")
        session.sayBroken(session.note(onTimesOf: entries.map(\.transition.warehouse)))
    }
}

extension HistoryEntry {
    fileprivate func cells(_ time: LocalTime, isOneShipment: Bool) -> [Table.Cell] {
        let isDeadline = origin == nil
        return [
            time.timestampCell(transition.effectiveAt),
            isOneShipment ? "" : Table.Cell(transition.shipment.rawValue, brief: part),
            Table.Cell(transition.cause.name, isDeadline ? .yellow : .plain),
            outcome,
            Table.Cell(lateness < .seconds(1) ? "" : lateness.coarseText), Table.Cell(reason),
            Table.Cell(origin.map { "\($0.event.source) \($0.event.id)" } ?? ""),
        ]
    }

    /// What became of it, where anything did.
    private var outcome: Table.Cell {
        if transition.cause == .deadline(.packing) { return "overdue" }
        return transition.from == transition.to
            ? "" : Table.Cell(transition.to.words, brief: transition.to.briefWords)
    }

    /// `-1`, where everybody knows of which order.
    private var part: String { String(transition.shipment.rawValue.dropFirst(transition.order.rawValue.count)) }

    /// That a deadline passed, its name says already.
    private var reason: String {
        transition.reason.flatMap { $0 == transition.cause.name ? nil : $0 } ?? ""
    }

    var json: JSONValue {
        [
            "seq": .number(String(seq)), "order": JSONValue(transition.order),
            "shipment": JSONValue(transition.shipment), "event": .string(transition.cause.name),
            "from": JSONValue(transition.from?.rawValue), "to": .string(transition.to.rawValue),
            "effectiveAt": JSONValue(transition.effectiveAt), "committedAt": JSONValue(committedAt),
            "latenessMs": .number(String(lateness.milliseconds)), "reason": JSONValue(transition.reason),
            "submitter": origin.map { .number(String($0.submitter)) } ?? .null,
            "derived": JSONValue(transition.derived), "source": JSONValue(origin?.event.source),
            "id": JSONValue(origin?.event.id), "record": record,
        ]
    }

    /// The event as it is kept.
    private var record: JSONValue { origin.flatMap { try? JSONValue(parsing: $0.text) } ?? .null }
}
