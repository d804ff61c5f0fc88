// How one arrival is decided: what is known of it already, whose docket it belongs to, and what comes of it.

import CivilTime
import Orders

/// What stands next in the queue.
enum Arrival {
    case submission(Submission)
    case deadline(StoredDocket, Deadline)
    /// A source was to speak by then.
    case silence(of: SourceName, due: Instant)

    var position: Instant {
        switch self {
        case .submission(let submission): submission.arrivedAt
        case .deadline(_, let deadline): deadline.position
        case .silence(_, let due): due
        }
    }
}

extension Engine {
    mutating func decide(_ arrival: Arrival, _ draft: inout Draft) throws(StoreFailure) {
        draft.count(arrival)
        switch arrival {
        case .deadline(let stored, let deadline): try pass(deadline, of: stored, &draft)
        case .silence(let source, _): draft.feeds.pass(source)
        case .submission(let submission): try decide(submission, &draft)
        }
    }

    // MARK: - Deadlines

    /// The earliest deadline with a position at or before `limit`, of those that stand.
    mutating func nextDeadline(
        through limit: Instant, _ draft: inout Draft
    ) throws(StoreFailure) -> (docket: StoredDocket, deadline: Deadline)? {
        while let first = agenda.first(), first <= limit, first <= draft.firstAppointment()?.position ?? first {
            guard let appointment = agenda.next(through: limit) else { break }
            // A docket that is worked on keeps its appointments in the draft.
            if !draft.isWorkingOn(appointment.docket) { _ = try draft.docket(appointment.docket, in: &store) }
        }
        guard let appointment = draft.firstAppointment(), appointment.position <= limit,
            let stored = try draft.docket(appointment.docket, in: &store),
            let deadline = stored.deadlines.min(by: { ($0.position, $0.due) < ($1.position, $1.due) })
        else { return nil }
        return (stored, deadline)
    }

    private mutating func pass(
        _ deadline: Deadline, of stored: StoredDocket, _ draft: inout Draft
    ) throws(StoreFailure) {
        var docket = stored.docket
        let owners = try draft.owners(for: docket, with: nil, in: &store)
        let steps = docket.pass(deadline, under: policy, owners: owners)
        // A deadline that is stored and does not stand is none: the rows are made to agree with the state.
        if steps.isEmpty { return draft.refresh(docket, deadlines: docket.deadlines(under: policy)) }
        try settle(docket, since: stored.docket, steps, at: deadline.position, arriving: nil, &draft)
    }

    /// Puts down how the steps have left a docket; what waited for a tracking number that a shipment here has now is
    /// decided next.
    private mutating func settle(
        _ docket: Docket, since before: Docket, _ steps: [Step], at now: Instant, arriving: RecordID?,
        _ draft: inout Draft
    ) throws(StoreFailure) {
        draft.record(docket, deadlines: docket.deadlines(under: policy), steps: steps, arriving: arriving)
        draft.releaseOrphans(steps, except: arriving)
        let forwarded = try forwarded(to: docket, since: before, &draft)
        guard !forwarded.isEmpty else { return }
        var after = docket
        let owners = try draft.owners(for: docket, with: nil, in: &store)
        let more = after.receive(forwarded, at: now, under: policy, owners: owners)
        try settle(after, since: docket, more, at: now, arriving: arriving, &draft)
    }

    /// What waits elsewhere for tracking numbers that a docket did not have before.
    private mutating func forwarded(
        to docket: Docket, since before: Docket, _ draft: inout Draft
    ) throws(StoreFailure) -> [WaitingEvent] {
        var forwarded: [WaitingEvent] = []
        for (tracking, shipment) in docket.tracked.sorted(by: { $0.key < $1.key })
        where before.tracked[tracking] != shipment {
            guard var there = try draft.knownDocket(of: OrderNumber(waitingFor: tracking), in: &store)?.docket,
                !there.waiting.isEmpty
            else { continue }
            forwarded += there.forward(to: shipment)
            draft.record(there, deadlines: [], steps: [], arriving: nil)
        }
        return forwarded
    }

    // MARK: - Submissions

    private mutating func decide(_ submission: Submission, _ draft: inout Draft) throws(StoreFailure) {
        if let outcome = try recall(submission.id) { return repeatOutcome(outcome, submission, &draft) }
        switch submission.record.content {
        case .failure(let refusal):
            refuse(submission, nil, refusal, &draft)
            draft.count(refused: submission.record)
        case .success(let event): try decide(event, submission, &draft)
        }
    }

    private mutating func decide(
        _ event: Event, _ submission: Submission, _ draft: inout Draft
    ) throws(StoreFailure) {
        if let objection = policy.objection(to: event.name.source, submittedBy: submission.submitter) {
            return refuse(submission, event, objection, &draft)
        }
        draft.hear(event.name.source, at: submission.arrivedAt)
        if let digest = event.digest, let known = try self.digest(of: event.name, draft) {
            if known == digest {
                return draft.record(Receipt(submission.id, event, .duplicate))
            }
            return refuse(submission, event, .nameTaken(by: event), &draft)
        }
        switch event.body {
        case .control(let control): try decide(control, event, submission, &draft)
        case .order(let number, let orderEvent):
            try decide(orderEvent, of: number, event, submission, &draft)
        case .tracked(let tracking, let status):
            let shipment = try draft.owner(of: tracking, in: &store) ?? ShipmentNumber(waitingFor: tracking)
            let number = shipment.order ?? OrderNumber(waitingFor: tracking)
            try decide(status.event(of: shipment), of: number, event, submission, &draft)
        case .aside(let what):
            draft.record(Receipt(submission.id, event, .unchanged(what)))
            draft.take(event)
        }
    }

