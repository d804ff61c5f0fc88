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
            The exit status is 0 also while the daemon does not run: the store can be read all the same.

            EXAMPLES
              cutoffctl status
              cutoffctl status --json
            """)

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let status = try session.reader().status()
        let isRunning = session.isDaemonRunning
        guard !session.isForPrograms else { return session.say(status.json(isRunning: isRunning)) }
        for line in StatusView(status: status, isRunning: isRunning).lines(session) { session.say(line) }
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

extension SourceStatus {
    fileprivate var json: JSONValue {
        [
            "source": JSONValue(source), "lastEventAt": JSONValue(lastEventAt), "accepted": JSONValue(accepted),
            "duplicate": JSONValue(duplicate), "waiting": JSONValue(waiting), "refused": JSONValue(refused),
        ]
    }
}
