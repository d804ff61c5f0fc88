// What keeps orders: the port, and what it can fail of.

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

    /// The earliest position of all deadlines that stand; nil when none does.
    mutating func firstPosition() throws(StoreFailure) -> Instant?

    /// What the records of a file had come to; empty for a file that was never read.
    mutating func outcomes(of file: FileID) throws(StoreFailure) -> [Int: Outcome]

    /// What is known of a file by its name in the archive; nil when nothing is.
    mutating func filing(of name: ArchiveName) throws(StoreFailure) -> Filing?

    /// What a name was used for; nil when it is free.
    mutating func digest(of name: EventName) throws(StoreFailure) -> Digest?

    /// When the last word of a source arrived; nil for one that was never heard of.
    mutating func lastEvent(of source: SourceName) throws(StoreFailure) -> Instant?

    /// The shipment that a tracking number belongs to.
    mutating func shipment(tracking number: TrackingNumber) throws(StoreFailure) -> ShipmentNumber?

    /// Writes all of a batch in one durable transaction, or nothing. Refuses (`.conflict`) a fired deadline that does
    /// not stand exactly so or is not due, a silence that is not due, and a docket whose stored version is not the one
    /// it was loaded with. Only `commit` calls it.
    mutating func write(_ batch: Batch) throws(StoreFailure)

    /// History that was committed and not reported yet, in order.
    mutating func unreported(limit: Int) throws(StoreFailure) -> [HistoryEntry]

    /// Rejections that the spool still owes a place in `rejected/`, in order.
    mutating func lateRejections() throws(StoreFailure) -> [LateRejection]

    /// Whether it lives on the room it had put aside: there is none for new arrivals.
    var isOnReserve: Bool { get }

    /// Puts room aside again. Harmless when it is not needed.
    /// - Returns: whether all of it is there.
    mutating func restoreReserve() throws(StoreFailure) -> Bool

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
    /// The sources that are expected to speak, with news that was perhaps not told.
    package var feeds: [Feed]
    /// Reports that contradicted what was known, and that were perhaps not told; in their order.
    package var warnings: [Warning]
    /// The directory whose files were being replayed.
    package var replaying: String?

    package init(
        lastSeq: Int64, lastDocket: DocketID, mark: ClockMark?, openOrders: Int, feeds: [Feed] = [],
        warnings: [Warning] = [], replaying: String? = nil
    ) {
        self.lastSeq = lastSeq
        self.lastDocket = lastDocket
        self.mark = mark
        self.openOrders = openOrders
        self.feeds = feeds
        self.warnings = warnings
        self.replaying = replaying
    }
}

/// What is said to the store for people who look (`cutoffctl status`), and how far reporting has come.
package struct Notes: Hashable, Sendable {
    package var reportedSeq: Int64
    /// Late rejections whose place in `rejected/` is durable.
    package var settledRejections: [RecordID]
    /// Sources whose news people have heard.
    package var toldFeeds: [SourceName]
    /// How many warnings people have heard; none of those that are kept is left to be told.
    package var toldWarnings: Int
    /// Why firing is held; nil when it is not.
    package var held: String?
    /// Files in `new/` that are not retired.
    package var spoolDepth: Int
    package var rejectedFiles: Int
    /// How far the last replay has come; nil before the first of this life.
    package var replay: ReplayProgress?

    package init(
        reportedSeq: Int64, settledRejections: [RecordID], toldFeeds: [SourceName] = [], toldWarnings: Int = 0,
        held: String?, spoolDepth: Int, rejectedFiles: Int, replay: ReplayProgress? = nil
    ) {
        self.reportedSeq = reportedSeq
        self.settledRejections = settledRejections
        self.toldFeeds = toldFeeds
        self.toldWarnings = toldWarnings
        self.held = held
        self.spoolDepth = spoolDepth
        self.rejectedFiles = rejectedFiles
        self.replay = replay
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
        /// It cannot be reached: it is not there, or may not be opened or written. It may be, later.
        case unavailable
        /// Not ours to open: another program's file, or the store of a newer version. It was not touched, and no
        /// waiting makes it ours.
        case foreign
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
