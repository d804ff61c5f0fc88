// How Swift values go into columns and come back: instants as milliseconds, names as text, nil as NULL.

import CSQLite
import CivilTime
import Engine
import Orders

/// What a column can hold.
protocol ColumnValue {
    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
    /// Nil when the column holds something else.
    static func read(from statement: OpaquePointer, column: Int32) -> Self?
}

/// SQLite copies the bytes before the call returns (`SQLITE_TRANSIENT`, a cast that Swift does not import).
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

// MARK: - SQLite's own types

extension Int64: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }

    static func read(from statement: OpaquePointer, column: Int32) -> Int64? {
        guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(statement, column)
    }
}

extension String: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else {
                    return sqlite3_bind_text(statement, index, "", 0, transient)
                }
                return sqlite3_bind_text(statement, index, base, Int32(characters.count), transient)
            }
        }
    }

    static func read(from statement: OpaquePointer, column: Int32) -> String? {
        guard sqlite3_column_type(statement, column) == SQLITE_TEXT,
            let base = sqlite3_column_text(statement, column)
        else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }
}

extension [UInt8]: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient) }
    }

    static func read(from statement: OpaquePointer, column: Int32) -> [UInt8]? {
        guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count))
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        self?.bind(to: statement, at: index) ?? sqlite3_bind_null(statement, index)
    }

    static func read(from statement: OpaquePointer, column: Int32) -> Wrapped?? {
        if sqlite3_column_type(statement, column) == SQLITE_NULL { return .some(nil) }
        return Wrapped.read(from: statement, column: column).map { .some($0) }
    }
}

// MARK: - Ours

/// A value that one column holds in a simpler form.
protocol StoredAs: ColumnValue {
    associatedtype Stored: ColumnValue
    var stored: Stored { get }
    init?(stored: Stored)
}

extension StoredAs {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { stored.bind(to: statement, at: index) }

    static func read(from statement: OpaquePointer, column: Int32) -> Self? {
        Stored.read(from: statement, column: column).flatMap(Self.init(stored:))
    }
}

extension StoredAs where Self: RawRepresentable, RawValue: ColumnValue {
    var stored: RawValue { rawValue }
    init?(stored: RawValue) { self.init(rawValue: stored) }
}

extension OrderNumber: StoredAs {}
extension ShipmentNumber: StoredAs {}
extension WarehouseID: StoredAs {}
extension ServiceID: StoredAs {}
extension DeliveryMethodID: StoredAs {}
extension TrackingNumber: StoredAs {}
extension SourceName: StoredAs {}
extension StateName: StoredAs {}
extension DeadlineKind: StoredAs {}

extension Bool: StoredAs {
    var stored: Int64 { self ? 1 : 0 }
    init?(stored: Int64) {
        guard stored == 0 || stored == 1 else { return nil }
        self = stored == 1
    }
}

extension Int: StoredAs {
    var stored: Int64 { Int64(self) }
    init?(stored: Int64) { self.init(exactly: stored) }
}

extension UInt32: StoredAs {
    var stored: Int64 { Int64(self) }
    init?(stored: Int64) { self.init(exactly: stored) }
}

/// An inode's 64 bits: SQLite's integers have a sign.
extension UInt64: StoredAs {
    var stored: Int64 { Int64(bitPattern: self) }
    init?(stored: Int64) { self.init(bitPattern: stored) }
}

extension Instant: StoredAs {
    var stored: Int64 { milliseconds }
    init?(stored: Int64) { self.init(milliseconds: stored) }
}

extension Span: StoredAs {
    var stored: Int64 { milliseconds }
    init?(stored: Int64) { self.init(milliseconds: stored) }
}

extension DocketID: StoredAs {
    var stored: Int64 { rawValue }
    init?(stored: Int64) { self.init(rawValue: stored) }
}

extension Digest: StoredAs {
    var stored: [UInt8] { bytes }
    init?(stored: [UInt8]) { self.init(bytes: stored) }
}
