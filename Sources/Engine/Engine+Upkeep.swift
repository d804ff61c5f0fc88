// What surrounds a turn: starting again after a life that ended anyhow, troubles that pass, and what is noted at rest.

import CivilTime
import Orders

extension Engine {
    // MARK: - A new life

    /// Reports what was committed and perhaps not reported.
    mutating func reportAgain() throws(StoreFailure) {
        var entries = try store.unreported(limit: bounds.arrivals)
        while let last = entries.last {
            for entry in entries { reporter.report(entry, isRepeat: true) }
            try store.note(notes(reported: last.seq))
            entries = try store.unreported(limit: bounds.arrivals)
        }
    }

    /// After the transitions, which explain what is contradicted.
    mutating func reportAgain(_ warnings: [Warning]) {
        for warning in warnings { reporter.report(warning, isRepeat: true) }
        toldWarnings += warnings.count
    }

    /// Gives late rejections their place that they perhaps did not get.
    mutating func rejectAgain() throws(StoreFailure) {
        let owed = try store.lateRejections()
        guard !owed.isEmpty else { return }
        do { settledRejections += try source.reject(owed) } catch { tellIntake(error.description) }
    }

    // MARK: - The clock

    mutating func judge(_ clock: ClockReading) -> ClockGuard.Hold? {
        var hold = clockGuard.judge(clock)
        if hold != nil, acceptsOutOfTurn() {
            clockGuard.accept(clock)
            hold = nil
        }
        clockHold = hold
        tellHeld(hold?.description)
        return hold
    }

    /// An operator's word ends a hold, wherever in the queue it stands; the event itself is taken in its turn.
    private mutating func acceptsOutOfTurn() -> Bool { commandOutOfTurn([.clockAccepted]) != nil }

    /// An operator's command, wherever in the queue it stands.
    mutating func commandOutOfTurn(_ types: Set<ControlType>) -> Submission? {
        guard let submission = try? source.peekControl(types), operators.contains(submission.submitter) else {
            return nil
        }
        return submission
    }

    mutating func acceptClock() { clockGuard.accept(wallClock.read()) }

    private mutating func tellHeld(_ reason: String?) {
        guard reason != nil || held != nil else { return }
        if let reason, held == nil { reporter.report(.held(reason)) }
        if reason == nil, let held { reporter.report(.released(held)) }
        held = reason
    }

    // MARK: - The spool

    mutating func lookAtSpool(began: Instant) -> Intake {
        do {
            try source.look(began: began)
            return store.isOnReserve ? .stopped : .open
        } catch {
            tellIntake(error.description)
            return error.isSpoolSeen ? .stopped : .blind
        }
    }

    mutating func peek() -> Result<Position?, IntakeFailure> {
        do {
            return .success(try fed == nil ? source.peek() : peekArchive())
        } catch {
            tellIntake(error.description)
            return .failure(error)
        }
    }

    mutating func take() -> Submission? {
        do {
            return try fed == nil ? source.next() : fed?.next()
        } catch {
            tellIntake(error.description)
            return nil
        }
    }

    mutating func retire(_ committed: Committed) {
        guard fed == nil else { return followArchive(committed) }
        do { settledRejections += try source.follow(committed) } catch { tellIntake(error.description) }
    }

    mutating func tellIntake(_ trouble: String) {
        if trouble != intakeTrouble { reporter.report(.intakeStopped(trouble)) }
        (intakeTrouble, isIntakeTroubled) = (trouble, true)
    }

    /// A turn ended: one without trouble ends what was said before.
    mutating func endTrouble() {
        if !isIntakeTroubled, intakeTrouble != nil {
            intakeTrouble = nil
            reporter.report(.intakeResumed)
        }
        isIntakeTroubled = false
    }

    // MARK: - The store

    /// Nothing was written: what can be tried again is tried again soon; a store that cannot be trusted ends this life.
    mutating func recover(from failure: StoreFailure, _ clock: ClockReading) throws(StoreFailure) -> Rest {
        switch failure.kind {
        case .conflict, .unavailable, .foreign, .broken: throw failure
        case .full, .busy:
            if storeTrouble == nil { reporter.report(.storeFull(failure.description)) }
            storeTrouble = failure.description
            agenda.forget()
            recalled = nil
            source.giveBack()
            feedAgain()
            return .until(clock.coarse + Self.retryAfter)
        }
    }

    /// How long what cannot be done now is left alone.
    private static var retryAfter: Span { .seconds(1) }

    /// A store that lives on its reserve takes nothing in, and people are told so, once.
    mutating func tellReserve() {
        if store.isOnReserve, storeTrouble == nil {
            storeTrouble = "the disk of the store is full: it lives on its reserve"
            reporter.report(.storeFull(storeTrouble ?? ""))
        } else if !store.isOnReserve, storeTrouble != nil {
            storeTrouble = nil
            reporter.report(.intakeResumed)
        }
    }

    /// At rest: notes for people who look, room put aside again, and rejections that had no place yet.
    mutating func settle() throws(StoreFailure) {
        if store.isOnReserve { _ = try store.restoreReserve() }
        tellReserve()
        settledRejections += (try? source.reject([])) ?? []
        let notes = notes(reported: lastSeq)
        guard notes != noted else { return }
        try store.note(notes)
        noted = notes
        noted?.settledRejections = []
        noted?.toldFeeds = []
        noted?.toldWarnings = 0
        (settledRejections, toldWarnings) = ([], 0)
        feeds.settle()
    }

    private func notes(reported seq: Int64) -> Notes {
        Notes(
            reportedSeq: seq, settledRejections: settledRejections, toldFeeds: feeds.untold.map(\.source),
            toldWarnings: toldWarnings, held: heldReason, spoolDepth: source.depth, rejectedFiles: source.rejected,
            replay: replayProgress)
    }

    /// When to turn again. What has come due and could not be decided waits for what the spool knows of, or for a
    /// while: nobody is woken in vain.
    func rest(after clock: ClockReading, isFull: Bool) -> Rest {
        if isFull { return .none }
        let due = [agenda.first(), feeds.next?.due].compactMap(\.self).min()
        let isBlocked = due.map { $0 <= clock.coarse } ?? false
        let lookAgain = intakeTrouble == nil ? source.lookAgain : nil
        let isUpToOthers = isBlocked && lookAgain == nil && !restoration.isAwaited
        let mustRetry = intakeTrouble != nil || storeTrouble != nil || isUpToOthers
        let retry = mustRetry ? clock.coarse + Self.retryAfter : nil
        return .until([isBlocked ? nil : due, lookAgain, retry].compactMap(\.self).min())
    }
}

/// What can be done with the spool in a turn.
enum Intake {
    case open
    /// What lies there is known, and stays there: deadlines before it fire.
    case stopped
    /// Nobody knows what came before a deadline: none fires.
    case blind
    /// An archive is fed: its files, and the deadlines before each of them.
    case archive
    /// A restore waits for an operator: nothing but his word is taken.
    case commands
}
