// A running deadline, as the state that has it carries it.

import CivilTime

/// Until when something may last, and the reminders of it that were not given yet.
package struct Term: Hashable, Sendable, Codable {
    package let due: Instant
    /// Ascending, each before `due`.
    package private(set) var reminders: [Instant]

    /// - Parameters:
    ///   - due: raised to `knownAt`: no deadline is due before it could be known.
    ///   - offsets: how long before `due` reminders are given; none that lies before `began`.
    ///   - began: when the state began that has this deadline.
    ///   - knownAt: when the event that set it arrived.
    package init(due: Instant, reminding offsets: [Span] = [], since began: Instant, knownAt: Instant) {
        let due = max(due, knownAt)
        self.due = due
        let wanted = offsets.map { due - $0 }.filter { $0 >= began }.map { max($0, knownAt) }.filter { $0 < due }
        reminders = Set(wanted).sorted()
    }

    /// Drops the reminders up to an instant: they were given.
    mutating func markReminded(through instant: Instant) {
        reminders.removeAll { $0 <= instant }
    }
}
