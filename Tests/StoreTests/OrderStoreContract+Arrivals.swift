// Clauses about what was heard: receipts, names, history, and rejections that are owed.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

extension OrderStoreContract {
    static var arrivalClauses: [ContractClause<Store>] {
        [
            ContractClause("a file that is read again gets the outcomes it had") { contract in
                let outcomes: [Outcome] = [
                    .applied, .unchanged("packed already"), .duplicate, .waiting("order 7"), .refused(.sample),
                ]
                var batch = Batch(minute: 0)
                batch.receipts = outcomes.enumerated().map { index, outcome in
                    Receipt(record: RecordID(inode: 1, index), event: index == 4 ? nil : .sample("a"), outcome: outcome)
                }
                batch.receipts.append(Receipt(record: RecordID(inode: .max, 0), event: nil, outcome: .applied))
                try contract.commit(batch)
                try contract.restart()
                let found = try contract.ask { try $0.outcomes(of: RecordID(inode: 1, 0).file) }
                #expect(found == Dictionary(uniqueKeysWithValues: outcomes.enumerated().map { ($0, $1) }))
                #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: .max, 0).file) } == [0: .applied])
                let other = FileID(inode: 1, changedAt: 5)
                #expect(try contract.ask { try $0.outcomes(of: other) }.isEmpty)
            },
            ContractClause("an event that waited keeps its receipt, whatever became of it") { contract in
                let ends: [Outcome] = [.applied, .unchanged("packed already"), .refused(.sample)]
                var batch = Batch(minute: 0)
                batch.receipts = ends.indices.map {
                    Receipt(record: RecordID(inode: 1, $0), event: .sample("\($0)"), outcome: .waiting("order 7"))
                }
                try contract.commit(batch)
                var later = Batch(minute: 1)
                later.fates = ends.enumerated().map {
                    Receipt(record: RecordID(inode: 1, $0), event: .sample("\($0)"), outcome: $1)
                }
                try contract.commit(later)
                try contract.restart()
                let found = try contract.ask { try $0.outcomes(of: RecordID(inode: 1, 0).file) }
                #expect(Set(found.values) == [.waiting("order 7")] && found.count == ends.count)
            },
            ContractClause("a file is known by its name as far as it is decided") { contract in
                let name = ArchiveName(arrivedAt: 7, submitter: 1000, name: "a.json")
                let other = ArchiveName(arrivedAt: 7, submitter: 1000, name: "b.json")
                for (minute, extent) in [FilingExtent.begun, .whole, .declined].enumerated() {
                    var batch = Batch(minute: Int64(minute))
                    batch.filings = [Filing(name, file: FileID(inode: .max, changedAt: 7), extent: extent)]
                    try contract.commit(batch)
                    try contract.restart()
                    #expect(try contract.ask { try $0.filing(of: name) } == batch.filings[0])
                }
                #expect(try contract.ask { try $0.filing(of: other) } == nil)
            },
            ContractClause("a replay that was begun is remembered until it ends") { contract in
                var batch = Batch(minute: 0)
                batch.replay = .begun(directory: "/done")
                try contract.commit(batch)
                try contract.restart()
                #expect(try contract.ask { try $0.recover() }.replaying == "/done")
                var end = Batch(minute: 1)
                end.replay = .ended(nil)
                try contract.commit(end)
                #expect(try contract.ask { try $0.recover() }.replaying == nil)
            },
            ContractClause("a name stands for what it was used for until it is released") { contract in
                var batch = Batch(minute: 0)
                batch.taken = [.sample("a"): .sample(1), .sample("b"): .sample(2)]
                try contract.commit(batch)
                try contract.restart()
                #expect(try contract.ask { try $0.digest(of: .sample("a")) } == .sample(1))
                #expect(try contract.ask { try $0.digest(of: EventName(source: SourceName("/other"), id: "a")) } == nil)
                var later = Batch(minute: 1)
                later.released = [.sample("a"), .sample("b")]
                later.taken = [.sample("b"): .sample(3)]
                try contract.commit(later)
                #expect(try contract.ask { try $0.digest(of: .sample("a")) } == nil)
                #expect(try contract.ask { try $0.digest(of: .sample("b")) } == .sample(3))
            },
            ContractClause("a name that is taken cannot be taken again") { contract in
                var batch = Batch(minute: 0)
                batch.taken = [.sample("a"): .sample(1)]
                try contract.commit(batch)
                var again = Batch(minute: 1)
                again.dockets = [StoredDocket(1)]
                again.taken = [.sample("a"): .sample(2)]
                try contract.refuses(again)
            },
            ContractClause("history comes back whole and in order until it is reported") { contract in
                var batch = Batch(minute: 0)
                batch.history = [
                    HistoryEntry(1, order: .sample(1), event: .sample("a")), HistoryEntry(2, order: .sample(2)),
                    HistoryEntry(3, order: .sample(1), minute: 4),
                ]
                try contract.commit(batch)
                try contract.restart()
                let found = try contract.ask { try $0.unreported(limit: 2) }
                #expect(found.map(\.seq) == [1, 2])
                #expect(found.map(\.transition) == batch.history.prefix(2).map(\.transition))
                #expect(found.map(\.origin) == batch.history.prefix(2).map(\.origin))
                #expect(found.map(\.committedAt) == [.start, .start])
                try contract.ask { try $0.note(Notes(reportedSeq: 2)) }
                #expect(try contract.ask { try $0.unreported(limit: 9) }.map(\.seq) == [3])
                #expect(try contract.ask { try $0.recover() }.lastSeq == 3)
            },
            ContractClause("history has no gap and nothing twice", Self.checkGaps),
            ContractClause("a late rejection is owed until it is settled") { contract in
                var batch = Batch(minute: 0)
                batch.lateRejections = (0...2).map {
                    LateRejection(record: RecordID(inode: 3, $0), file: "a.json", text: "{}", refusal: .sample)
                }
                try contract.commit(batch)
                try contract.restart()
                #expect(try contract.ask { try $0.lateRejections() } == batch.lateRejections)
                try contract.ask { try $0.note(Notes(reportedSeq: 0, settled: [RecordID(inode: 3, 1)])) }
                #expect(try contract.ask { try $0.lateRejections() }.map(\.record.index) == [0, 2])
            },
            ContractClause("a warning is kept until people have heard it, each time anew") { contract in
                for minute in [0, 1] as [Int64] {
                    var batch = Batch(minute: minute)
                    batch.warnings = ["cancelled", "disputed"].map(Warning.sample)
                    try contract.commit(batch)
                    try contract.restart()
                    #expect(try contract.ask { try $0.recover() }.warnings == batch.warnings)
                    try contract.ask { try $0.note(Notes(reportedSeq: 0, toldWarnings: 2)) }
                    #expect(try contract.ask { try $0.recover() }.warnings.isEmpty)
                }
            },
            ContractClause("an empty batch moves nothing but the mark") { contract in
                try contract.place(1, Deadline(.packing, minute: 10))
                try contract.commit(Batch(minute: 5))
                #expect(try contract.ask { try $0.docket(of: .sample(1)) }?.version == 1)
                #expect(try contract.ask { try $0.recover() }.mark?.position == .minute(5))
            },
        ]
    }

