// The metrics file, kept fresh without waking anybody for it: what changed is in it within 15 seconds, and each look at
// the spool renews it, so that its age tells whether the daemon lives.

import CivilTime
import Engine
import Linux
import Metrics
import Orders
import Store

struct Metering {
    let measures: Measures
    private let file: MetricsFile?
    private let store: SQLiteOrderStore
    private let wheel: WheelAgenda
    private var written: (at: Instant, sign: Sign)?
    /// When the file is to be written though nothing else happens; nil when it has all there is.
    private(set) var due: Instant?
    /// Whether people were told that it cannot be written.
    private var isInTrouble = false

    private static let every = Span.seconds(15)

    init(_ measures: Measures, _ store: SQLiteOrderStore, _ wheel: WheelAgenda) {
        self.measures = measures
        self.store = store
        self.wheel = wheel
        file = MetricsFile(in: Environment.all["RUNTIME_DIRECTORY"])
    }

    /// What a change would show in.
    private struct Sign: Equatable {
        let commits: Int
        let spoolDepth: Int
        let held: String?
        let isIntakeStopped: Bool
    }

    /// The engine turned: writes the file when it is time, or remembers when it will be.
    /// - Returns: what people are to be told, once: that it cannot be written, and that it can again.
    mutating func follow(_ engine: Engine, _ policy: Policy, at now: Instant) -> Notice? {
        guard let file else { return nil }
        let sign = Sign(
            commits: measures.commitCount, spoolDepth: engine.spoolDepth, held: engine.heldReason,
            isIntakeStopped: engine.isIntakeStopped)
        if let written, written.at <= now, now < written.at + Self.every {
            due = sign == written.sign ? nil : written.at + Self.every
            return nil
        }
        (written, due) = ((now, sign), nil)
        // A store that cannot be asked now is told of by the turn.
        guard let status = try? store.status() else { return nil }
        return replace(file, snapshot(engine, status, policy, at: now))
    }

    private mutating func replace(_ file: MetricsFile, _ snapshot: Snapshot) -> Notice? {
        let wasInTrouble = isInTrouble
        do throws(MetricsFailure) {
            try file.replace(with: snapshot.text(with: measures))
            isInTrouble = false
            return wasInTrouble ? .metricsResumed : nil
        } catch {
            isInTrouble = true
            return wasInTrouble ? nil : .metricsStopped(error.description)
        }
    }

    func end() { file?.remove() }

    private func snapshot(_ engine: Engine, _ status: StoreStatus, _ policy: Policy, at now: Instant) -> Snapshot {
        Snapshot(
            version: Version.current, lastTurn: now, lastCommit: status.committedAt, openOrders: engine.openOrders,
            shipments: status.states, timers: wheel.count, spoolFiles: engine.spoolDepth,
            rejectedFiles: engine.rejectedFiles, holds: engine.holds, isIntakeStopped: engine.isIntakeStopped,
            sources: policy.figures(of: status.sources))
    }
}

extension Policy {
    /// Of each source of the settings, and of all others together: strangers may make up any number of names.
    fileprivate func figures(of heard: [SourceStatus]) -> [SourceFigures] {
        var figures = Dictionary(
            uniqueKeysWithValues: sources.values.map { source in
                var figures = SourceFigures(label: source.name.rawValue)
                figures.expectEvery = source.expectEvery
                return (source.name.rawValue, figures)
            })
        for status in heard {
            let label = status.source.map { sources[$0] == nil ? "(unlisted)" : $0.rawValue } ?? "(unnamed)"
            figures[label, default: SourceFigures(label: label)].add(status)
        }
        return figures.values.sorted { $0.label < $1.label }
    }
}

extension SourceFigures {
    fileprivate mutating func add(_ status: SourceStatus) {
        let counts = status.counts
        lastEvent = [lastEvent, status.lastEventAt].compactMap(\.self).max()
        accepted += counts.accepted
        duplicate += counts.duplicate
        late += counts.late
        waiting += counts.waiting
        refused += counts.refused
        if case .silent = status.expectation?.state { isSilent = true }
        if case .expected = status.expectation?.state { isSilent = false }
    }
}

extension Engine {
    /// Every reason to hold deadlines that there is, and whether it is there.
    fileprivate var holds: [(reason: String, isThere: Bool)] {
        ClockGuard.Hold.words.map { ($0, $0 == clockHold?.word) } + [("restore", isHeldByRestore)]
    }
}

extension Measures {
    /// Lets a commit run, and learns how long it took.
    var meter: SQLiteOrderStore.CommitMeter {
        { (commit) throws(StoreFailure) in
            let began = SystemClock.monotonic
            try commit()
            self.commitTook(SystemClock.monotonic - began)
        }
    }
}
