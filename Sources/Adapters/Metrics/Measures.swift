// What is counted while the daemon lives. It begins at zero with each life, as every Prometheus counter may.

import CivilTime
import Engine
import Orders

/// A class, because the engine's reporter and the store fill it, and the daemon reads it; all on one thread.
package final class Measures {
    struct Change: Hashable, Comparable {
        let event: String
        let from: StateName?
        let to: StateName

        static func < (left: Change, right: Change) -> Bool {
            (left.event, left.from?.rawValue ?? "", left.to.rawValue)
                < (right.event, right.from?.rawValue ?? "", right.to.rawValue)
        }
    }

    private(set) var transitions: [Change: Int] = [:]
    private(set) var refusals: [Refusal.Code: Int] = [:]
    private(set) var latenessOfDeadlines = Histogram(bounds: Measures.latenessBounds)
    private(set) var latenessOfEvents = Histogram(bounds: Measures.latenessBounds)
    private(set) var commits = Histogram(bounds: Measures.commitBounds)

    /// From a tick of the coarse clock to a weekend's outage.
    private static let latenessBounds: [Double] = [
        0.005, 0.025, 0.1, 0.5, 1, 5, 30, 60, 300, 3600, 21600, 86400, 259_200,
    ]
    /// From an idle disk to one that hangs.
    private static let commitBounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
    ]

    package init() {}

    package var commitCount: Int { commits.count }

    package func commitTook(_ duration: Duration) { commits.observe(duration / .seconds(1)) }

    func count(_ entry: HistoryEntry) {
        let transition = entry.transition
        let change = Change(event: transition.cause.name, from: transition.from, to: transition.to)
        transitions[change, default: 0] += 1
        let lateness = Double(max(0, entry.lateness.milliseconds)) / 1000
        switch transition.cause {
        case .event, .finding: latenessOfEvents.observe(lateness)
        case .deadline, .reminder: latenessOfDeadlines.observe(lateness)
        }
    }

    func count(_ rejection: Rejection) { refusals[rejection.refusal.code, default: 0] += 1 }
}

/// Counts what people are told, and passes it on.
package struct MeasuringReporter: TransitionReporter {
    private let measures: Measures
    private var reporter: any TransitionReporter

    package init(_ measures: Measures, _ reporter: any TransitionReporter) {
        self.measures = measures
        self.reporter = reporter
    }

    /// What is told again was counted in the life that committed it, or is lost with it.
    package mutating func report(_ entry: HistoryEntry, isRepeat: Bool) {
        if !isRepeat { measures.count(entry) }
        reporter.report(entry, isRepeat: isRepeat)
    }

    package mutating func report(_ rejection: Rejection) {
        measures.count(rejection)
        reporter.report(rejection)
    }

    package mutating func report(_ warning: Warning, isRepeat: Bool) {
        reporter.report(warning, isRepeat: isRepeat)
    }

    package mutating func report(_ notice: Notice) { reporter.report(notice) }

    package mutating func follow(_ policy: Policy) { reporter.follow(policy) }
}
