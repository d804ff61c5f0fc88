// A store in memory that keeps the same contract as the real one, so that the engine can be tested by itself, and
// broken at every step.

import CivilTime
import Engine
import Orders

/// What is "on disk": it outlives the store that writes it.
package final class MemoryDisk {
    package fileprivate(set) var dockets: [DocketID: StoredDocket] = [:]
    package fileprivate(set) var history: [HistoryEntry] = []
    package fileprivate(set) var receipts: [RecordID: Outcome] = [:]
    package fileprivate(set) var fates: [RecordID: Outcome] = [:]
    package fileprivate(set) var names: [EventName: Digest] = [:]
    package fileprivate(set) var owed: [LateRejection] = []
    package fileprivate(set) var warnings: [Warning] = []
    package fileprivate(set) var mark: ClockMark?
    package fileprivate(set) var reportedSeq: Int64 = 0
    package fileprivate(set) var notes: Notes?
    package fileprivate(set) var lastEvents: [SourceName: Instant] = [:]
    package fileprivate(set) var feeds: [SourceName: Feed] = [:]
    package fileprivate(set) var filings: [ArchiveName: Filing] = [:]
    package fileprivate(set) var replaying: String?

    package init() {}

    /// A backup of this moment.
    package func copy() -> MemoryDisk {
        let copy = MemoryDisk()
        copy.restore(self)
        return copy
    }

    /// Becomes what a backup was.
    package func restore(_ backup: MemoryDisk) {
        (dockets, history, receipts, names) = (backup.dockets, backup.history, backup.receipts, backup.names)
        (owed, mark, reportedSeq, notes) = (backup.owed, backup.mark, backup.reportedSeq, backup.notes)
        (fates, filings, replaying) = (backup.fates, backup.filings, backup.replaying)
        (lastEvents, feeds, warnings) = (backup.lastEvents, backup.feeds, backup.warnings)
    }

    /// What became of a record at last.
    package func outcome(of record: RecordID) -> Outcome? { fates[record] ?? receipts[record] }

    package func docket(of number: OrderNumber) -> StoredDocket? {
        dockets.values.first { $0.docket.number == number }
    }
}

/// What a test lets go wrong with the next write.
package enum Sabotage: Sendable {
    /// Nothing is written.
    case before(StoreFailure.Kind)
    /// All is written, and nobody hears of it: the power went.
    case after
}

