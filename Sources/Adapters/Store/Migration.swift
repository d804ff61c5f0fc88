// The store's schema as a list of steps: each is a value, has the number of its place, and is never changed once it has
// been released.

import Engine

/// One step from a schema to the next.
struct Migration: Sendable {
    /// What it is for, in failures.
    let name: String
    let sql: String

    /// All there are. A store's `user_version` counts those it has had.
    static let all = [ordersAndDeadlines, feeds, lanes, filings, warnings]

    /// `cuto`, in the file's header: what tells a store from any other SQLite database.
    static let applicationID: Int64 = 0x6375_746F
}

extension Connection {
    /// How many migrations the file has had.
    func schemaVersion() throws(StoreFailure) -> Int {
        try value("PRAGMA user_version") ?? 0
    }

    func refuseNewerSchema(than known: Int) throws(StoreFailure) {
        let version = try schemaVersion()
        guard version > known else { return }
        throw foreign(
            "its schema is version \(version), made by a newer cutoffd, and this one knows \(known); install the newer "
                + "one again, or put back a backup from before it")
    }

    /// Brings the schema up to date, each step with its number in one transaction.
    func migrate(through migrations: [Migration] = Migration.all) throws(StoreFailure) {
        try refuseNewerSchema(than: migrations.count)
        for (index, migration) in migrations.enumerated().dropFirst(try schemaVersion()) {
            purpose = "migrate the store (\(migration.name))"
            try transaction { () throws(StoreFailure) in
                try execute(migration.sql)
                try execute("PRAGMA user_version = \(index + 1)")
            }
        }
    }
}
