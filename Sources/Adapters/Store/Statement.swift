// A prepared statement, and the rows it gives.

import CSQLite
import Engine

/// A statement that is prepared once and lives as long as its connection.
final class Statement {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    func finalize() { sqlite3_finalize(handle) }
}

/// The rows of a running statement. Letting go of them makes the statement ready for its next run.
struct Rows: ~Copyable {
    private let statement: Statement
    private let connection: Connection

    init(_ statement: Statement, of connection: Connection) {
        precondition(sqlite3_stmt_busy(statement.handle) == 0, "a statement is begun while its rows are still read")
        self.statement = statement
        self.connection = connection
    }

    deinit {
        sqlite3_reset(statement.handle)
        sqlite3_clear_bindings(statement.handle)
    }

    /// Steps to the next row.
    /// - Returns: false after the last.
    func next() throws(StoreFailure) -> Bool {
        let code = sqlite3_step(statement.handle)
        try connection.check(code)
        return code == SQLITE_ROW
    }

    /// The value of a column of the row, from 0. One that is of another type than the table declares means a broken
    /// file.
    subscript<Value: ColumnValue>(_ column: Int32) -> Value {
        get throws(StoreFailure) {
            guard let value = Value.read(from: statement.handle, column: column) else {
                throw connection.corrupt("column \(name(of: column)) holds no \(Value.self)")
            }
            return value
        }
    }

    /// The value of a column that holds JSON.
    func decoded<Value: Decodable>(_ column: Int32, as type: Value.Type = Value.self) throws(StoreFailure) -> Value {
        let text: String = try self[column]
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            throw connection.corrupt("column \(name(of: column)) holds no \(type): \(error)")
        }
    }

    private func name(of column: Int32) -> String {
        sqlite3_column_name(statement.handle, column).map { String(cString: $0) } ?? "\(column)"
    }
}
