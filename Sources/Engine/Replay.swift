// A replay: what is being fed again, and how far it has come.

import CivilTime
import Orders

/// Whether the store has all that the archive knows.
enum Restoration {
    /// Nobody has looked yet.
    case unknown
    case complete
    /// Nothing is decided until an operator says how to go on.
    case awaited(String)
    case replaying(any ArchivedArrivals)

    /// Whether only an operator's word, which is a file that wakes us, can change anything.
    var isAwaited: Bool { if case .awaited = self { true } else { false } }

    /// Why deadlines are held and nothing is taken in; nil when that is not so.
    var reason: String? {
        switch self {
        case .unknown, .complete: nil
        case .awaited(let reason): reason
        case .replaying(let archive): "the files of \(archive.path) are being replayed"
        }
    }
}

/// What a batch says of replays, durably.
package enum ReplayStep: Hashable, Sendable {
    /// An operator asked for the files of a directory: whatever happens, they are fed before anything else.
    case begun(directory: String)
    /// With how it went; nil where an operator said to go on without it.
    case ended(ReplayProgress?)
}

/// How far a replay has come: for people who look.
package struct ReplayProgress: Hashable, Sendable, Codable {
    package let directory: String
    /// All files of the archive.
    package let files: Int
    /// Those that the store knew, and that were passed over.
    package var passed = 0
    /// Those that were decided.
    package var fed = 0
    /// What became of their events.
    package var applied = 0
    package var unchanged = 0
    package var duplicate = 0
    package var waiting = 0
    package var refused = 0
    /// Why it could not go on; nil as long as it can.
    package var failure: String?

    package init(directory: String, files: Int) {
        self.directory = directory
        self.files = files
    }

    mutating func follow(_ committed: Committed) {
        fed += committed.batch.filings.count { $0.extent == .whole }
        for receipt in committed.batch.receipts { count(receipt.outcome) }
    }

    private mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .applied: applied += 1
        case .unchanged: unchanged += 1
        case .duplicate: duplicate += 1
        case .waiting: waiting += 1
        case .refused: refused += 1
        }
    }

    /// `12 files of /srv/done replayed, 3 were known before: 40 events applied, 1 refused`
    package var text: String {
        let outcomes = [
            (applied, "applied"), (unchanged, "unchanged"), (duplicate, "duplicate"), (waiting, "waiting"),
            (refused, "refused"),
        ]
        let events = outcomes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let result = events.isEmpty ? "nothing changed" : "events: \(events)"
        let files = fed == 1 ? "1 file" : "\(fed) files"
        return "\(files) of \(directory) replayed, \(max(self.files - fed, 0)) known before; \(result)"
    }
}

/// The files that an archive has and the store has not, in the order of the queue.
struct ArchiveGap {
    let directory: String
    /// How people are told times.
    let time: WallClockText
    var names: [ArchiveName] = []

    /// What people are told.
    var reason: String {
        let files = names.count == 1 ? "1 file that is" : "\(names.count) files that are"
        let since = names.first.map { ", the first \($0.arrived(time))" } ?? ""
        return "\(directory) has \(files) not in the store\(since): run `cutoffctl replay \(directory)`, "
            + "or `cutoffctl replay --none` to go on without"
    }
}

extension ArchiveName {
    /// `orders.json of Mon 23 Nov 13:00 (Europe/Moscow)`
    fileprivate func arrived(_ time: WallClockText) -> String { "\(name) of \(time.namedMoment(position.instant))" }
}

extension Refusal {
    static func noArchive(_ directory: String, _ failure: IntakeFailure) -> Refusal {
        Refusal(
            .unreadable, at: "/data/directory", expected: "an archive of accepted files that the daemon can read",
            found: "\(directory): \(failure)",
            advice: "Name done/, a day of it, or a copy that belongs to root, where the daemon's sandbox lets it look.")
    }

    static func replayGoesOn(_ directory: String) -> Refusal {
        Refusal(
            .illegal, at: "/data/directory", expected: "one replay at a time",
            found: "that \(directory) is being replayed", advice: "Wait for its end: see `cutoffctl status`.")
    }

    /// What arrived first is fed first, or the order of things is lost.
    static func outOfOrder(_ directory: String, _ gap: ArchiveGap, earlier: ArchiveName) -> Refusal {
        Refusal(
            .illegal, at: "/data/directory", expected: "the files that the store lacks, in the order of their arrival",
            found: "that \(directory) leaves out \(earlier.arrived(gap.time))",
            advice: "Replay \(gap.directory), which has all of them, or its days from the earliest on.")
    }
}
