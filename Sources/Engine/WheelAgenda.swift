// The agenda on a hierarchical timer wheel: one timer for each docket that has a deadline before the horizon.

import CivilTime
import TimerWheel

package final class WheelAgenda: Agenda {
    /// How far ahead appointments are held in memory, and how little of that may be left before more is fetched.
    package static let horizon: Span = .hours(24)
    package static let margin: Span = .hours(12)

    private var wheel = KeyedTimerWheel<DocketID>(origin: Tick(0))
    private var filledBefore: Instant = .distantPast

    package init() {}

    /// Timers that it holds.
    package var count: Int { wheel.count }

    package func first() -> Instant? {
        wheel.nextDue.map { Instant(milliseconds: $0.count) }
    }

    package func next(through limit: Instant) -> Appointment? {
        guard let expiry = wheel.expireNext(through: Tick(limit.milliseconds)) else { return nil }
        return Appointment(position: Instant(milliseconds: expiry.due.count), docket: expiry.payload)
    }

    package func set(_ docket: DocketID, at position: Instant?) {
        let isNear = position.map { $0 < filledBefore } ?? false
        wheel.set(docket, due: isNear ? position.map { Tick($0.milliseconds) } : nil)
    }

    package func lookAhead(from now: Instant, in store: inout any OrderStore) throws(StoreFailure) {
        wheel.reseat(to: Tick(now.milliseconds))
        guard now + Self.margin > filledBefore else { return }
        filledBefore = now + Self.horizon
        for timer in try store.timers(before: filledBefore) { set(timer.docket, at: timer.position) }
    }

    package func forget() {
        wheel = KeyedTimerWheel(origin: Tick(0))
        filledBefore = .distantPast
    }
}
