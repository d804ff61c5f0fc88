// When each docket is to be looked at next. A cache of the store's index of deadlines: it holds what comes before a
// horizon, and everything beyond is fetched when the horizon moves. The outermost wheel is the database.

import CivilTime

/// A docket and the position of its earliest deadline.
package struct Appointment: Hashable, Comparable, Sendable {
    package let position: Instant
    package let docket: DocketID

    package init(position: Instant, docket: DocketID) {
        self.position = position
        self.docket = docket
    }

    package static func < (left: Appointment, right: Appointment) -> Bool {
        (left.position, left.docket) < (right.position, right.docket)
    }
}

/// Knows who is next. What it says is a hint: the docket itself tells whether a deadline stands.
package protocol Agenda: AnyObject {
    /// The earliest appointment.
    func first() -> Instant?
    /// Takes the earliest appointment off, if its position is at or before `limit`.
    func next(through limit: Instant) -> Appointment?
    /// A docket's earliest deadline is at `position` from now on; nil: it has none.
    func set(_ docket: DocketID, at position: Instant?)
    /// Makes sure that everything up to `now` and some way beyond is known; reads the store only when it has to.
    func lookAhead(from now: Instant, in store: inout any OrderStore) throws(StoreFailure)
    /// Forgets everything, to be read from the store again.
    func forget()
}
