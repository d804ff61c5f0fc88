// What was heard of whom, and who is silent, in tables for people and in JSON.

import CivilTime
import Engine
import JSON
import Orders
import Store

struct SourcesView {
    enum Detail { case bySource, byType }

    let sources: [SourceStatus]
    let detail: Detail

    func table(_ time: LocalTime) -> Table {
        switch detail {
        case .bySource: bySource(time)
        case .byType: byType()
        }
    }

    private func bySource(_ time: LocalTime) -> Table {
        var table = Table(
            [.init("SOURCE", least: 12), .init("LAST EVENT", rank: 2), .init("HEARD", least: 8)] + Self.counted)
        for source in sources {
            let last = source.lastEventAt.map(time.momentCell) ?? ""
            table.add([Table.Cell(source.name), last, source.heard(time)] + source.counts.cells)
        }
        return table
    }

    /// A source, and below it what it said: side by side they have no room on most screens.
    private func byType() -> Table {
        var table = Table([.init("SOURCE, TYPE", least: 12)] + Self.counted)
        for source in sources {
            table.add([Table.Cell(source.name)] + source.counts.cells)
            for type in source.types { table.add([Table.Cell("  " + type.name)] + type.counts.cells) }
        }
        return table
    }

    private static var counted: [Table.Column] {
        ["ACCEPTED", "DUPLICATE", "LATE", "WAITING", "REFUSED"].map { .init($0, .right) }
    }
}

extension EventCounts {
    fileprivate var cells: [Table.Cell] {
        [
            "\(accepted)", "\(duplicate)", "\(late)", "\(waiting)",
            Table.Cell("\(refused)", refused > 0 ? .yellow : .plain),
        ]
    }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("accepted", JSONValue(accepted)), JSONMember("duplicate", JSONValue(duplicate)),
            JSONMember("waiting", JSONValue(waiting)), JSONMember("refused", JSONValue(refused)),
            JSONMember("late", JSONValue(late)),
        ]
    }
}

extension TypeCount {
    /// What was counted before types were has no name of its own.
    fileprivate var name: String { type.isEmpty ? "earlier" : type }
}

extension SourceStatus {
    /// What people call it.
    fileprivate var name: String { source?.rawValue ?? "(unnamed)" }
    /// Instead of when it spoke last; where nobody is named, nobody could have.
    private var unheard: String { source == nil ? "" : "never" }

    /// `silent, 2h 15min ago`; where there is no room, `silent, 2h`.
    fileprivate func heard(_ time: LocalTime) -> Table.Cell {
        let ago = lastEventAt.map(time.agoCell) ?? Table.Cell(unheard)
        guard isSilent(at: time.now) else { return ago }
        return Table.Cell("silent, \(ago.text)", .red, brief: "silent, \(ago.brief)")
    }

    /// Also where nobody has judged it yet, because no daemon runs.
    private func isSilent(at now: Instant) -> Bool {
        switch expectation?.state {
        case .silent: true
        case .expected(let due): due <= now
        case nil: false
        }
    }

    var json: JSONValue {
        let types = types.map { JSONMember($0.name, .object($0.counts.members)) }
        return .object(
            [JSONMember("source", JSONValue(source)), JSONMember("lastEventAt", JSONValue(lastEventAt))]
                + counts.members
                + [
                    JSONMember("expectedBy", JSONValue(expectation?.state.expectedBy)),
                    JSONMember("silentSince", JSONValue(expectation?.state.silentSince)),
                    JSONMember("types", .object(types)),
                ])
    }
}

extension Feed.State {
    fileprivate var expectedBy: Instant? {
        if case .expected(let due) = self { due } else { nil }
    }

    fileprivate var silentSince: Instant? {
        if case .silent(let since) = self { since } else { nil }
    }
}
