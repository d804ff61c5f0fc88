// The few file calls that the store makes beside SQLite.

import Engine
import Glibc

/// Readable by the group of the store, written by the daemon alone.
let storeMode: mode_t = 0o640

func inode(of path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
}

/// The beginning of a file; nil when it cannot be read, with `errno` set.
func contents(of path: String, upTo limit: Int = 1 << 20) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
        let count = read(descriptor, &piece, piece.count)
        guard count >= 0 else { return nil }
        if count == 0 { break }
        bytes += piece[..<count]
    }
    return Array(bytes.prefix(limit))
}

/// Makes the names in a file's directory durable.
func syncDirectory(of path: String) throws(StoreFailure) {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open the directory", directory) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("fsync the directory", directory, .broken) }
}

extension StoreFailure {
    /// What the system said (`errno`) when it was asked to `deed` something.
    static func system(_ deed: String, _ path: String, _ kind: Kind? = nil) -> StoreFailure {
        let number = errno
        return StoreFailure(
            kind ?? Kind(systemError: number), "cannot \(deed) \(path): \(String(cString: strerror(number)))")
    }
}

extension StoreFailure.Kind {
    /// Of a call that made, opened or renamed a file. Not of an fsync: whatever it fails of, it is not to be repeated.
    fileprivate init(systemError number: Int32) {
        switch number {
        case ENOSPC, EDQUOT: self = .full
        case ENOENT, ENOTDIR, EACCES, EPERM, EROFS, ESTALE, EMFILE, ENFILE, ENOMEM: self = .unavailable
        default: self = .broken
        }
    }
}
