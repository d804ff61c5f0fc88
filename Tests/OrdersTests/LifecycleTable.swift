// The lifecycle as a table for people, made by asking the code: in every condition, what every event and every deadline
// does.

import CivilTime
import Orders
import TestKit

/// The text of `docs/lifecycle.md`.
struct LifecycleTable {
    static var text: String {
        let sections = CanonicalShipment.allCases.map { section(of: $0) }
        return ([preface] + sections).joined(separator: "\n") + "\n"
    }

    private static let preface = """
        # The lifecycle of a shipment

        What every event and every deadline does in every condition of a shipment. This page is written by the tests,
        from the code, and they fail when it says something else: `UPDATE_DOCS=1 swift test --filter LifecycleTests`.

        The outcome of an event is the condition that the shipment is in afterwards; `unchanged` when it is so already;
        `waits` when it may become possible, and then it is decided directly after what it waited for; or `refused`.
        With what was refused or waits stands what it needs. The events are from a source that may say everything; the
        deadlines are those that stand, and what they do when they pass.

        """

    private static func section(of shipment: CanonicalShipment) -> String {
        let rows = CanonicalEvent.all.map { row($0, shipment) } + deadlineRows(shipment)
        return """
            ## The shipment is \(shipment.rawValue)

            | event or deadline | outcome | needs |
            |---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }

    private static func row(_ event: CanonicalEvent, _ shipment: CanonicalShipment) -> String {
        var story = shipment.story()
        let verdict = CanonicalEvent.outcome(of: event, in: &story)
        let name = event.words.isEmpty ? "`\(event.type.rawValue)`" : "`\(event.type.rawValue)` \(event.words)"
        return "| \(name) | \(outcome(verdict, story)) | \(need(verdict.refusal)) |"
    }

    private static func outcome(_ verdict: Verdict, _ story: Story) -> String {
        switch verdict {
        case .applied: "**\(story[.first]?.condition ?? "")**"
        case .unchanged, .contradicted: "unchanged"
        case .waiting: "waits"
        case .refused: "refused"
        }
    }

    private static func need(_ refusal: Refusal?) -> String {
        guard let refusal else { return "" }
        let needed = refusal.expected.split(separator: " for ", maxSplits: 1)
        return String(needed.last ?? "")
    }

    private static func deadlineRows(_ shipment: CanonicalShipment) -> [String] {
        shipment.story().deadlines().map { deadline in
            var story = shipment.story()
            var docket = story.dockets[.sample]
            while let next = docket?.deadlines(under: story.policy).first, next.due <= deadline.due {
                story.pass(to: next.position)
                docket = story.dockets[.sample]
            }
            let about = deadline.key.kind == .reminder ? " of \(deadline.key.detail)" : ""
            return "| deadline `\(deadline.key.kind.rawValue)`\(about) | **\(story[.first]?.condition ?? "")** | |"
        }
    }
}
