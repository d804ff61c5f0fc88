// What the daemon says of itself and of its sources, as a journal entry.

import CivilTime
import Engine

extension JournalRecord {
    /// - Parameter zone: Local times are written in it.
    package init(_ notice: Notice, zone: TimeZoneRules = .utc) {
        self.init(
            priority: JournalPriority(notice), messageID: MessageID(notice), message: Self.message(notice, zone),
            fields: Self.fields(notice))
    }

    private static func message(_ notice: Notice, _ zone: TimeZoneRules) -> String {
        switch notice {
        case .started(let open, let version): "cutoffd \(version) started: \(open) open"
        case .stopped: "cutoffd stopped"
        case .startWaits(let reason): "cannot start yet, and tries again: \(reason)"
        case .reloaded(let ignored): (["configuration reloaded"] + ignored).joined(separator: "; ")
        case .reloadFailed(let complaint): "configuration not reloaded, the old one stays in force: \(complaint)"
        case .held(let reason): "deadlines are held: \(reason)"
        case .released(let reason): "deadlines run again: \(reason)"
        case .intakeStopped(let reason): "intake stopped, files stay in the spool: \(reason)"
        case .intakeResumed: "intake resumed"
        case .storeFull(let reason): "no room in the store, files stay in the spool: \(reason)"
        case .spoolWarning(let warning): "left in the spool: \(warning)"
        case .metricsStopped(let reason): "metrics are not written: \(reason)"
        case .metricsResumed: "metrics are written again"
        case .feed(let feed, _): feed.sentence(in: zone)
        case .archiveAhead(let reason): "everything is held after a restore: \(reason)"
        case .replayStopped(let reason): "everything is held: \(reason)"
        case .replayEnded(let result): "the restore is complete: \(result)"
        }
    }

    private static func fields(_ notice: Notice) -> [JournalField] {
        switch notice {
        case .started(let open, let version): [JournalField("OPEN", String(open)), JournalField("VERSION", version)]
        case .startWaits(let reason), .reloadFailed(let reason), .held(let reason), .released(let reason),
            .intakeStopped(let reason), .storeFull(let reason), .spoolWarning(let reason), .metricsStopped(let reason),
            .archiveAhead(let reason), .replayStopped(let reason), .replayEnded(let reason):
            [JournalField("REASON", reason)]
        case .feed(let feed, let isRepeat): fields(feed, isRepeat: isRepeat)
        case .stopped, .reloaded, .intakeResumed, .metricsResumed: []
        }
    }
}

extension JournalPriority {
    fileprivate init(_ notice: Notice) {
        switch notice {
        case .startWaits, .reloadFailed, .held, .intakeStopped, .storeFull, .metricsStopped, .archiveAhead,
            .replayStopped:
            self = .error
        case .spoolWarning: self = .warning
        case .feed(let feed, _): self = feed.due == nil ? .warning : .notice
        case .released, .intakeResumed, .metricsResumed, .replayEnded: self = .notice
        case .started, .stopped, .reloaded: self = .info
        }
    }
}
