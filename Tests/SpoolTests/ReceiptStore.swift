// A store in memory that keeps receipts: all that a spool needs of one.

import CivilTime
import Engine
import Orders

struct ReceiptStore: OrderStore {
    private var receipts: [FileID: [Int: Outcome]] = [:]

    mutating func write(_ batch: Batch) {
        for receipt in batch.receipts {
            receipts[receipt.record.file, default: [:]][receipt.record.index] = receipt.outcome
        }
    }

    mutating func outcomes(of file: FileID) -> [Int: Outcome] { receipts[file] ?? [:] }

    mutating func recover() -> Recovered {
        Recovered(lastSeq: 0, lastDocket: DocketID(rawValue: 0), mark: nil, openOrders: 0)
    }
    mutating func docket(of number: OrderNumber) -> StoredDocket? { nil }
    mutating func docket(_ id: DocketID) -> StoredDocket? { nil }
    mutating func timers(before horizon: Instant) -> [(docket: DocketID, position: Instant)] { [] }
    mutating func firstPosition() -> Instant? { nil }
    mutating func filing(of name: ArchiveName) -> Filing? { nil }
    mutating func digest(of name: EventName) -> Digest? { nil }
    mutating func lastEvent(of source: SourceName) -> Instant? { nil }
    mutating func shipment(tracking number: TrackingNumber) -> ShipmentNumber? { nil }
    mutating func unreported(limit: Int) -> [HistoryEntry] { [] }
    mutating func lateRejections() -> [LateRejection] { [] }
    mutating func note(_ notes: Notes) {}
    var isOnReserve: Bool { false }
    mutating func restoreReserve() throws(StoreFailure) -> Bool { true }
    mutating func prune(receiptsBefore: Instant, closedBefore: Instant) -> Bool { false }
}
