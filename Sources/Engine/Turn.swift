// The turn: the one place where anything happens.
//
// A turn reads the clocks, looks at the spool, and then takes what has arrived and what has come due, strictly in the
// order of position, until nothing is left or the turn is full. Each is decided purely; all of it is committed at once;
// and only what was committed is followed: by the agenda, the reporter, and the spool.

import CivilTime
import Orders

extension Engine {
    /// One turn.
    /// - Returns: when the next one is needed, if nothing wakes us before.
    /// - Throws: a store that is not to be trusted any more. Everything else is told to people and tried again.
    package mutating func turn() throws(StoreFailure) -> Rest {
        let clock = wallClock.read()
        let hold = judge(clock)
        do {
            let intake = try restore(lookAtSpool(began: clock.coarse))
            try agenda.lookAhead(from: clock.coarse, in: &store)
            var draft = Draft(mark: clockGuard.acted(through: .distantPast), lastDocket: lastDocket, feeds: feeds)
            try expectSources(clock, hold, &draft)
            var reached = Instant.distantPast
            while !draft.isFull(bounds), let arrival = try nextArrival(clock, hold, intake, &draft) {
                try decide(arrival, &draft)
                reached = max(reached, arrival.position)
            }
            return try finish(draft, reached: reached, clock)
        } catch {
            return try recover(from: error, clock)
        }
    }

    /// What comes next in the queue: a deadline when it stands at or before the next file and everything before it is
    /// decided, else the file. Nil when nothing may be decided now.
    private mutating func nextArrival(
        _ clock: ClockReading, _ hold: ClockGuard.Hold?, _ intake: Intake, _ draft: inout Draft
    ) throws(StoreFailure) -> Arrival? {
        guard intake != .blind, case .success(let file) = peek(), !draft.isReplayAffected else { return nil }
        // Before a restore is complete, nobody knows what comes next where no file does.
        guard file != nil || intake == .open || intake == .stopped else { return nil }
        let frontier = min(clock.coarse, file?.instant ?? .distantFuture)
        if intake != .commands, let due = try nextDue(through: frontier, &draft) {
            let isHeld = hold != nil || source.heldFrom.map { due.position > $0 } ?? false
            return isHeld ? nil : due
        }
        guard file != nil, intake != .stopped, !store.isOnReserve, let submission = take() else { return nil }
        return .submission(submission)
    }

    /// Commits what was decided and lets everybody follow.
    private mutating func finish(
        _ draft: consuming Draft, reached: Instant, _ clock: ClockReading
    ) throws(StoreFailure) -> Rest {
        draft.record(fed?.filings ?? source.filings)
        let isFull = draft.isFull(bounds) || draft.isReplayAffected
        let earliest = draft.earliest
        let isMoreToFeed = fed != nil && !draft.isEmpty
        if !draft.isEmpty {
            let mark = clockGuard.acted(through: reached)
            let batch = draft.sealed(at: wallClock.read().wall, mark: mark, after: lastSeq)
            follow(try store.commit(batch))
        }
        for (docket, position) in earliest { agenda.set(docket, at: position) }
        endTrouble()
        if !isFull || fed != nil { try settle() }
        return rest(after: clock, isFull: isFull || isMoreToFeed)
    }

    /// Follows what is durable: remember where we are, tell people, retire files.
    mutating func follow(_ committed: Committed) {
        let batch = committed.batch
        lastSeq = batch.history.last?.seq ?? lastSeq
        openOrders += batch.opened
        lastDocket = max(lastDocket, batch.dockets.last?.id ?? lastDocket)
        feeds.follow(batch)
        for entry in batch.history { reporter.report(entry, isRepeat: false) }
        for rejection in batch.rejections { reporter.report(rejection) }
        for warning in batch.warnings { reporter.report(warning, isRepeat: false) }
        toldWarnings += batch.warnings.count
        for feed in batch.feedNews { reporter.report(.feed(feed, isRepeat: false)) }
        retire(committed)
        followReplay(committed)
    }
}
