// Clauses about deadlines: never early, never twice, and the timers are those that stand.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

extension OrderStoreContract {
    static var deadlineClauses: [ContractClause<Store>] {
        [
            ContractClause("deadlines follow what the state says") { contract in
                let stays = Deadline(.handOver, of: ShipmentNumber("24219509-1-1"), minute: 30)
                try contract.place(1, stays, Deadline(.packing, minute: 10), Deadline(.reminder, "a", minute: 5))
                let moved = Deadline(.packing, minute: 20)
                let new = Deadline(.reminder, "b", minute: 6)
                var batch = Batch(minute: 1)
                batch.dockets = [StoredDocket(1, version: 1, stays, moved, new)]
                try contract.commit(batch)
                let found = try contract.ask { try $0.docket(of: .sample(1)) }
                #expect(Set(try #require(found).deadlines) == [stays, moved, new])
            },
            ContractClause("a fired deadline is gone with the transition it made") { contract in
                let packing = Deadline(.packing, minute: 10)
                try contract.place(1, packing)
                try contract.commit(.firing(packing, next: Deadline(.packingGrace, minute: 99), minute: 10))
                let found = try contract.ask { try $0.docket(of: .sample(1)) }
                #expect(found?.deadlines == [Deadline(.packingGrace, minute: 99)])
            },
            ContractClause("a deadline fires once") { contract in
                let packing = Deadline(.packing, minute: 10)
                try contract.place(1, packing)
                try contract.commit(.firing(packing, minute: 10))
                var again = Batch.firing(packing, version: 2, minute: 11)
                again.receipts = [Receipt(record: RecordID(inode: 1, 0), event: .sample("a"), outcome: .applied)]
                again.history = [HistoryEntry(2, order: .sample(1))]
                try contract.refuses(again)
            },
            ContractClause("a deadline is not fired before it is due") { contract in
                let late = Deadline(key: DeadlineKey(.packing), due: .minute(10), position: .minute(15))
                try contract.place(1, late)
                try contract.refuses(.firing(late, minute: 9))
                try contract.commit(.firing(late, minute: 10))
            },
            ContractClause("a deadline that stands otherwise is not fired") { contract in
                try contract.place(1, Deadline(.packing, minute: 20))
                try contract.refuses(.firing(Deadline(.packing, minute: 10), minute: 30))
                try contract.refuses(
                    .firing(Deadline(.packing, of: ShipmentNumber("24219509-1-1"), minute: 20), minute: 30))
                try contract.refuses(.firing(Deadline(.packing, "x", minute: 20), minute: 30))
                try contract.refuses(.firing(Deadline(.handOver, minute: 20), minute: 30))
            },
            ContractClause("timers are the earliest positions that lie before the horizon") { contract in
                try contract.place(1, Deadline(.packing, minute: 10), Deadline(.reminder, minute: 5))
                try contract.place(2, Deadline(.packing, minute: 20))
                try contract.place(3, Deadline(.packing, minute: 30))
                try contract.restart()
                let timers = try contract.ask { try $0.timers(before: .minute(30)) }
                let positions = Dictionary(uniqueKeysWithValues: timers.map { ($0.docket.rawValue, $0.position) })
                #expect(positions == [1: .minute(5), 2: .minute(20)])
            },
            ContractClause("the first position is the earliest of all, and none when nothing stands") { contract in
                #expect(try contract.ask { try $0.firstPosition() } == nil)
                try contract.place(1, Deadline(.packing, minute: 99_999))
                try contract.place(2, Deadline(.packing, minute: 99_990), Deadline(.reminder, minute: 99_980))
                #expect(try contract.ask { try $0.firstPosition() } == .minute(99_980))
            },
            ContractClause("the mark comes back as it was given") { contract in
                try contract.commit(Batch(minute: 10))
                var back = Batch(minute: 12)
                back.mark.position = .minute(3)
                back.mark.boot = "second"
                try contract.commit(back)
                try contract.restart()
                let mark = try contract.ask { try $0.recover() }.mark
                #expect(mark?.position == .minute(3) && mark?.wall == .minute(12) && mark?.boot == "second")
                #expect(mark?.sinceBoot == .minutes(12))
            },
        ]
    }
}

extension Batch {
    /// Fires a deadline of order 1, and leaves it with `next`.
    fileprivate static func firing(
        _ deadline: Deadline, next: Deadline? = nil, version: Int64 = 1, minute: Int64
    ) -> Batch {
        var batch = Batch(minute: minute)
        batch.fired = [FiredDeadline(docket: DocketID(rawValue: 1), deadline: deadline)]
        batch.dockets = [StoredDocket(1, version: version)]
        batch.dockets[0].deadlines = [next].compactMap(\.self)
        return batch
    }
}
