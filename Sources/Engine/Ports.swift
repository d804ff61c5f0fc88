// What the engine asks of the world. A test stands in for any of them.

import CivilTime
import Orders

/// Keeps orders. One writer; every call is complete when it returns.
package protocol OrderStore {
    /// What a start needs to know. Called once, before anything else.
    mutating func recover() throws(StoreFailure) -> Recovered

    /// The docket of an order number; nil when nothing was ever heard of it.
    mutating func docket(of number: OrderNumber) throws(StoreFailure) -> StoredDocket?
    mutating func docket(_ id: DocketID) throws(StoreFailure) -> StoredDocket?

    /// Every docket whose earliest deadline has a position before `horizon`, with that position; in no order.
    mutating func timers(before horizon: Instant) throws(StoreFailure) -> [(docket: DocketID, position: Instant)]

    /// What the records of a file had come to; empty for a file that was never read.
    mutating func outcomes(of file: FileID) throws(StoreFailure) -> [Int: Outcome]

    /// What a name was used for; nil when it is free.
    mutating func digest(of name: EventName) throws(StoreFailure) -> Digest?

    /// The shipment that a tracking number belongs to.
    mutating func shipment(tracking number: TrackingNumber) throws(StoreFailure) -> ShipmentNumber?

    /// Writes all of a batch in one durable transaction, or nothing. Refuses (`.conflict`) a fired deadline that does
    /// not stand exactly so, and a docket whose stored version is not the one it was loaded with. Only `commit` calls it.
    mutating func write(_ batch: Batch) throws(StoreFailure)

    /// History that was committed and not reported yet, in order.
    mutating func unreported(limit: Int) throws(StoreFailure) -> [HistoryEntry]

    /// Rejections that the spool still owes a place in `rejected/`, in order.
    mutating func lateRejections() throws(StoreFailure) -> [LateRejection]

    /// Small facts that may be lost in a crash, but for their repetition.
    mutating func note(_ notes: Notes) throws(StoreFailure)

    /// Lets receipts go whose files are durably retired, and closed orders whose time is over; a bounded step.
    /// - Returns: whether more is left to do.
    mutating func prune(receiptsBefore: Instant, closedBefore: Instant) throws(StoreFailure) -> Bool
}

/// What the store knows at a start.
package struct Recovered: Sendable {
    package var lastSeq: Int64
    package var lastDocket: DocketID
    package var mark: ClockMark?
    package var openOrders: Int

    package init(lastSeq: Int64, lastDocket: DocketID, mark: ClockMark?, openOrders: Int) {
        self.lastSeq = lastSeq
        self.lastDocket = lastDocket
        self.mark = mark
        self.openOrders = openOrders
    }
}

/// What is said to the store for people who look (`cutoffctl status`), and how far reporting has come.
package struct Notes: Hashable, Sendable {
    package var reportedSeq: Int64
    /// Late rejections whose place in `rejected/` is durable.
    package var settledRejections: [RecordID]
    /// Why firing is held; nil when it is not.
    package var held: String?
    /// Files in `new/` that are not retired.
    package var spoolDepth: Int
    package var rejectedFiles: Int

    package init(
        reportedSeq: Int64, settledRejections: [RecordID], held: String?, spoolDepth: Int, rejectedFiles: Int
    ) {
        self.reportedSeq = reportedSeq
        self.settledRejections = settledRejections
        self.held = held
        self.spoolDepth = spoolDepth
        self.rejectedFiles = rejectedFiles
    }
}

/// A store that could not do it.
package struct StoreFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// What the batch is built on is not what is stored. Nothing was written.
        case conflict
        /// No room. Nothing was written; it may be tried again.
        case full
        /// Another process holds a lock too long. Nothing was written; it may be tried again.
        case busy
        /// The disk or the file is not to be trusted any more. Nobody may go on.
        case broken
    }

    package let kind: Kind
    /// What was being done, to what, and what the library said.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

