// The reporters' common part: everything becomes one `JournalRecord`; they differ in where it goes.

import CivilTime
import Engine
import Orders

/// A reporter that writes records.
package protocol RecordReporter: TransitionReporter {
    /// Tells the zones of warehouses. Replaced on a reload.
    var policy: Policy { get set }

    mutating func write(_ record: JournalRecord)
}

extension RecordReporter {
    package mutating func report(_ entry: HistoryEntry, isRepeat: Bool) {
        write(JournalRecord(entry, isRepeat: isRepeat, zone: policy.zone(of: entry.transition.warehouse)))
    }

    package mutating func follow(_ policy: Policy) { self.policy = policy }

    package mutating func report(_ rejection: Rejection) { write(JournalRecord(rejection)) }

    package mutating func report(_ warning: Warning, isRepeat: Bool) {
        write(JournalRecord(warning, isRepeat: isRepeat))
    }

    package mutating func report(_ notice: Notice) { write(JournalRecord(notice, zone: policy.commonZone)) }
}
