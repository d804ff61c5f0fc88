// What a turn decided, and the proof that it is durable.

import CivilTime
import Orders

/// A number that the store knows an order by. Small, so that the wheel can hold it.
package struct DocketID: Hashable, Comparable, Sendable, BitwiseCopyable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    package static func < (left: DocketID, right: DocketID) -> Bool { left.rawValue < right.rawValue }
}

/// A docket with what the store needs to find it and to see that nobody changed it meanwhile.
package struct StoredDocket: Sendable {
    package let id: DocketID
    /// 0 for one that was never stored; goes up by one with every commit.
    package let version: Int64
    package var docket: Docket
    /// Computed under the policy in force when it was last decided.
    package var deadlines: [Deadline]

    package init(id: DocketID, version: Int64, docket: Docket, deadlines: [Deadline]) {
        self.id = id
        self.version = version
        self.docket = docket
        self.deadlines = deadlines
    }
}

/// A line of the history: a transition, its number, and where it came from.
package struct HistoryEntry: Sendable {
    /// 1, 2, 3, … in commit order, without gaps.
    package let seq: Int64
    package let transition: Transition
    package let committedAt: Instant
    /// Nil for a deadline.
    package let origin: Origin?

    package init(seq: Int64, transition: Transition, committedAt: Instant, origin: Origin?) {
        self.seq = seq
        self.transition = transition
        self.committedAt = committedAt
        self.origin = origin
    }

    /// How long after it took effect it was committed; for a deadline, its lateness.
    package var lateness: Span { committedAt - transition.effectiveAt }
}

/// What became of one record.
package enum Outcome: Hashable, Sendable, Codable {
    case applied
    /// It says what is so already.
    case unchanged(String)
    /// The same event was taken before.
    case duplicate
    /// Not decidable yet: what it waits for.
    case waiting(String)
    case refused(Refusal)
}

extension Outcome {
    /// In the words of the interfaces.
    package var word: String {
        switch self {
        case .applied: "applied"
        case .unchanged: "unchanged"
        case .duplicate: "duplicate"
        case .waiting: "waiting"
        case .refused: "refused"
        }
    }
}

/// What a record's outcome was, so that a file that is read again gets the outcomes it had.
package struct Receipt: Sendable {
    package let record: RecordID
    /// Nil for a record that is no event.
    package let event: EventName?
    package let kind: EventKind?
    package let outcome: Outcome
    package let timeliness: Timeliness

    package init(
        record: RecordID, event: EventName?, kind: EventKind? = nil, outcome: Outcome,
        timeliness: Timeliness = .inTime
    ) {
        self.record = record
        self.event = event
        self.kind = kind
        self.outcome = outcome
        self.timeliness = timeliness
    }

    init(_ record: RecordID, _ event: Event?, _ outcome: Outcome) {
        self.init(record: record, event: event?.name, kind: event?.body.kind, outcome: outcome)
    }

    init(_ pending: PendingEvent, _ outcome: Outcome, _ timeliness: Timeliness = .inTime) {
        self.init(
            record: pending.record, event: pending.origin.event, kind: pending.event.kind, outcome: outcome,
            timeliness: timeliness)
    }
}

/// Whether an event came before the deadline that it should have met: a packing its cut-off, an acceptance its
/// hand-over. One that was too late counts all the same.
package enum Timeliness: Hashable, Sendable {
    case inTime
    case late

    init(_ transitions: [Transition]) {
        self = transitions.contains { $0.reason == Lateness.reason } ? .late : .inTime
    }
}

/// A deadline that was fired in this batch: the store refuses the batch unless exactly this one stands, and is due.
package struct FiredDeadline: Hashable, Sendable {
    package let docket: DocketID
    package let deadline: Deadline

    package init(docket: DocketID, deadline: Deadline) {
        self.docket = docket
        self.deadline = deadline
    }
}

/// An event that is refused after its file was retired (it waited in vain): the spool owes it a place in `rejected/`.
package struct LateRejection: Hashable, Sendable {
    /// Where the event had arrived.
    package let record: RecordID
    package let file: String
    package let text: String
    package let refusal: Refusal

    package init(record: RecordID, file: String, text: String, refusal: Refusal) {
        self.record = record
        self.file = file
        self.text = text
        self.refusal = refusal
    }
}

/// How far the daemon has acted, by both of its clocks: what the clock guard compares with after a restart.
package struct ClockMark: Hashable, Sendable {
    /// The greatest position acted at.
    package var position: Instant
    /// CLOCK_REALTIME and CLOCK_BOOTTIME, read together.
    package var wall: Instant
    package var sinceBoot: Span
    package var boot: String

    package init(position: Instant, wall: Instant, sinceBoot: Span, boot: String) {
        self.position = position
        self.wall = wall
        self.sinceBoot = sinceBoot
        self.boot = boot
    }
}

/// Everything that a turn decided, for one transaction.
package struct Batch: Sendable {
    package var committedAt: Instant
    /// Every docket that changed, as it is at the end of the turn.
    package var dockets: [StoredDocket] = []
    package var fired: [FiredDeadline] = []
    package var history: [HistoryEntry] = []
    package var receipts: [Receipt] = []
    /// Refused records that are no events: their receipts do not say whom they are counted for.
    package var refused: [Attribution: Int] = [:]
    /// What became at last of events that had waited. Their receipts go on saying that they wait: a file that is read
    /// again after a crash is retired as it would have been without one.
    package var fates: [Receipt] = []
    /// How much is decided of the files that the receipts are of.
    package var filings: [Filing] = []
    package var replay: ReplayStep?
    /// Names that are taken from now on, and what for.
    package var taken: [EventName: Digest] = [:]
    /// Names that are free again: events that waited in vain.
    package var released: [EventName] = []
    package var lateRejections: [LateRejection] = []
    /// When the last word of each source arrived.
    package var heard: [SourceName: Instant] = [:]
    /// Every source that is expected to speak and that changed, as it is at the end of the turn.
    package var feeds: [Feed] = []
    /// Sources that nothing is expected of any more.
    package var unexpected: [SourceName] = []
    /// What people are to be told of sources; not stored, their states are.
    package var feedNews: [Feed] = []
    /// What people are to be told of refused records; not stored, the receipts are.
    package var rejections: [Rejection] = []
    /// What people are to be told of reports that contradict what we know; kept until they were.
    package var warnings: [Warning] = []
    /// How many more orders are open after it than before.
    package var opened: Int = 0
    package var mark: ClockMark

    package init(committedAt: Instant, mark: ClockMark) {
        self.committedAt = committedAt
        self.mark = mark
    }
}

/// A batch that is durable. Only `OrderStore.commit` can make one; the wheel, the reporter and the spool accept
/// nothing else.
package struct Committed: Sendable {
    package let batch: Batch

    fileprivate init(_ batch: Batch) { self.batch = batch }
}

extension OrderStore {
    /// Makes a batch durable, whole or not at all.
    package mutating func commit(_ batch: Batch) throws(StoreFailure) -> Committed {
        try write(batch)
        return Committed(batch)
    }
}
