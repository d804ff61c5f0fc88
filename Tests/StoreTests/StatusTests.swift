// What people are told of the daemon and of what they gave it.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

@Suite struct StatusTests {
    let directory = TemporaryDirectory()
    let shelf = Shelf()
    let wms = SourceName("/wms")

    func open() throws -> SQLiteOrderStore {
        try SQLiteOrderStore(path: directory.store, ballastBytes: 0, rows: shelf.projection)
    }

    func reader() throws -> OrderReader { try OrderReader(path: directory.store) }

    @Test func anEmptyStoreHasAnEmptyStatus() throws {
        _ = try open()
        let status = try reader().status()
        #expect(status.open == 0 && status.states.isEmpty && status.sources.isEmpty)
        #expect(status.nextDue == nil && status.held == nil && status.committedAt == nil && status.mark == nil)
    }

    @Test func whatTheDaemonNotesIsShown() throws {
        var store = try open()
        _ = try store.commit(Batch(minute: 3))
        let notes = Notes(
            reportedSeq: 0, settledRejections: [], held: "clock is behind", spoolDepth: 4, rejectedFiles: 2)
        try store.note(notes)
        let status = try reader().status()
        #expect(status.held == "clock is behind" && status.spoolDepth == 4 && status.rejectedFiles == 2)
        #expect(status.committedAt == .minute(3) && status.mark?.position == .minute(3))
    }

    @Test func shipmentsAreCountedInTheStateTheyAreIn() throws {
        var store = try open()
        shelf.put(.sample(1), .awaitingPackaging, .awaitingPackaging, .accepted)
        var batch = Batch(minute: 0)
        batch.dockets = [StoredDocket(1)]
        _ = try store.commit(batch)
        #expect(try reader().status().states == [.awaitingPackaging: 2, .accepted: 1])
        shelf.put(.sample(1), .awaitingShipment, .awaitingPackaging, .delivered)
        batch.dockets = [StoredDocket(1, version: 1)]
        _ = try store.commit(batch)
        #expect(try reader().status().states == [.awaitingShipment: 1, .awaitingPackaging: 1, .delivered: 1])
    }