package struct MemoryOrderStore: OrderStore {
    private let disk: MemoryDisk
    /// Called before every write with its number, from 1.
    private let sabotage: (Int) -> Sabotage?
    private var writes = 0
    package private(set) var isOnReserve = false

    package init(_ disk: MemoryDisk, sabotage: @escaping (Int) -> Sabotage? = { _ in nil }) {
        self.disk = disk
        self.sabotage = sabotage
    }

    package mutating func recover() throws(StoreFailure) -> Recovered {
        Recovered(
            lastSeq: disk.history.last?.seq ?? 0, lastDocket: disk.dockets.keys.max() ?? DocketID(rawValue: 0),
            mark: disk.mark, openOrders: disk.dockets.values.count { $0.docket.isOpen },
            feeds: disk.feeds.values.map { $0.lastHeard(at: disk.lastEvents[$0.source]) }, warnings: disk.warnings,
            replaying: disk.replaying)
    }

    package mutating func lastEvent(of source: SourceName) throws(StoreFailure) -> Instant? { disk.lastEvents[source] }

    package mutating func docket(of number: OrderNumber) throws(StoreFailure) -> StoredDocket? {
        disk.docket(of: number)
    }

    package mutating func docket(_ id: DocketID) throws(StoreFailure) -> StoredDocket? { disk.dockets[id] }

    package mutating func timers(
        before horizon: Instant
    ) throws(StoreFailure) -> [(docket: DocketID, position: Instant)] {
        disk.dockets.values.compactMap { stored in
            stored.earliestPosition.flatMap { $0 < horizon ? (stored.id, $0) : nil }
        }
    }

    package mutating func firstPosition() throws(StoreFailure) -> Instant? {
        disk.dockets.values.compactMap(\.earliestPosition).min()
    }

    package mutating func outcomes(of file: FileID) throws(StoreFailure) -> [Int: Outcome] {
        var result: [Int: Outcome] = [:]
        for (record, outcome) in disk.receipts where record.file == file { result[record.index] = outcome }
        return result
    }

    package mutating func filing(of name: ArchiveName) throws(StoreFailure) -> Filing? { disk.filings[name] }

    package mutating func digest(of name: EventName) throws(StoreFailure) -> Digest? { disk.names[name] }

    package mutating func shipment(tracking number: TrackingNumber) throws(StoreFailure) -> ShipmentNumber? {
        let shipments = disk.dockets.values.compactMap(\.docket.order).flatMap(\.shipments)
        return shipments.first { $0.tracking?.number == number }?.number
    }

    package mutating func write(_ batch: Batch) throws(StoreFailure) {
        writes += 1
        let sabotage = sabotage(writes)
        if case .before(let kind) = sabotage { throw StoreFailure(kind, "sabotaged write \(writes)") }
        try check(batch)
        apply(batch)
        if case .after = sabotage { throw StoreFailure(.broken, "the power went after write \(writes)") }
    }

    private func check(_ batch: Batch) throws(StoreFailure) {
        for fired in batch.fired {
            guard fired.deadline.due <= batch.mark.position else {
                throw StoreFailure(.conflict, "deadline \(fired.deadline) is fired early")
            }
            guard disk.dockets[fired.docket]?.deadlines.contains(fired.deadline) ?? false else {
                throw StoreFailure(.conflict, "deadline \(fired.deadline) does not stand")
            }
        }
        for feed in batch.feeds {
            guard case .silent(let since) = feed.state, since > batch.mark.position else { continue }
            throw StoreFailure(.conflict, "\(feed.source) is called silent early")
        }
        for docket in batch.dockets where docket.version != (disk.dockets[docket.id]?.version ?? 0) {
            throw StoreFailure(.conflict, "docket \(docket.docket.number) is not at version \(docket.version)")
        }
        if let first = batch.history.first, first.seq != (disk.history.last?.seq ?? 0) + 1 {
            throw StoreFailure(.conflict, "history goes on at \(first.seq)")
        }
    }

    private func apply(_ batch: Batch) {
        for docket in batch.dockets {
            disk.dockets[docket.id] = nil
            guard docket.docket.order != nil || !docket.deadlines.isEmpty else { continue }
            disk.dockets[docket.id] = StoredDocket(
                id: docket.id, version: docket.version + 1, docket: docket.docket, deadlines: docket.deadlines)
        }
        disk.history += batch.history
        for receipt in batch.receipts { disk.receipts[receipt.record] = receipt.outcome }
        for fate in batch.fates { disk.fates[fate.record] = fate.outcome }
        for name in batch.released { disk.names[name] = nil }
        for (name, digest) in batch.taken { disk.names[name] = digest }
        disk.owed += batch.lateRejections
        disk.warnings += batch.warnings
        disk.lastEvents.merge(batch.heard) { max(min($0, batch.committedAt), $1) }
        for source in batch.unexpected { disk.feeds[source] = nil }
        for feed in batch.feeds { disk.feeds[feed.source] = feed }
        for filing in batch.filings { disk.filings[filing.name] = filing }
        switch batch.replay {
        case nil: break
        case .begun(let directory): disk.replaying = directory
        case .ended: disk.replaying = nil
        }
        disk.mark = batch.mark
    }

    package mutating func unreported(limit: Int) throws(StoreFailure) -> [HistoryEntry] {
        Array(disk.history.filter { $0.seq > disk.reportedSeq }.prefix(limit))
    }

    package mutating func lateRejections() throws(StoreFailure) -> [LateRejection] { disk.owed }

    package mutating func restoreReserve() throws(StoreFailure) -> Bool { true }

    package mutating func note(_ notes: Notes) throws(StoreFailure) {
        disk.reportedSeq = notes.reportedSeq
        disk.notes = notes
        for source in notes.toldFeeds { disk.feeds[source] = disk.feeds[source]?.told }
        disk.owed.removeAll { notes.settledRejections.contains($0.record) }
        if notes.toldWarnings > 0 { disk.warnings = [] }
    }

    package mutating func prune(receiptsBefore: Instant, closedBefore: Instant) throws(StoreFailure) -> Bool { false }
}

extension Feed {
    /// As a store gives it back: the last event is kept by itself.
    fileprivate func lastHeard(at lastEvent: Instant?) -> Feed {
        Feed(source: source, every: every, state: state, lastEvent: lastEvent, news: news)
    }

    fileprivate var told: Feed { Feed(source: source, every: every, state: state, lastEvent: lastEvent) }
}
