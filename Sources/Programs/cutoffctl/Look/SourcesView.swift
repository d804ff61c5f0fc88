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
            [.init("SOURCE", least: 12), .init("LAST EVENT", rank: 1), .init("HEARD", least: 8)] + Self.counted)
        for source in sources {
            let last = source.lastEventAt
            let isSilent = source.isSilent(at: time.now)
            let heard = (isSilent ? ["silent"] : []) + [last.map(time.countdown) ?? source.unheard]
            table.add(
                [
                    Table.Cell(source.name), last.map(time.momentCell) ?? "",
                    Table.Cell(heard.joined(separator: ", "), isSilent ? .red : .plain),
                ] + source.counts.cells)
        }
        return table
    }

    private func byType() -> Table {
        var table = Table([.init("SOURCE", least: 12), .init("TYPE", least: 12)] + Self.counted)
        for source in sources {
            for type in source.types {
                table.add([Table.Cell(source.name), Table.Cell(type.name)] + type.counts.cells)
            }
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
    fileprivate var unheard: String { source == nil ? "" : "never" }

    /// Also where nobody has judged it yet, because no daemon runs.
    fileprivate func isSilent(at now: Instant) -> Bool {
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