/// Where events arrive: a spool directory, or a test's list.
package protocol ArrivalSource {
    /// Looks again. `began` is the coarse clock, read before the call: everything that arrived in an earlier millisecond
    /// is visible to this look.
    mutating func look(began: Instant) throws(IntakeFailure)

    /// The position of the next complete record of the last look, in queue order; nil when there is none left.
    /// Passing over what is still being written, it learns `holds`.
    mutating func peek() throws(IntakeFailure) -> Position?

    /// Takes the record that `peek` announced.
    mutating func next() throws(IntakeFailure) -> Submission?

    /// Deadlines with a position after this instant have to wait: something that arrived then is still being written.
    /// Nil when nothing is. Complete only as far as `peek` has come.
    var heldFrom: Instant? { get }

    /// When looking again may show something new though nothing will wake us: a file too young to be taken, a hold that
    /// runs out. Nil when only a wake-up can.
    var lookAgain: Instant? { get }

    /// An operator's control event that lies anywhere in the queue, for when the queue itself is stopped. It stays where
    /// it is, and is taken again in its turn.
    mutating func peekControl() throws(IntakeFailure) -> Submission?

    /// Learns what records had come to before a crash.
    mutating func recall(_ outcomes: [Int: Outcome], of file: FileID)

    /// Follows what was committed: retires the files whose every record has an outcome, and puts refused records, with
    /// their reasons, into `rejected/`. Late rejections that have their place are returned.
    mutating func follow(_ committed: Committed) throws(IntakeFailure) -> [RecordID]

    /// Gives the rejections of an earlier life their place.
    mutating func reject(_ late: [LateRejection]) throws(IntakeFailure) -> [RecordID]

    /// Files in `new/` that are not retired, and files in `rejected/`.
    var depth: Int { get }
    var rejected: Int { get }
}

/// The intake stopped; the files stay where they are.
package struct IntakeFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Tells people.
package protocol TransitionReporter {
    mutating func report(_ entry: HistoryEntry, isRepeat: Bool)
    /// Something refused, with where it came from.
    mutating func report(_ rejection: Rejection)
    mutating func report(_ notice: Notice)
}

/// A refused record, as people are told of it.
package struct Rejection: Sendable {
    package let file: String
    package let line: Int?
    package let submitter: UInt32?
    package let event: EventName?
    package let refusal: Refusal

    package init(file: String, line: Int?, submitter: UInt32?, event: EventName?, refusal: Refusal) {
        self.file = file
        self.line = line
        self.submitter = submitter
        self.event = event
        self.refusal = refusal
    }
}

/// What the daemon says of itself.
package enum Notice: Sendable, Equatable {
    case started(open: Int, version: String)
    case stopped
    case reloaded
    case reloadFailed(String)
    /// Firing is held, and why.
    case held(String)
    case released(String)
    case intakeStopped(String)
    case intakeResumed
    case storeFull(String)
    /// Left in the spool and not taken: a directory, an old half-written file.
    case spoolWarning(String)
}

/// Reads the clocks.
package protocol WallClock {
    mutating func read() -> ClockReading
}

/// The clocks at one moment.
package struct ClockReading: Hashable, Sendable {
    /// CLOCK_REALTIME_COARSE, floored: no file that appears from now on is stamped before it.
    package var coarse: Instant
    /// CLOCK_REALTIME.
    package var wall: Instant
    /// CLOCK_BOOTTIME.
    package var sinceBoot: Span
    /// The boot's id.
    package var boot: String
    /// The kernel calls the clock synchronised (adjtimex without STA_UNSYNC).
    package var isSynchronised: Bool

    package init(coarse: Instant, wall: Instant, sinceBoot: Span, boot: String, isSynchronised: Bool) {
        self.coarse = coarse
        self.wall = wall
        self.sinceBoot = sinceBoot
        self.boot = boot
        self.isSynchronised = isSynchronised
    }
}
