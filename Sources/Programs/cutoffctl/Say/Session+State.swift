// An event on its way from a command to the daemon, and the answer on its way back.

import CivilTime
import Engine
import JSON
import Orders
import Store

extension Session {
    /// Checks what is to be said, asks where it cannot be undone, drops it, and tells what became of it.
    func state(_ statement: Statement, _ options: VerbOptions, _ reader: OrderReader) throws {
        let draft = try draft(statement, options.sourceName)
        if options.dryRun { say(draft.text) }
        let foresight = try Foresight(of: draft.event, policy: policy, reader: reader, now: now)
        switch foresight {
        case .refused(let refusal): throw Stop(.no, refusal.text)
        case .unchanged(let what):
            return tell(Reception(event: draft.event.name, outcome: .unchanged(what)), nil, options)
        case .possible(let warnings): for warning in warnings { complain("Note: \(warning)") }
        }
        guard !options.dryRun else { return }
        if let question = statement.question, !options.yes { try confirm(question) }
        let reception = try drop(draft, reader, within: options.timeout.span)
        try answer(reception, about: statement, reader)
    }

    private func draft(_ statement: Statement, _ source: SourceName) throws -> EventDraft {
        do throws(Refusal) {
            return try EventDraft(
                type: statement.type.rawValue, subject: statement.subject, data: statement.data, source: source,
                at: now)
        } catch {
            var refusal = error
            if let example = refusal.pointer.flatMap({ statement.examples[$0] }) {
                refusal.advice = "Write it like \(example)"
            }
            throw Stop(.no, refusal.text)
        }
    }

    /// Ends the command unless whoever sits there agrees. A program that runs it is taken at its word.
    func confirm(_ question: String) throws {
        guard terminal.isInteractive else { return }
        let reply = ask("\(question) This cannot be undone. [y/N] ")?.lowercased() ?? ""
        guard ["y", "yes"].contains(reply) else { throw Stop(.no, "nothing was done.") }
    }

    private func tell(_ reception: Reception, _ shipments: [String]?, _ options: VerbOptions) {
        guard !options.dryRun else {
            return complain("Nothing would change: \(reception.reason ?? "it is so already").")
        }
        if isForPrograms { return say(reception.json) }
        say("Nothing to do: \(reception.reason ?? "it is so already").")
    }

    private func answer(_ reception: Reception, about statement: Statement, _ reader: OrderReader) throws {
        if isForPrograms { say(reception.json) }
        if reception.isRefused { throw Stop(.no, isForPrograms ? nil : reception.reason) }
        guard !isForPrograms else { return }
        switch reception.outcome {
        case .applied, .duplicate: try sayHowItStands(statement, reader)
        case .unchanged(let what): say("Nothing changed: \(what).")
        case .waiting(let what): say("It waits: \(what)")
        case .refused: break
        }
    }

    /// `24219509-0020-1: awaiting shipment; hand over by end of Mon 23 Nov (in 5h)`
    private func sayHowItStands(_ statement: Statement, _ reader: OrderReader) throws {
        let found = try reader.find(statement.subject)
        guard let order = found.filed.docket.order else { return say("Done.") }
        // A split makes more of one: all are shown.
        let shipments = statement.type == .shipmentSplit ? order.shipments : found.shipments
        if statement.type.leavesState { say("Recorded: \(statement.type.rawValue).") }
        for shipment in shipments {
            let view = ShipmentView(order: order, shipment: shipment, filed: found.filed)
            let time = localTime(of: view.route.warehouse)
            let next = view.deadlines.first.map {
                "; \($0.key.kind.words): \(time.due($0.due)) (\(time.countdown(to: $0.due)))"
            }
            say("\(shipment.number): \(shipment.state.name.words)\(next ?? "")")
        }
    }
}

extension EventType {
    /// Whether where the parcel is does not tell that it was applied.
    fileprivate var leavesState: Bool {
        switch self {
        case .cutoffChanged, .itemRemoved, .evidenceRecorded, .trackingAssigned, .customerContacted,
            .cancellationRequested, .claimWithheld, .appealFiled, .appealDecided:
            true
        case .orderPlaced, .passportProvided, .shipmentSplit, .shipmentPacked, .shipmentAccepted, .courierDeparted,
            .pickupArrived, .deliveryPresumed, .deliveryConfirmed, .receiptDeclined, .disputeResolved,
            .shipmentCancelled, .orderCancelled, .cancellationAnswered:
            false
        }
    }
}
