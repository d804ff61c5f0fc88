// The store for programs that look: read-only, beside a running daemon, and without leaving a trace.

import CivilTime
import Engine
import Glibc
import Orders

/// A read-only look at a store, whether its daemon runs, was killed or was stopped. It never checkpoints and never
/// makes a file, whoever the user is. Reads are to be short: what is being read keeps the WAL from beginning anew.
///
/// A process that also opens the store as a daemon opens it first: SQLite shares `-shm` among the connections of a
/// process, and a reader's is read-only.
package struct OrderReader {
    package let path: String
    let connection: Connection

    /// How long a lock of the daemon is waited for, in milliseconds: a person is waiting.
    private static let patience: Int32 = 2000

    package init(path: String) throws(ReaderFailure) {
        try Self.examine(path)
        self.path = path
        do {
            connection = try Connection(path: path, access: .readOnly, patience: Self.patience)
            connection.purpose = "read the schema's version"
            try Self.compare(try connection.schemaVersion(), path)
        } catch let failure as StoreFailure {
            throw ReaderFailure(failure)
        } catch let failure as ReaderFailure {
            throw failure
        } catch {
            throw ReaderFailure(.broken, "cannot open \(path): \(error)")
        }
    }

    /// Reads in one transaction: everything that `body` sees is of one moment.
    func look<Result>(
        to purpose: String, _ body: (Connection) throws(StoreFailure) -> Result
    ) throws(ReaderFailure) -> Result {
        connection.purpose = purpose
        do {
            return try connection.transaction("BEGIN") { () throws(StoreFailure) in try body(connection) }
        } catch {
            throw ReaderFailure(error)
        }
    }
}

// MARK: - Before opening

extension OrderReader {
    /// SQLite's own complaints would not tell these apart.
    private static func examine(_ path: String) throws(ReaderFailure) {
        switch StoreFile.kind(of: path) {
        case .store: break
        case .missing:
            throw ReaderFailure(
                .unavailable, "there is no store at \(path). Check [store] path, and that cutoffd was started once.")
        case .foreign(let finding): throw ReaderFailure(.unavailable, "cannot read \(path): \(finding)")
        case .unreadable(let number): throw ReaderFailure(errno: number, path)
        }
        for name in [path + "-wal", path + "-shm"] where access(name, R_OK) != 0 {
            guard errno == ENOENT else { throw ReaderFailure(errno: errno, name) }
            throw ReaderFailure(
                .unavailable,
                "\(name) is missing, as after a restore, or after sqlite3 was run on the store. "
                    + "Start cutoffd: it makes it anew.")
        }
    }

    private static func compare(_ version: Int, _ path: String) throws(ReaderFailure) {
        let known = Migration.all.count
        guard version != known else { return }
        let advice = version > known ? "Use the cutoffctl of its cutoffd." : "Restart cutoffd: it brings it up to date."
        throw ReaderFailure(
            .otherSchema, "the schema of \(path) is version \(version), this program knows \(known). \(advice)")
    }
}

extension ReaderFailure {
    init(errno number: Int32, _ path: String) {
        let isDenied = number == EACCES || number == EPERM
        let advice = isDenied ? ". Members of the group cutoffd-read may read the store." : ""
        self.init(
            isDenied ? .denied : .broken, "cannot read \(path): \(String(cString: strerror(number)))\(advice)")
    }

    init(_ failure: StoreFailure) {
        self.init(failure.kind == .busy ? .busy : .broken, failure.description)
    }
}
