// Clauses about orders: they come back as they were committed, and nobody overwrites another's work.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

extension OrderStoreContract {
    static var docketClauses: [ContractClause<Store>] {
        [
            ContractClause("an empty store knows nothing") { contract in
                let recovered = try contract.ask { try $0.recover() }
                #expect(recovered.lastSeq == 0 && recovered.lastDocket.rawValue == 0)
                #expect(recovered.mark == nil && recovered.openOrders == 0)
                #expect(try contract.ask { try $0.docket(of: .sample(1)) } == nil)
                #expect(try contract.ask { try $0.timers(before: .distantFuture) }.isEmpty)
            },
            ContractClause("a committed docket comes back, with its deadlines, after a restart") { contract in
                let packing = Deadline(.packing, of: ShipmentNumber("24219509-1-1"), minute: 60)
                let passport = Deadline(.passport, minute: 90)
                var batch = Batch(minute: 0)
                batch.dockets = [StoredDocket(1, packing, passport)]
                try contract.commit(batch)
                try contract.restart()
                let byNumber = try #require(try contract.ask { try $0.docket(of: .sample(1)) })
                let byID = try #require(try contract.ask { try $0.docket(DocketID(rawValue: 1)) })
                for found in [byNumber, byID] {
                    #expect(found.id.rawValue == 1 && found.version == 1)
                    #expect(found.docket == Docket(number: .sample(1)))
                    #expect(Set(found.deadlines) == [packing, passport])
                }
            },
            ContractClause("a docket's version rises with every commit") { contract in
                for version in 0...2 {
                    var batch = Batch(minute: Int64(version))
                    batch.dockets = [StoredDocket(1, version: Int64(version), Deadline(.waitingEvent, minute: 90))]
                    try contract.commit(batch)
                }
                #expect(try contract.ask { try $0.docket(of: .sample(1)) }?.version == 3)
            },
            ContractClause("a docket that holds nothing any more is forgotten, and begins anew") { contract in
                let waiting = Deadline(.waitingEvent, minute: 90)
                var batch = Batch(minute: 0)
                batch.dockets = [StoredDocket(1, waiting), StoredDocket(2)]
                try contract.commit(batch)
                #expect(try contract.ask { try $0.docket(of: .sample(2)) } == nil)
                var stale = Batch(minute: 1)
                stale.dockets = [StoredDocket(1, version: 4)]
                try contract.refuses(stale)
                var later = Batch(minute: 2)
                later.dockets = [StoredDocket(1, version: 1)]
                try contract.commit(later)
                #expect(try contract.ask { try $0.docket(of: .sample(1)) } == nil)
                #expect(try contract.ask { try $0.timers(before: .distantFuture) }.isEmpty)
                var again = Batch(minute: 3)
                again.dockets = [StoredDocket(1, waiting)]
                try contract.commit(again)
                #expect(try contract.ask { try $0.docket(of: .sample(1)) }?.version == 1)
            },
            ContractClause("a docket that was changed meanwhile is a conflict") { contract in
                try contract.place(1)
                var batch = Batch(minute: 5)
                batch.dockets = [StoredDocket(2), StoredDocket(1, version: 4)]
                try contract.refuses(batch)
            },
            ContractClause("a number that is on file already is a conflict") { contract in
                try contract.place(1, Deadline(.waitingEvent, minute: 90))
                var batch = Batch(minute: 5)
                let again = StoredDocket(
                    id: DocketID(rawValue: 2), version: 0, docket: Docket(number: .sample(1)),
                    deadlines: [Deadline(.waitingEvent, minute: 90)])
                batch.dockets = [StoredDocket(3), again]
                try contract.refuses(batch)
            },
            ContractClause("open orders are counted until every shipment is over") { contract in
                contract.shelf.put(.sample(1), .awaitingPackaging)
                contract.shelf.put(.sample(2), .delivered, .accepted)
                contract.shelf.put(.sample(3), .delivered, .cancelled)
                var batch = Batch(minute: 0)
                batch.dockets = [StoredDocket(1), StoredDocket(2), StoredDocket(3), StoredDocket(4)]
                try contract.commit(batch)
                #expect(try contract.ask { try $0.recover() }.openOrders == 2)
                contract.shelf.put(.sample(2), .delivered, .delivered)
                var later = Batch(minute: 1)
                later.dockets = [StoredDocket(2, version: 1)]
                try contract.commit(later)
                #expect(try contract.ask { try $0.recover() }.openOrders == 1)
            },
            ContractClause("a tracking number leads to its shipment, until it is changed") { contract in
                try contract.track(1, "T1")
                try contract.restart()
                #expect(
                    try contract.ask { try $0.shipment(tracking: TrackingNumber("T1")) }
                        == ShipmentNumber("24219509-1-1"))
                try contract.track(1, version: 1, "T2")
                #expect(try contract.ask { try $0.shipment(tracking: TrackingNumber("T1")) } == nil)
                #expect(
                    try contract.ask { try $0.shipment(tracking: TrackingNumber("T2")) }
                        == ShipmentNumber("24219509-1-1"))
            },
            ContractClause("a tracking number belongs to one shipment only") { contract in
                try contract.track(1, "T1")
                contract.shelf.put(.sample(2), .awaitingShipment, tracking: TrackingNumber("T1"))
                var batch = Batch(minute: 1)
                batch.dockets = [StoredDocket(2)]
                try contract.refuses(batch)
            },
            ContractClause("two shipments exchange their tracking numbers in one turn") { contract in
                try contract.track(1, "T1")
                try contract.track(2, "T2")
                contract.shelf.put(.sample(1), .awaitingShipment, tracking: TrackingNumber("T2"))
                contract.shelf.put(.sample(2), .awaitingShipment, tracking: TrackingNumber("T1"))
                var batch = Batch(minute: 1)
                batch.dockets = [StoredDocket(1, version: 1), StoredDocket(2, version: 1)]
                try contract.commit(batch)
                #expect(
                    try contract.ask { try $0.shipment(tracking: TrackingNumber("T1")) }
                        == ShipmentNumber("24219509-2-1"))
                #expect(
                    try contract.ask { try $0.shipment(tracking: TrackingNumber("T2")) }
                        == ShipmentNumber("24219509-1-1"))
            },
        ]
    }

    /// Commits a new order, with deadlines.
    mutating func place(_ number: Int, _ deadlines: Deadline...) throws {
        var stored = StoredDocket(number)
        stored.deadlines = deadlines
        var batch = Batch(minute: 0)
        batch.dockets = [stored]
        try commit(batch)
    }

    private mutating func track(_ number: Int, version: Int64 = 0, _ tracking: String) throws {
        shelf.put(.sample(number), .awaitingShipment, tracking: TrackingNumber(tracking))
        var batch = Batch(minute: 0)
        batch.dockets = [StoredDocket(number, version: version)]
        try commit(batch)
    }
}
