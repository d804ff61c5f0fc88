// cutoffctl verify: every invariant of the store.

import ArgumentParser
import CivilTime
import Engine
import JSON
import Orders
import Store

struct Verify: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every invariant of the store; says only what is wrong.",
        discussion: """
            That the file is whole, that rows, counts and deadlines follow from the orders, that each order's history \
            leads to its state, and that every account sums up to what was sold, withheld and paid back. Reads all of \
            the store, which the daemon may be working on: on a large one, at a quiet hour. The exit status is 1 when \
            something is wrong.

            EXAMPLES
              cutoffctl verify
              cutoffctl verify --json      {"finding":"…"}, a line each
            """)

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let policy = session.policy
        let findings = try session.reader().verify { Self.examine($0, $1, policy) }
        for finding in findings {
            if session.isForPrograms {
                session.say(["finding": .string(finding)])
            } else {
                session.say(finding.harmless)
            }
        }
        guard findings.isEmpty else {
            throw Stop(
                .no, "\(findings.count == 1 ? "1 thing is" : "\(findings.count) things are") wrong with the store.")
        }
    }

    /// The columns and the timers of an order follow from what is filed of it, and so must they be.
    static func examine(_ stored: StoredDocket, _ rows: [ShipmentRow], _ policy: Policy) -> [String] {
        var findings: [String] = []
        if rows != ShipmentRow.rows(of: stored.docket) { findings.append("its rows are not what its snapshot says") }
        // Positions also depend on the settings at the time; when they are due does not.
        let due = Dictionary(uniqueKeysWithValues: stored.docket.deadlines(under: policy).map { ($0.key, $0.due) })
        for deadline in stored.deadlines where due[deadline.key] != deadline.due {
            findings.append("a deadline \(deadline.key.kind.rawValue) stands that does not follow from its state")
        }
        for key in due.keys where !stored.deadlines.contains(where: { $0.key == key }) {
            findings.append("its deadline \(key.kind.rawValue) is not filed")
        }
        return findings + (stored.docket.order?.shipments.flatMap(\.accountFindings) ?? [])
    }
}
