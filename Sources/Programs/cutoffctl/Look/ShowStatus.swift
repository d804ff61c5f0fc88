// cutoffctl status: how the daemon is doing.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct ShowStatus: Command {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how the daemon is doing, and what it heard of whom.",
        discussion: """
            `changed` is when anything came of an event or a deadline last, and `journal` tells whether all of it was \
            reported there. LATE are the accepted events that took effect after the deadline that they should have \
            met: a packing after its cut-off, an acceptance after its hand-over. A source is silent when its \
            expect_every has passed. The exit status is 0 also while the daemon does not run: the store can be read \
            all the same.

            EXAMPLES
              cutoffctl status
              cutoffctl status --types     what was heard, by source and type of event
              cutoffctl status --json
            """)

    @Flag(help: "Count what was heard by type of event too. (--json has it always.)")
    var types = false

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let status = try session.reader().status()
        let isRunning = session.isDaemonRunning
        guard !session.isForPrograms else { return session.say(status.json(isRunning: isRunning)) }
        let view = StatusView(status: status, isRunning: isRunning, detail: types ? .byType : .bySource)
        for line in view.lines(session) { session.say(line) }
    }
}

extension StoreStatus {
    fileprivate func json(isRunning: Bool) -> JSONValue {
        let counted = StateName.allCases.compactMap { state in
            states[state].map { JSONMember(state.rawValue, JSONValue($0)) }
        }
        return [
            "running": .bool(isRunning), "held": JSONValue(held), "open": JSONValue(open),
            "spool": JSONValue(spoolDepth), "rejected": JSONValue(rejectedFiles), "nextDue": JSONValue(nextDue),
            "states": .object(counted), "sources": .array(sources.map(\.json)),
        ]
    }
}
