// A reporter that remembers what it was told.

import Engine
import Orders

package final class RecordedReports: TransitionReporter {
    package private(set) var entries: [HistoryEntry] = []
    package private(set) var repeats: [HistoryEntry] = []
    package private(set) var rejections: [Rejection] = []
    package private(set) var warnings: [Warning] = []
    package private(set) var repeatedWarnings: [Warning] = []
    /// What was told again, in that order: transitions by their number, contradictions by their text.
    package private(set) var toldAgain: [String] = []
    package private(set) var notices: [Notice] = []

    package init() {}

    package func report(_ entry: HistoryEntry, isRepeat: Bool) {
        if isRepeat { repeats.append(entry) } else { entries.append(entry) }
        if isRepeat { toldAgain.append("\(entry.seq)") }
    }

    package func report(_ rejection: Rejection) { rejections.append(rejection) }
    package func report(_ warning: Warning, isRepeat: Bool) {
        if isRepeat { repeatedWarnings.append(warning) } else { warnings.append(warning) }
        if isRepeat { toldAgain.append(warning.contradiction.text) }
    }

    package func report(_ notice: Notice) { notices.append(notice) }
    package func follow(_ policy: Policy) {}
}
