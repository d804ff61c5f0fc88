// Room reserved on the disk, so that deadlines still fire when somebody else has filled it.

import Engine
import Glibc

/// A file of zeros, `orders.db.ballast`, whose blocks are taken from the file system in advance and given back in need.
struct Ballast {
    let path: String
    /// 0: none is kept.
    let bytes: Int64

    init(store path: String, bytes: Int64) {
        self.path = path + ".ballast"
        self.bytes = bytes
    }

    /// Whether all of it is there: its length, and blocks behind all of the length.
    var isWhole: Bool {
        guard bytes > 0 else { return true }
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return Int64(status.st_size) >= bytes && Int64(status.st_blocks) * 512 >= bytes
    }

    /// Gives the room back to the disk. Harmless where there is none.
    func drop() { unlink(path) }

    /// Takes the room. `.full` when the disk does not have it; then nothing is taken.
    func fill() throws(StoreFailure) {
        guard !isWhole else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, storeMode)
        guard descriptor >= 0 else { throw .system("create", path) }
        defer { close(descriptor) }
        let number = posix_fallocate(descriptor, 0, off_t(bytes))
        guard number != 0 else { return }
        unlink(path)
        errno = number
        throw .system("reserve \(bytes) bytes in", path)
    }
}
