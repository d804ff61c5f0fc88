// A committed transition as a journal entry: its fields and how urgent it is. What it says stands in
// TransitionMessage.swift.

import CivilTime
import Engine
import Orders

extension JournalRecord {
    /// - Parameter zone: The warehouse's; local times are written in it.
    package init(_ entry: HistoryEntry, isRepeat: Bool, zone: TimeZoneRules) {
        let transition = entry.transition
        let message = TransitionMessage(transition, committedAt: entry.committedAt, zone: zone)
        self.init(
            priority: JournalPriority(transition, committedAt: entry.committedAt),
            messageID: MessageID(transition.cause), message: message.text,
            fields: Self.fields(transition) + Self.fields(entry, isRepeat: isRepeat))
    }

    private static func fields(_ transition: Transition) -> [JournalField] {
        let deadline = transition.subjectDeadline
        return [
            JournalField("ORDER", transition.order.rawValue),
            JournalField("SHIPMENT", transition.shipment.rawValue),
            JournalField("EVENT", transition.cause.name),
            JournalField("FROM", ifAny: transition.from?.rawValue),
            JournalField("TO", transition.to.rawValue),
            JournalField("DEADLINE", ifAny: deadline?.kind.rawValue),
            JournalField("DUE", ifAny: deadline?.due?.rfc3339),
            JournalField("WAREHOUSE", transition.warehouse.rawValue),
            JournalField("SERVICE", transition.service.rawValue),
            JournalField("DELIVERY_METHOD", transition.deliveryMethod.rawValue),
            JournalField("REASON", ifAny: transition.reason),
            JournalField("DERIVED", ifAny: transition.derived),
        ].compactMap(\.self)
    }

    private static func fields(_ entry: HistoryEntry, isRepeat: Bool) -> [JournalField] {
        [
            JournalField("EFFECTIVE_AT", entry.transition.effectiveAt.rfc3339),
            JournalField("LATENESS_USEC", String(max(0, entry.lateness.milliseconds) * 1000)),
            JournalField("SPOOL_FILE", ifAny: entry.origin?.file),
            JournalField("SUBMITTER_UID", ifAny: entry.origin.map { String($0.submitter) }),
            JournalField("EVENT_SOURCE", ifAny: entry.origin?.event.source.rawValue),
            JournalField("EVENT_ID", ifAny: entry.origin?.event.id),
            JournalField("SEQ", String(entry.seq)),
            JournalField("REPEAT", ifAny: isRepeat ? "1" : nil),
        ].compactMap(\.self)
    }
}

extension Transition {
    /// The deadline that the fields name: the one that passed or is reminded of; of an event, the one that runs next.
    fileprivate var subjectDeadline: (kind: DeadlineKind, due: Instant?)? {
        switch cause {
        case .event, .finding: nextDeadline.map { ($0.key.kind, $0.due) }
        case .deadline(let kind), .reminder(of: let kind): (kind, due)
        }
    }
}

extension Transition {
    /// What an event sets running; where it sets nothing of its own, what is due next.
    var nextDeadline: Deadline? {
        switch cause {
        case .event(.cancellationRequested): runs.first { $0.key.kind == .cancellationAnswer }
        // Of several withholdings' windows the newest ends last.
        case .event(.claimWithheld): runs.last { $0.key.kind == .appealWindow }
        case .event, .deadline, .reminder, .finding: runs.first
        }
    }
}

extension JournalPriority {
    package init(_ transition: Transition, committedAt: Instant) {
        if transition.isStaleReminder(at: committedAt) {
            self = .debug
        } else if transition.needsAction {
            self = .warning
        } else {
            self = .notice
        }
    }
}

extension Transition {
    /// A reminder that was committed when its deadline had already passed: nothing is left to be done by then.
    func isStaleReminder(at committedAt: Instant) -> Bool {
        guard case .reminder = cause, let due else { return false }
        return committedAt >= due
    }

    /// Whether a person must act on the order.
    fileprivate var needsAction: Bool {
        switch cause {
        case .reminder: true
        case .event, .finding(.passportAwaited), .finding(.orderDescribed): !warnings.isEmpty
        case .finding(.corrected): true
        case .deadline(let kind): !warnings.isEmpty || isCancelledNow || kind.callsForActionWhenPassed
        }
    }

    private var isCancelledNow: Bool { to == .cancelled && from != .cancelled }
}

extension DeadlineKind {
    /// The shipment can still be saved, or something is amiss, once a deadline of this kind has passed.
    fileprivate var callsForActionWhenPassed: Bool {
        switch self {
        case .packing, .handOver, .feedSilence, .waitingEvent: true
        case .passport, .packingGrace, .handOverGrace, .disputeWindow, .cancellationAnswer, .appealWindow, .reminder:
            false
        }
    }
}
