// What SQLite's result codes mean for a caller (sqlite.org/rescode.html).

import CSQLite
import Engine
import Glibc

extension StoreFailure.Kind {
    /// - Parameters:
    ///   - code: an extended result code.
    ///   - systemError: the `errno` behind it, where there is one.
    init(sqlite code: Int32, systemError: Int32) {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: self = .unavailable
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH: self = .conflict
        case SQLITE_IOERR where Self.isLackOfRoom(code, systemError): self = .full
        default: self = .broken
        }
    }

    /// No room for `-shm`, or a quota is used up. Never a failed fsync, whatever its reason: the kernel may have thrown
    /// away what it could not write.
    private static func isLackOfRoom(_ code: Int32, _ systemError: Int32) -> Bool {
        switch code {
        case ioErrorFsync, ioErrorDirectoryFsync: false
        case ioErrorSharedMemorySize: true
        default: systemError == ENOSPC || systemError == EDQUOT
        }
    }
}

// SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC and SQLITE_IOERR_SHMSIZE: macros that Swift does not import.
private let ioErrorFsync: Int32 = 1034
private let ioErrorDirectoryFsync: Int32 = 1290
private let ioErrorSharedMemorySize: Int32 = 4874
