// Sources that are expected to speak: where their silence stands in the queue, and who hears of it. What silence is,
// Feed.swift says.

import CivilTime
import Orders

extension Engine {
    /// The settings in force decide who is expected to speak. Not while the clock is doubted: what begins now would
    /// count from a wrong moment.
    mutating func expectSources(_ clock: ClockReading, _ hold: ClockGuard.Hold?, _ draft: inout Draft)
        throws(StoreFailure)
    {
        guard hold == nil, !restoration.isAwaited else { return }
        let now = clock.coarse
        try draft.feeds.follow(policy, at: now) { (source) throws(StoreFailure) in try store.lastEvent(of: source) }
    }

    /// What comes due first, at or before `limit`: an order's deadline, or a source's silence.
    mutating func nextDue(through limit: Instant, _ draft: inout Draft) throws(StoreFailure) -> Arrival? {
        let silence = draft.feeds.next.flatMap { $0.due <= limit ? $0 : nil }
        if let next = try nextDeadline(through: silence?.due ?? limit, &draft) {
            return .deadline(next.docket, next.deadline)
        }
        return silence.map { .silence(of: $0.source, due: $0.due) }
    }

    /// Tells what an earlier life had perhaps no time to tell.
    mutating func reportFeedsAgain() {
        for feed in feeds.untold { reporter.report(.feed(feed, isRepeat: true)) }
    }
}
