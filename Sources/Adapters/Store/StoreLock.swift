// One daemon a store: a second one that opened the same file would write beside the first.

import Engine
import Glibc

/// The lock on `orders.db.lock` that a daemon holds as long as it lives, however it ends. A program that looks only
/// asks for it, and cannot keep a daemon from starting.
final class StoreLock {
    private let descriptor: Int32

    /// Fails with `.busy` when another daemon has it. What was opened is closed then by `deinit`, which runs after a
    /// throw too; a second `close` could hit a descriptor that somebody else has got since.
    init(store path: String) throws(StoreFailure) {
        let name = path + Self.suffix
        descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, storeMode)
        guard descriptor >= 0 else { throw .system("open", name) }
        fchmod(descriptor, storeMode)  // whatever the umask: readers ask for the lock
        guard FileLock.take(descriptor) else {
            guard errno == EAGAIN else { throw .system("lock", name, .broken) }
            throw StoreFailure(.busy, "cannot open \(path): another cutoffd has it open (\(name) is locked)")
        }
    }

    deinit {
        FileLock.giveBack(descriptor)
        close(descriptor)
    }

    /// Whether a daemon has the store open. Takes no lock; false also for who may not read the lock's file.
    static func isHeld(store path: String) -> Bool {
        let descriptor = open(path + suffix, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return FileLock.isTaken(descriptor)
    }

    private static let suffix = ".lock"
}
