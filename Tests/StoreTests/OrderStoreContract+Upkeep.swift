// Clauses about letting go: only what is over, all of it, and in steps.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

extension OrderStoreContract {
    static var upkeepClauses: [ContractClause<Store>] {
        [
            ContractClause("receipts go when their time is over") { contract in
                for (inode, minute) in [(1, 10), (2, 20)] as [(UInt64, Int64)] {
                    var batch = Batch(minute: minute)
                    batch.receipts = [Receipt(record: RecordID(inode: inode, 0), event: nil, outcome: .applied)]
                    try contract.commit(batch)
                }
                _ = try contract.ask { try $0.prune(receiptsBefore: .minute(20), closedBefore: .distantPast) }
                #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: 1, 0).file) }.isEmpty)
                #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: 2, 0).file) } == [0: .applied])
            },
            ContractClause("pruning takes bounded steps and says when nothing is left") { contract in
                var batch = Batch(minute: 0)
                batch.receipts = (0..<1200).map {
                    Receipt(record: RecordID(inode: 1, $0), event: nil, outcome: .applied)
                }
                try contract.commit(batch)
                var steps = 1
                while try contract.ask({ try $0.prune(receiptsBefore: .minute(1), closedBefore: .distantPast) }) {
                    steps += 1
                }
                #expect(steps > 1)
                #expect(try contract.ask { try $0.outcomes(of: RecordID(inode: 1, 0).file) }.isEmpty)
            },
            ContractClause("a closed order goes with everything that was its own") { contract in
                try contract.close(1, seq: 1, "a")
                try contract.close(2, seq: 2, "b")
                try contract.ask { try $0.note(Notes(reportedSeq: 2)) }
                _ = try contract.ask { try $0.prune(receiptsBefore: .distantPast, closedBefore: .minute(2)) }
                #expect(try contract.ask { try $0.docket(of: .sample(1)) } == nil)
                #expect(try contract.ask { try $0.shipment(tracking: TrackingNumber("T1")) } == nil)
                #expect(try contract.ask { try $0.digest(of: .sample("a")) } == nil)
                #expect(try contract.ask { try $0.docket(of: .sample(2)) }?.version == 1)
                #expect(
                    try contract.ask { try $0.shipment(tracking: TrackingNumber("T2")) }
                        == ShipmentNumber("24219509-2-1"))
                #expect(try contract.ask { try $0.digest(of: .sample("b")) } == .sample(9))
            },
            ContractClause("what is open, due or unreported stays") { contract in
                try contract.close(1, seq: 1, "a")
                contract.shelf.put(.sample(2), .awaitingPackaging)
                contract.shelf.put(.sample(3), .delivered)
                try contract.place(2)
                try contract.place(3, Deadline(.appealWindow, minute: 9))
                try contract.place(4, Deadline(.waitingEvent, minute: 9))
                let before = try contract.impression()
                #expect(!(try contract.ask { try $0.prune(receiptsBefore: .distantPast, closedBefore: .minute(5)) }))
                #expect(try contract.impression() == before)
            },
            ContractClause("numbers that were given out are not given out again") { contract in
                try contract.close(1, seq: 1, "a")
                try contract.ask { try $0.note(Notes(reportedSeq: 1)) }
                _ = try contract.ask { try $0.prune(receiptsBefore: .distantPast, closedBefore: .minute(5)) }
                try contract.restart()
                let recovered = try contract.ask { try $0.recover() }
                #expect(recovered.lastSeq == 1 && recovered.lastDocket.rawValue == 1)
            },
            ContractClause("how far reporting has come never goes back") { contract in
                var batch = Batch(minute: 0)
                batch.history = [HistoryEntry(1, order: .sample(1)), HistoryEntry(2, order: .sample(1))]
                try contract.commit(batch)
                try contract.ask { try $0.note(Notes(reportedSeq: 2)) }
                try contract.ask { try $0.note(Notes(reportedSeq: 1)) }
                #expect(try contract.ask { try $0.unreported(limit: 9) }.isEmpty)
            },
        ]
    }

    /// Commits, in its minute, an order that is delivered at once, with the event that said so.
    private mutating func close(_ number: Int, seq: Int64, _ event: String) throws {
        shelf.put(.sample(number), .delivered, tracking: TrackingNumber("T\(number)"))
        var batch = Batch(minute: Int64(number))
        batch.dockets = [StoredDocket(number)]
        batch.history = [HistoryEntry(seq, order: .sample(number), event: .sample(event))]
        batch.taken = [.sample(event): .sample(9)]
        try commit(batch)
    }
}
