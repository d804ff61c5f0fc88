// The sentence of a transition. It leads with the fact, or with the action that is due, and with the local deadline,
// because a journal line is cut at the right.

import CivilTime
import Orders

/// `24219509-0020-1 overdue: was to be packed by the end of Mon 23 Nov (Europe/Moscow)`
struct TransitionMessage {
    private let transition: Transition
    private let committedAt: Instant
    private let time: WallClockText

    init(_ transition: Transition, committedAt: Instant, zone: TimeZoneRules) {
        self.transition = transition
        self.committedAt = committedAt
        time = WallClockText(in: zone, readAt: committedAt)
    }

    /// The sentence, and after a semicolon each of the transition's warnings.
    var text: String { ([sentence] + transition.warnings).joined(separator: "; ") }

    private var sentence: String {
        switch transition.cause {
        case .event(let type): "\(transition.shipment) \(fact(type))"
        case .deadline(let kind): "\(transition.shipment) \(passed(kind))"
        case .reminder(of: let kind): reminder(kind)
        case .finding(let finding): "\(transition.shipment) \(found(finding))"
        }
    }
}

// MARK: - Findings

extension TransitionMessage {
    private func found(_ finding: Finding) -> String {
        switch finding {
        case .corrected:
            "goes on, \(transition.to.words), by the marketplace's word: its cancellation here is taken back\(next())"
        case .passportAwaited: "held for passport data by the marketplace's word\(next())"
        case .orderDescribed: "described by the marketplace\(why)"
        }
    }
}

// MARK: - Events

extension TransitionMessage {
    private func fact(_ type: EventType) -> String {
        switch type {
        case .orderPlaced: "placed\(next())"
        case .passportProvided: "passport data given\(next())"
        case .cutoffChanged: runs(.packing) == nil ? "cut-off withdrawn\(next())" : "cut-off changed\(next())"
        case .shipmentSplit: transition.from == nil ? "split off\(next())" : "split\(next())"
        case .itemRemoved: isCancelled ? "cancelled: its last item was removed\(why)" : "item removed\(why)\(next())"
        case .shipmentPacked: transition.reason == Lateness.reason ? "packed late\(next())" : "packed\(next())"
        case .evidenceRecorded: "packing evidence recorded"
        case .trackingAssigned: "tracking number assigned"
        case .shipmentAccepted: "accepted for delivery\(transition.reason == Lateness.reason ? ", late" : "")"
        case .courierDeparted: "on its way with the courier"
        case .pickupArrived: "at the pick-up point"
        case .deliveryPresumed: "presumably delivered\(next())"
        case .deliveryConfirmed: "delivered: the customer has it"
        case .receiptDeclined: "disputed: the customer declined the receipt\(why)"
        case .customerContacted: "customer contacted"
        case .disputeResolved:
            isCancelled ? "cancelled: the dispute was resolved so" : "delivered: the dispute was resolved so"
        case .shipmentCancelled: "cancelled\(why)"
        case .orderCancelled: "cancelled with its order\(why)"
        case .cancellationRequested: "asked to be cancelled by the customer\(why)\(next())"
        case .cancellationAnswered:
            isCancelled
                ? "cancelled: the customer's request was approved"
                : "goes on: the customer's request to cancel was refused"
        case .claimWithheld: "cost of a missing product withheld\(next())"
        case .appealFiled: "appeal filed against the withholding"
        case .appealDecided: "appeal decided\(why)"
        }
    }

    private var isCancelled: Bool { transition.to == .cancelled }

    /// ` (out-of-stock)`, where there is a reason.
    private var why: String { transition.reason.map { " (\($0))" } ?? "" }

    private func runs(_ kind: DeadlineKind) -> Deadline? { transition.runs.first { $0.key.kind == kind } }

    /// `: pack by the end of Tue 24 Nov (Europe/Moscow)`: what the shipment is held to next, where it is.
    private func next() -> String {
        guard let deadline = transition.nextDeadline, let duty = duty(deadline.key.kind) else { return "" }
        return ": \(duty) \(time.deadline(deadline.due))"
    }

    private func duty(_ kind: DeadlineKind) -> String? {
        switch kind {
        case .passport: "the customer must give passport data"
        case .packing, .packingGrace: "pack"
        case .handOver, .handOverGrace: "hand over"
        case .disputeWindow: "the customer may dispute it"
        case .cancellationAnswer: "answer"
        case .appealWindow: "appeal"
        case .waitingEvent, .reminder, .feedSilence: nil
        }
    }
}

// MARK: - Deadlines

extension TransitionMessage {
    private func passed(_ kind: DeadlineKind) -> String {
        switch kind {
        case .passport: "cancelled: no passport data was given \(due)"
        case .packing: "overdue: was to be packed \(due)"
        case .packingGrace: "cancelled: overdue, and not packed \(due)"
        case .handOver: "late: was to be handed over \(due)"
        case .handOverGrace: "cancelled: late, and not handed over \(due)"
        case .disputeWindow: "delivered: not disputed \(due)"
        case .cancellationAnswer: "cancelled: the customer's request was not answered \(due)"
        case .appealWindow: "withholding is final: no appeal was filed \(due)"
        case .waitingEvent: "waiting event refused: what it waited for did not come \(due)"
        case .reminder: "reminded \(due)"
        case .feedSilence: "feed silent: an event was expected \(due)"
        }
    }

    private func reminder(_ kind: DeadlineKind) -> String { "\(action(kind)) \(due): \(left)" }

    private func action(_ kind: DeadlineKind) -> String {
        let shipment = transition.shipment
        return switch kind {
        case .passport: "get the customer's passport data for \(shipment)"
        case .packing, .packingGrace: "pack \(shipment)"
        case .handOver, .handOverGrace: "hand over \(shipment)"
        case .disputeWindow: "await disputes of \(shipment)"
        case .cancellationAnswer: "answer the request to cancel \(shipment)"
        case .appealWindow: "appeal the withholding for \(shipment)"
        case .waitingEvent, .reminder, .feedSilence: "look at \(shipment)"
        }
    }

    private var due: String { transition.due.map(time.deadline) ?? "in time" }

    private var left: String {
        guard let due = transition.due, !transition.isStaleReminder(at: committedAt) else { return "it has passed" }
        return "\((due - committedAt).rounded.coarseText) left"
    }
}

extension Span {
    /// To the minute, in the last one to the second: a reminder that is given 12 ms late still says `30min left`.
    fileprivate var rounded: Span {
        let seconds = (milliseconds + 999) / 1000
        return .seconds(seconds < 60 ? seconds : (seconds + 30) / 60 * 60)
    }
}
