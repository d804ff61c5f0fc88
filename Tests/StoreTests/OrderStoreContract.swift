// What every order store owes the engine, whatever it keeps its orders in. A store's own tests run each clause once.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

/// A store under test: `open` makes it at first, and afterwards finds what was committed.
struct OrderStoreContract<Store: OrderStore & SendableMetatype> {
    private var store: Store?
    private let open: (Shelf) throws -> Store
    let shelf = Shelf()

    init(open: @escaping (Shelf) throws -> Store) throws {
        self.open = open
        store = try open(shelf)
    }

    /// Closes the store and opens it again.
    mutating func restart() throws {
        store = nil
        store = try open(shelf)
    }

    /// One question or one order to the store.
    mutating func ask<Answer>(_ question: (inout Store) throws -> Answer) throws -> Answer {
        var open = try #require(store)
        store = nil
        defer { store = open }
        return try question(&open)
    }

    mutating func commit(_ batch: Batch) throws { _ = try ask { try $0.commit(batch) } }

    /// Everything that the port shows.
    mutating func impression() throws -> String {
        try ask { store in
            let recovered = try store.recover()
            let numbers = (0...recovered.lastDocket.rawValue + 1).map { Int($0) }
            let dockets = try numbers.map { try store.docket(of: .sample($0)).map { "\($0)" } ?? "-" }
            let timers = try store.timers(before: .distantFuture).map { "\($0)" }.sorted()
            let files = try (0...9).map { inode in
                try store.outcomes(of: RecordID(inode: inode, 0).file).sorted { $0.key < $1.key }.map { "\($0)" }
            }
            let names = try ["a", "b", "c"].map { try store.digest(of: .sample($0)).map { "\($0)" } ?? "-" }
            let numbersOfParcels = try ["T1", "T2"].map { try store.shipment(tracking: TrackingNumber($0)) }
            let owed = "\(try store.unreported(limit: 1000)) \(try store.lateRejections())"
            return "\(recovered)\n\(dockets)\n\(timers)\n\(files)\n\(names)\n\(numbersOfParcels)\n\(owed)"
        }
    }

    /// The batch is a conflict, and leaves everything as it was.
    mutating func refuses(_ batch: Batch, _ location: SourceLocation = #_sourceLocation) throws {
        let before = try impression()
        let failure = #expect(throws: StoreFailure.self, sourceLocation: location) { try commit(batch) }
        #expect(failure?.kind == .conflict, sourceLocation: location)
        #expect(try impression() == before, sourceLocation: location)
    }
}

/// A clause's sentence, and its check.
struct ContractClause<Store: OrderStore & SendableMetatype>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (inout OrderStoreContract<Store>) throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (inout OrderStoreContract<Store>) throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

extension OrderStoreContract {
    static var clauses: [ContractClause<Store>] {
        docketClauses + deadlineClauses + arrivalClauses + upkeepClauses + feedClauses
    }
}
