// The status in lines for people.

import CivilTime
import Orders
import Store

struct StatusView {
    let status: StoreStatus
    let isRunning: Bool
    let detail: SourcesView.Detail

    func lines(_ session: Session) -> [String] {
        let time = session.commonTime
        let colour = session.terminal.hasColour
        var lines = facts(time).flatMap { name, text, style in
            let text = text.harmless
            let rows = session.terminal.isScreen ? text.broken(to: session.terminal.width - 11) : [text]
            return rows.enumerated().map { row, part in
                (row == 0 ? name : "").padded(to: 10, .left) + " " + style.painted(part, hasColour: colour)
            }
        }
        for table in [states, SourcesView(sources: status.sources, detail: detail).table(time)]
        where !table.rows.isEmpty {
            lines += [""] + table.lines(width: session.terminal.width, hasColour: colour)
        }
        return lines + ["", "Times: \(time.zone.name)"]
    }

    private func facts(_ time: LocalTime) -> [(String, String, Style)] {
        [
            ("cutoffd", isRunning ? "running" : "not running", isRunning ? .green : .red),
            ("deadlines", status.held.map { "held: \($0)" } ?? "fire", status.held == nil ? .plain : .red),
            ("next due", next(time), status.nextDue.map(time.style) ?? .plain),
            ("orders", "\(status.open) open", .plain),
            ("spool", "\(status.spoolDepth) waiting to be taken", .plain),
            ("rejected", "\(status.rejectedFiles)", status.rejectedFiles > 0 ? .yellow : .plain),
            (
                "changed", status.committedAt.map { "\(time.moment($0)) (\(time.countdown(to: $0)))" } ?? "never",
                .plain
            ),
            (
                "journal",
                status.reportedSeq == status.lastSeq ? "up to date" : "\(status.lastSeq - status.reportedSeq) behind",
                .plain
            ),
        ]
    }

    private func next(_ time: LocalTime) -> String {
        guard let due = status.nextDue else { return "nothing" }
        guard due <= time.now else { return "\(time.due(due)) (\(time.countdown(to: due)))" }
        return "\(time.due(due)), late by \((time.now - due).coarseText)"
    }

    private var states: Table {
        var table = Table([.init("SHIPMENTS", .right), .init("STATE")])
        for state in StateName.allCases {
            guard let count = status.states[state] else { continue }
            table.add(["\(count)", Table.Cell(state.words)])
        }
        return table
    }
}