    private static func checkGaps(_ contract: inout OrderStoreContract) throws {
        var batch = Batch(minute: 0)
        batch.history = [HistoryEntry(1, order: .sample(1)), HistoryEntry(2, order: .sample(1))]
        try contract.commit(batch)
        for wrong in [[2], [4], [3, 5], [3, 3]] as [[Int64]] {
            var next = Batch(minute: 1)
            next.dockets = [StoredDocket(7)]
            next.history = wrong.map { HistoryEntry($0, order: .sample(7)) }
            try contract.refuses(next)
        }
    }
}

extension Warning {
    fileprivate static func sample(_ reported: String) -> Warning {
        let contradiction = Contradiction(
            order: .sample(1), shipment: ShipmentNumber(.sample(1), part: 1), known: .delivered, reported: reported,
            text: reported)
        return Warning(
            contradiction, origin: Origin(event: .sample("a"), file: "a.json", submitter: 0, text: "{}"))
    }
}

extension Notes {
    init(reportedSeq: Int64, settled: [RecordID] = [], toldWarnings: Int = 0, held: String? = nil) {
        self.init(
            reportedSeq: reportedSeq, settledRejections: settled, toldWarnings: toldWarnings, held: held, spoolDepth: 0,
            rejectedFiles: 0)
    }
}
