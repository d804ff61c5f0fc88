// A deadline that runs now, and the rule it follows from.

import CivilTime
import Orders

struct RunningDeadline {
    let deadline: Deadline
    let view: ShipmentView
    let policy: Policy
    let time: LocalTime

    var sentence: String {
        let countdown = time.countdown(to: deadline.due)
        return "Running now: \(deadline.key.kind.words), \(time.due(deadline.due)) (\(countdown)): \(rule)."
    }

    private var windows: Windows { policy.windows(of: view.route) }

    private var rule: String {
        switch deadline.key.kind {
        case .passport:
            "passport_window = \(windows.passport.systemdText) after the order was "
                + "\(windows.passportAnchor.rawValue), then the order is cancelled"
        case .packing: "the cut-off; when it passes, the shipment is overdue"
        case .packingGrace: "packing_grace = \(grace), then it is cancelled, the seller's fault"
        case .handOver:
            "the end of the later of the cut-off's last day and the day it was packed, and handover_days = "
                + "\(windows.handOverDays) working days; then it is late"
        case .handOverGrace:
            "handover_grace_days = \(windows.handOverGraceDays) after it was late, then it is cancelled, the "
                + "seller's fault"
        case .disputeWindow:
            "dispute_window = \(windows.dispute.systemdText) after it was presumably delivered, then it is delivered"
        case .cancellationAnswer:
            "cancellation_answer = \(windows.cancellationAnswer.systemdText) after the customer asked to cancel, "
                + "then the request counts as approved"
        case .appealWindow:
            "appeal_window = \(windows.appeal.systemdText) after the withholding \(deadline.key.detail), then it is "
                + "final"
        case .waitingEvent: "waiting_event = \(windows.waitingEvent.systemdText), then the event is refused"
        case .reminder, .feedSilence: "nothing changes when it passes"
        }
    }

    private var grace: String {
        switch windows.packingGrace {
        case .nextWorkingDay:
            "\"next working day\": the end of the first working day that begins at or after the cut-off"
        case .span(let span): "\(span.systemdText) after the cut-off"
        case .none: "none"
        }
    }
}
