// The engine: everything it needs of the world, and the little it remembers between turns. What it does stands in
// Turn.swift.

import CivilTime
import Orders

package struct Engine {
    /// How much one turn may take on, so that what it commits is never long in coming.
    package struct Bounds: Sendable {
        /// Arrivals, deadlines included.
        package var arrivals: Int
        /// The texts of the arrivals.
        package var bytes: Int

        package init(arrivals: Int = 2048, bytes: Int = 8 << 20) {
            self.arrivals = arrivals
            self.bytes = bytes
        }
    }

    /// When the next turn is needed.
    package enum Rest: Hashable, Sendable {
        /// There is more to do at once.
        case none
        /// At this instant, or when something wakes us before. Nil: only then.
        case until(Instant?)
    }

    var store: any OrderStore
    var source: any ArrivalSource
    var reporter: any TransitionReporter
    var wallClock: any WallClock
    let agenda: any Agenda
    let bounds: Bounds

    package var policy: Policy
    /// Whose control events count: user ids.
    package var operators: Set<UInt32>
    var clockGuard: ClockGuard
    /// What the clock guard said last.
    package internal(set) var clockHold: ClockGuard.Hold?

    /// Orders that something may still happen to.
    package internal(set) var openOrders: Int
    var lastSeq: Int64
    var lastDocket: DocketID
    /// The sources that are expected to speak, as they are stored.
    var feeds: Feeds
    var settledRejections: [RecordID] = []
    /// Warnings that people have heard and the store still keeps.
    var toldWarnings = 0
    /// The record that was asked for last, and what those of its file had come to before. A file that begins anew is
    /// asked for again.
    var recalled: (last: RecordID, outcomes: [Int: Outcome])?
    /// What people were told last, so that they are told once.
    var held: String?
    var intakeTrouble: String?
    /// Whether this turn met trouble with the spool.
    var isIntakeTroubled = false
    var storeTrouble: String?
    var noted: Notes?
    /// Whether the store has all that the archive knows.
    var restoration = Restoration.unknown
    var replayProgress: ReplayProgress?
    /// The archive that this turn's records come out of; nil: out of the source.
    var fed: (any ArchivedArrivals)?

    /// Reads back where the last life ended, and says what it had no time to say.
    package init(
        store: any OrderStore, source: any ArrivalSource, reporter: any TransitionReporter, wallClock: any WallClock,
        agenda: any Agenda = WheelAgenda(), policy: Policy, operators: Set<UInt32> = [0],
        limits: ClockGuard.Limits = ClockGuard.Limits(), bounds: Bounds = Bounds()
    ) throws(StoreFailure) {
        self.store = store
        self.source = source
        self.reporter = reporter
        self.wallClock = wallClock
        self.agenda = agenda
        self.policy = policy
        self.operators = operators
        self.bounds = bounds
        let recovered = try self.store.recover()
        openOrders = recovered.openOrders
        lastSeq = recovered.lastSeq
        lastDocket = recovered.lastDocket
        feeds = Feeds(recovered.feeds)
        clockGuard = ClockGuard(limits: limits, mark: recovered.mark)
        reportFeedsAgain()
        try reportAgain()
        reportAgain(recovered.warnings)
        try rejectAgain()
        if let directory = recovered.replaying { beginReplay(of: directory) }
    }

    /// New settings are in force from the next turn on. Deadlines that stand do not move.
    package mutating func reload(policy: Policy, operators: Set<UInt32>, limits: ClockGuard.Limits) {
        self.policy = policy
        reporter.follow(policy)
        self.operators = operators
        clockGuard.limits = limits
    }

    /// Tells people something that is not a turn's.
    package mutating func report(_ notice: Notice) { reporter.report(notice) }

    /// A bounded step of letting go of what is over.
    /// - Returns: whether more is left to do.
    package mutating func prune(receiptsBefore: Instant, closedBefore: Instant) throws(StoreFailure) -> Bool {
        try store.prune(receiptsBefore: receiptsBefore, closedBefore: closedBefore)
    }

    /// Why firing is held; nil when it is not.
    package var heldReason: String? { restoration.reason ?? held }
    /// Whether it is because the archive has what the store lacks.
    package var isHeldByRestore: Bool { restoration.reason != nil }
    /// Until the store is known to have all that the archive has: nothing of the past may be let go of.
    package var isRestoring: Bool { if case .complete = restoration { false } else { true } }
    package var spoolDepth: Int { source.depth }
    package var rejectedFiles: Int { source.rejected }
    /// Whether files are left in the spool because it, or the store, is in trouble.
    package var isIntakeStopped: Bool { intakeTrouble != nil || storeTrouble != nil }

    /// When something falls due next. The agenda knows what is near, the store the rest; what it cannot tell now is
    /// left out, since the turn will tell of its trouble.
    package mutating func nextDue() -> Instant? { agenda.first() ?? (try? store.firstPosition()) }
}
