// A lock that lasts as long as its holder, however that ends, and that can be asked for without being taken.

import Glibc

/// An open-file-description lock (fcntl(2)) on a file's first byte. SQLite's own locks, which are another kind but meet
/// it, begin at 1 GiB (sqlite.org/fileformat.html, 1.3).
enum FileLock {
    /// False with `errno` when it cannot be had: EAGAIN when somebody has it.
    static func take(_ descriptor: Int32) -> Bool {
        var claim = firstByte(F_WRLCK)
        return fcntl(descriptor, setLock, &claim) == 0
    }

    /// Closing alone would leave it to a child that has the descriptor until its exec.
    static func giveBack(_ descriptor: Int32) {
        var claim = firstByte(F_UNLCK)
        _ = fcntl(descriptor, setLock, &claim)
    }

    static func isTaken(_ descriptor: Int32) -> Bool {
        var question = firstByte(F_RDLCK)
        return fcntl(descriptor, getLock, &question) == 0 && Int32(question.l_type) != F_UNLCK
    }

    private static func firstByte(_ type: Int32) -> flock {
        flock(l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    }
}

// F_OFD_GETLK and F_OFD_SETLK: only visible under _GNU_SOURCE.
private let getLock: Int32 = 36
private let setLock: Int32 = 37