    @Test func whatWasHeardIsCountedBySource() throws {
        var store = try open()
        var batch = Batch(minute: 5)
        let outcomes: [Outcome] = [
            .applied, .applied, .unchanged("so"), .duplicate, .waiting("order"), .refused(.sample),
        ]
        batch.receipts = outcomes.enumerated().map { index, outcome in
            Receipt(
                record: RecordID(inode: 1, index), event: .sample("e\(index)"),
                kind: EventKind(index < 2 ? "shipment.packed" : "order.placed"), outcome: outcome,
                timeliness: index == 1 ? .late : .inTime)
        }
        let other = EventName(source: SourceName("/feed"), id: "x")
        batch.receipts.append(
            Receipt(
                record: RecordID(inode: 2, 0), event: other, kind: EventKind("tracking.assigned"), outcome: .applied))
        batch.receipts.append(Receipt(record: RecordID(inode: 2, 1), event: nil, outcome: .refused(.sample)))
        batch.refused = [.unknown: 2, Attribution(source: other.source, kind: EventKind("tracking.assigned")): 1]
        batch.heard = [wms: .start]
        _ = try store.commit(batch)
        let sources = try reader().status().sources
        #expect(
            sources == [
                SourceStatus(
                    source: other.source, lastEventAt: nil,
                    types: [TypeCount(type: "tracking.assigned", counts: EventCounts(accepted: 1, refused: 1))]),
                SourceStatus(
                    source: wms, lastEventAt: .start,
                    types: [
                        TypeCount(
                            type: "order.placed", counts: EventCounts(accepted: 1, duplicate: 1, waiting: 1, refused: 1)
                        ),
                        TypeCount(type: "shipment.packed", counts: EventCounts(accepted: 2, late: 1)),
                    ]),
                SourceStatus(
                    source: nil, lastEventAt: nil,
                    types: [TypeCount(type: "unknown", counts: EventCounts(refused: 2))]),
            ])
        #expect(
            sources[1].counts == EventCounts(accepted: 3, duplicate: 1, late: 1, waiting: 1, refused: 1))
    }

    @Test func aSourceThatIsExpectedToSpeakIsShownThoughItNeverDid() throws {
        var store = try open()
        var batch = Batch(minute: 5)
        let due = Feed.State.expected(by: .minute(60))
        batch.feeds = [Feed(source: wms, every: .hours(1), state: due, lastEvent: nil)]
        _ = try store.commit(batch)
        let source = try #require(try reader().status().sources.first)
        #expect(source.lastEventAt == nil && source.expectation == .init(every: .hours(1), state: due))
        let standing = try reader().deadlines(limit: 9)
        #expect(standing.map(\.source) == [wms] && standing.map(\.deadline.due) == [.minute(60)])
        #expect(try reader().deadlines([.packing], limit: 9).isEmpty)
        #expect(try reader().deadlines(before: .minute(60), limit: 9).isEmpty)
    }

    // MARK: - Events that wait

    @Test(
        arguments: [
            (.applied, .inTime, EventCounts(accepted: 1)), (.applied, .late, EventCounts(accepted: 1, late: 1)),
            (.unchanged("so"), .inTime, EventCounts(accepted: 1)),
            (.refused(.sample), .inTime, EventCounts(refused: 1)),
        ] as [(Outcome, Timeliness, EventCounts)])
    func anEventThatWaitedIsCountedByWhatBecameOfIt(
        outcome: Outcome, timeliness: Timeliness, counts: EventCounts
    ) throws {
        var store = try open()
        func receipt(_ outcome: Outcome, _ timeliness: Timeliness = .inTime) -> Receipt {
            Receipt(
                record: RecordID(inode: 1, 0), event: .sample("a"), kind: EventKind("shipment.packed"),
                outcome: outcome, timeliness: timeliness)
        }
        var first = Batch(minute: 0)
        first.receipts = [receipt(.waiting("order"))]
        _ = try store.commit(first)
        #expect(try reader().status().sources.map(\.counts.waiting) == [1])
        var later = Batch(minute: 9)
        later.fates = [receipt(outcome, timeliness)]
        _ = try store.commit(later)
        #expect(try reader().status().sources.map(\.types) == [[TypeCount(type: "shipment.packed", counts: counts)]])
        #expect(try reader().receipts(of: .sample("a")).map(\.outcome) == [outcome])
    }

    /// It may wait for longer than receipts are kept.
    @Test func anEventThatWaitedIsCountedThoughItsReceiptIsPruned() throws {
        var store = try open()
        let receipt = { Receipt(record: RecordID(inode: 1, 0), event: .sample("a"), outcome: $0) }
        var first = Batch(minute: 0)
        first.receipts = [receipt(.waiting("order"))]
        _ = try store.commit(first)
        _ = try store.prune(receiptsBefore: .minute(5), closedBefore: .distantPast)
        var later = Batch(minute: 9)
        later.fates = [receipt(.applied)]
        _ = try store.commit(later)
        #expect(try reader().status().sources.map(\.counts) == [EventCounts(accepted: 1)])
    }

    // MARK: - Receipts

    @Test func theLatestReceiptOfAnEventComesFirst() throws {
        var store = try open()
        for (minute, outcome) in [(0, .refused(.sample)), (1, .applied), (2, .duplicate)] as [(Int64, Outcome)] {
            var batch = Batch(minute: minute)
            batch.receipts = [
                Receipt(record: RecordID(inode: UInt64(9 - minute), 0), event: .sample("a"), outcome: outcome)
            ]
            _ = try store.commit(batch)
        }
        let receipts = try reader().receipts(of: .sample("a"))
        #expect(receipts.map(\.outcome) == [.duplicate, .applied, .refused(.sample)])
        #expect(receipts.map(\.committedAt) == [.minute(2), .minute(1), .minute(0)])
        #expect(try reader().receipts(inode: 8).map(\.outcome) == [.applied])
        #expect(try reader().receipts(inode: 8).map(\.event) == [.sample("a")])
        #expect(try reader().receipts(of: .sample("b")).isEmpty)
    }
}
