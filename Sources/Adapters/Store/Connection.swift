// One SQLite connection, thin and typed: statements are prepared once, values have Swift types, and every error says
// what was being done. What may touch the file, and when, stays in our hands: nothing here checkpoints by itself.

import CSQLite
import Engine

/// A connection to one database file. Not to be shared between tasks.
final class Connection {
    enum Access {
        /// Reads and writes a file that exists.
        case readWrite
        /// Reads and writes, and makes the file where there is none.
        case create
        /// Only reads, and leaves `-wal` and `-shm` as they are, whatever the user's rights.
        case readOnly
    }

    let path: String
    /// What is being done, for failures: `load a docket`.
    var purpose = "open the store"
    /// Set by the first failure that must be the last: every later call throws it again.
    private(set) var fatal: StoreFailure?
    /// The frames in the WAL after the latest commit of this connection.
    private(set) var pagesInLog = 0
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    init(path: String, access: Access, patience milliseconds: Int32) throws(StoreFailure) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(access.name(of: path), &opened, access.flags, nil)
        guard let opened else { throw StoreFailure(.broken, "cannot open \(path): out of memory") }
        self.path = path
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, milliseconds)
        try check(code)
        try execute("PRAGMA mmap_size = 0")
        if access != .readOnly { try keepLog() }
    }

    /// After a fatal failure the handle is left to the end of the process: closing it would checkpoint, and so try
    /// again what must not be retried.
    deinit {
        statements.values.forEach { $0.finalize() }
        if fatal == nil { sqlite3_close_v2(handle) }
    }

    /// How many rows the latest statement changed.
    var changes: Int { Int(sqlite3_changes64(handle)) }
}

// MARK: - Statements

extension Connection {
    /// Runs statements that have no values and no rows of interest, PRAGMAs for one.
    func execute(_ sql: String) throws(StoreFailure) {
        if let fatal { throw fatal }
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// Runs one statement to its end.
    /// - Returns: the number of rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: any ColumnValue...) throws(StoreFailure) -> Int {
        let rows = try rows(sql, values)
        while try rows.next() {}
        return changes
    }

    /// The rows of one statement, one after another. A statement cannot be begun again before its rows are let go.
    func rows(_ sql: String, _ values: any ColumnValue...) throws(StoreFailure) -> Rows { try rows(sql, values) }

    func rows(_ sql: String, _ values: [any ColumnValue]) throws(StoreFailure) -> Rows {
        let statement = try prepared(sql)
        let rows = Rows(statement, of: self)
        for (index, value) in values.enumerated() {
            try check(value.bind(to: statement.handle, at: Int32(index + 1)))
        }
        return rows
    }

    /// Does something long, and lets somebody look on now and then.
    func watched(_ glance: @escaping () -> Void, by body: () throws(StoreFailure) -> Void) throws(StoreFailure) {
        let onlooker = Onlooker(glance)
        sqlite3_progress_handler(
            handle, Onlooker.instructionsBetween,
            { context in
                if let context { Unmanaged<Onlooker>.fromOpaque(context).takeUnretainedValue().glance() }
                return 0
            }, Unmanaged.passUnretained(onlooker).toOpaque())
        defer { sqlite3_progress_handler(handle, 0, nil, nil) }
        try withExtendedLifetime(onlooker) { () throws(StoreFailure) in try body() }
    }

    /// The first column of the first row; nil when there is no row.
    func value<Value: ColumnValue>(_ sql: String, _ values: any ColumnValue...) throws(StoreFailure) -> Value? {
        let rows = try rows(sql, values)
        guard try rows.next() else { return nil }
        let value: Value = try rows[0]
        return value
    }

    private func prepared(_ sql: String) throws(StoreFailure) -> Statement {
        if let fatal { throw fatal }
        if let known = statements[sql] { return known }
        var handle: OpaquePointer?
        try check(sqlite3_prepare_v3(self.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil))
        guard let handle else { preconditionFailure("an SQL text without a statement: \(sql)") }
        let statement = Statement(handle)
        statements[sql] = statement
        return statement
    }
}

/// Looks on while a long statement runs (sqlite.org/c3ref/progress_handler.html).
private final class Onlooker {
    /// Some milliseconds' work.
    static let instructionsBetween: Int32 = 20_000
    let glance: () -> Void

    init(_ glance: @escaping () -> Void) { self.glance = glance }
}

// MARK: - Transactions and the log

extension Connection {
    /// Does all of `body` or nothing of it. When this throws, the store is as it was before.
    @discardableResult
    func transaction<Result>(
        _ beginning: String = "BEGIN IMMEDIATE", _ body: () throws(StoreFailure) -> Result
    ) throws(StoreFailure) -> Result {
        try run(beginning)
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Does what SQLite has not done by itself already; there is nothing left to do where this fails.
    private func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }

    /// Moves what it can from the WAL into the database, waiting for nobody, so that the next commit may begin the WAL
    /// anew. The WAL keeps its length: room once taken is not given back to a disk that may be full later.
    func checkpoint() throws(StoreFailure) {
        if let fatal { throw fatal }
        var pages: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, nil)
        if code & 0xFF == SQLITE_BUSY { return }
        try check(code)
        pagesInLog = 0
    }

    /// Keeps `-wal` and `-shm` when the last connection closes, or readers of another user could not open the store.
    /// Our own hook takes the place of SQLite's automatic checkpoint (`PRAGMA wal_autocheckpoint` would remove it).
    private func keepLog() throws(StoreFailure) {
        var persist: Int32 = 1
        try check(sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persist))
        let observe: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 =
            {
                context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().pagesInLog = Int(pages)
                return SQLITE_OK
            }
        sqlite3_wal_hook(handle, observe, Unmanaged.passUnretained(self).toOpaque())
    }
}

// MARK: - Failures

extension Connection {
    func check(_ code: Int32) throws(StoreFailure) {
        guard code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE else { throw failure(code) }
    }

    /// Nothing can be read that makes sense: the file is not to be trusted any more.
    func corrupt(_ finding: String) -> StoreFailure { failure(.broken, finding) }

    /// Somebody else's, who knows what we do not.
    func foreign(_ finding: String) -> StoreFailure { failure(.foreign, finding) }

    /// What is stored is not what the caller built on.
    func conflict(_ finding: String) -> StoreFailure { failure(.conflict, finding) }

    private func failure(_ code: Int32) -> StoreFailure {
        let kind = StoreFailure.Kind(sqlite: code, systemError: sqlite3_system_errno(handle))
        let said = String(cString: sqlite3_errmsg(handle))
        let holders = kind == .busy ? LockHolders(of: path).phrase : ""
        return failure(kind, "\(said) (SQLite \(code))\(holders)")
    }

    private func failure(_ kind: StoreFailure.Kind, _ finding: String) -> StoreFailure {
        let failure = StoreFailure(kind, "cannot \(purpose) in \(path): \(finding)")
        if kind == .broken && fatal == nil { fatal = failure }
        return failure
    }
}

extension Connection.Access {
    var flags: Int32 {
        switch self {
        case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
        }
    }

    /// A reader that may write in the directory, root for one, would make `-shm` its own: `readonly_shm` forbids it
    /// (sqlite.org/wal.html, "Read-Only Databases").
    func name(of path: String) -> String {
        guard self == .readOnly else { return path }
        let escaped = path.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "/._-".contains(character))
            return isPlain ? String(character) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return "file:\(escaped.joined())?mode=ro&readonly_shm=1"
    }
}
