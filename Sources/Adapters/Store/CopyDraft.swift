// A copy of the store while it is made: beside its place, under a name that nobody else gives to a file, and locked. So
// what lies there and is not locked is what a copy left that was broken off, and may be written over.

import CLinux
import Glibc

/// The file under `path` is this one's alone as long as it lives; then it is gone, unless it has taken its name.
final class CopyDraft {
    let path: String
    private let obstacle: CopyObstacle
    private let descriptor: Int32
    private var isOurs = false

    static let suffix = ".cutoffctl-part"

    /// An empty one, unless somebody is making a copy for the same target.
    init(_ obstacle: CopyObstacle) throws(ReaderFailure) {
        self.obstacle = obstacle
        path = obstacle.target + Self.suffix
        descriptor = Self.open(path)
        guard descriptor >= 0, FileLock.take(descriptor) else { throw obstacle.failure(errno: errno) }
        // That copy may have become whole since the file was opened.
        guard isAtItsPlace else { throw obstacle.failure(errno: EAGAIN) }
        isOurs = true
        guard ftruncate(descriptor, 0) == 0 else { throw obstacle.failure(errno: errno) }
        unlink(journal)
    }

    /// One with a second name is a copy that became whole, and was broken off before the first name was taken away.
    private static func open(_ path: String) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, storeMode)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_nlink > 1, FileLock.take(descriptor) else {
            return descriptor
        }
        unlink(path)
        close(descriptor)
        return Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, storeMode)
    }

    /// After a throw, too: see `StoreLock`.
    deinit {
        if isOurs { for name in [path, journal] { unlink(name) } }
        FileLock.giveBack(descriptor)
        close(descriptor)
    }

    /// Gives it the target's name, over nothing.
    func takeName() throws(ReaderFailure) {
        if cutoff_rename_noreplace(AT_FDCWD, path, AT_FDCWD, obstacle.target) == 0 {
            isOurs = false
            return
        }
        // NFS knows no such rename; a second name does as well there, for the first goes in the end.
        guard errno == EINVAL, link(path, obstacle.target) == 0 else { throw obstacle.failure(errno: errno) }
    }

    private var journal: String { path + "-journal" }

    private var isAtItsPlace: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && inode(of: path) == UInt64(status.st_ino)
    }
}