    private mutating func decide(
        _ orderEvent: OrderEvent, of number: OrderNumber, _ event: Event, _ submission: Submission,
        _ draft: inout Draft
    ) throws(StoreFailure) {
        let before = try draft.docket(of: number, in: &store).docket
        var docket = before
        let pending = pending(orderEvent, event, submission)
        let owners = try draft.owners(for: docket, with: orderEvent, in: &store)
        let steps = docket.take(pending, at: submission.arrivedAt, under: policy, owners: owners)
        try settle(docket, since: before, steps, at: submission.arrivedAt, arriving: submission.id, &draft)
        for case .decided(let decided, let verdict) in steps where decided.record == submission.id {
            if case .refused(let refusal) = verdict {
                draft.record(submission.rejection(event.name, refusal))
            } else {
                draft.take(event)
            }
        }
    }

    private func pending(_ orderEvent: OrderEvent, _ event: Event, _ submission: Submission) -> PendingEvent {
        let origin = Origin(
            event: event.name, file: submission.position.name, submitter: submission.submitter, text: event.text)
        let claimedAt = policy.claimedTime(event.time, from: event.name.source, arrivedAt: submission.arrivedAt)
        return PendingEvent(
            event: orderEvent, origin: origin, record: submission.id, arrivedAt: submission.arrivedAt,
            claimedAt: claimedAt)
    }

    private mutating func decide(
        _ control: ControlEvent, _ event: Event, _ submission: Submission, _ draft: inout Draft
    ) throws(StoreFailure) {
        guard operators.contains(submission.submitter) else {
            return refuse(submission, event, .notAnOperator(submission.submitter), &draft)
        }
        let outcome = try obey(control, &draft)
        if case .refused(let refusal) = outcome { return refuse(submission, event, refusal, &draft) }
        draft.record(Receipt(submission.id, event, outcome))
        draft.take(event)
    }

    /// A command that is replayed was obeyed in its time.
    private mutating func obey(_ control: ControlEvent, _ draft: inout Draft) throws(StoreFailure) -> Outcome {
        guard fed == nil else { return .applied }
        switch control {
        case .clockAccepted:
            acceptClock()
            return .applied
        case .replayRequested(let directory): return try requestReplay(of: directory, &draft)
        case .replayDeclined: return try declineReplay(&draft)
        }
    }

    private func refuse(_ submission: Submission, _ event: Event?, _ refusal: Refusal, _ draft: inout Draft) {
        draft.record(Receipt(submission.id, event, .refused(refusal)))
        draft.record(submission.rejection(event?.name, refusal))
    }

    // MARK: - What is known already

    private mutating func digest(of name: EventName, _ draft: Draft) throws(StoreFailure) -> Digest? {
        if let digest = draft.digest(of: name) { return digest }
        return draft.isReleased(name) ? nil : try store.digest(of: name)
    }

    /// What a record had come to when its file was read before a crash; nil when it is new.
    private mutating func recall(_ record: RecordID) throws(StoreFailure) -> Outcome? {
        if recalled?.last.file != record.file || recalled.map({ record.index <= $0.last.index }) ?? true {
            let outcomes = try store.outcomes(of: record.file)
            recalled = (record, outcomes)
            source.recall(outcomes, of: record.file)
        }
        recalled?.last = record
        return recalled?.outcomes[record.index]
    }

    /// It keeps the outcome it had; people are told of a refusal again, in case they were not.
    private func repeatOutcome(_ outcome: Outcome, _ submission: Submission, _ draft: inout Draft) {
        guard case .refused(let refusal) = outcome else { return }
        draft.record(submission.rejection(nil, refusal))
    }
}

extension Submission {
    func rejection(_ name: EventName?, _ refusal: Refusal) -> Rejection {
        Rejection(
            file: position.name, line: record.line, record: position.record + 1, subject: record.subject,
            submitter: submitter, event: name, refusal: refusal)
    }
}

extension Refusal {
    static func nameTaken(by event: Event) -> Refusal {
        Refusal(
            .conflict, at: event.idPlace,
            expected: "an id that \(event.name.source) did not use before, or the same content again",
            found: "\"\(event.name.id)\" with other content", advice: "Give the new event an id of its own.")
    }

    static func notAnOperator(_ uid: UInt32) -> Refusal {
        Refusal(
            .forbidden, at: "/type", expected: "a file of root, of the daemon's user, or of one of [spool] operators",
            found: "a file of uid \(uid)", advice: "Ask one of them, or add the user to operators and reload.")
    }
}
