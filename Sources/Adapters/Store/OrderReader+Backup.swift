// Copies of a store that is in use. A name that a copy is asked for under is either free or a whole copy: it is written
// under another one, and takes its own when all of it is on the disk.

import Engine
import Glibc

extension OrderReader {
    /// Writes a copy of one moment to a new file, compact and durable; turns go on meanwhile. (`.backup` would begin
    /// anew with every commit.) The copy is a store, in rollback mode until a daemon opens it.
    /// - Parameter watch: hears now and then how many bytes are copied, and of how many at most.
    package func backup(
        to target: String, watch: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws(ReaderFailure) {
        connection.purpose = "copy the store to \(target)"
        let obstacle = CopyObstacle(source: path, target: target)
        try obstacle.check()
        let draft = target + ".part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, storeMode)
        guard descriptor >= 0 else { throw obstacle.failure(errno: errno, draft) }
        close(descriptor)
        do throws(StoreFailure) {
            try copy(to: draft, watch)
            guard rename(draft, target) == 0 else { throw StoreFailure.system("rename \(draft) to", target) }
            try syncDirectory(of: target)
        } catch {
            unlink(draft)
            throw obstacle.failure(error)
        }
    }

    private func copy(to draft: String, _ watch: @escaping (Int64, Int64) -> Void) throws(StoreFailure) {
        let total = try connection.bytes()
        try connection.watched {
            watch(Self.bytes(of: draft), total)
        } by: { () throws(StoreFailure) in
            try connection.run("VACUUM INTO ?", draft)
        }
    }

    private static func bytes(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}

extension Connection {
    fileprivate func bytes() throws(StoreFailure) -> Int64 {
        let pages: Int64 = try value("PRAGMA page_count") ?? 0
        let size: Int64 = try value("PRAGMA page_size") ?? 0
        return pages * size
    }
}

/// Why a copy cannot be written where it was asked for, and what to do.
private struct CopyObstacle {
    let source: String
    let target: String

    private var directory: String { target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "." }
    private var place: String { directory.isEmpty ? "/" : directory }

    /// What is there already is nobody's to write over.
    func check() throws(ReaderFailure) {
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        throw status.st_mode & S_IFMT == S_IFDIR
            ? failure("that is a directory", "Name a file in it: \(target)/orders.db.")
            : failure("there is such a file already", "Name another: nothing is written over.")
    }

    func failure(errno number: Int32, _ draft: String) -> ReaderFailure {
        switch number {
        case ENOENT where access(place, F_OK) != 0:
            failure("there is no directory \(place)", "Make it, or name a file elsewhere.")
        case ENOTDIR: failure("\(place) is no directory", "Name a file in a directory.")
        case EACCES, EPERM:
            failure("you may not write in \(place)", "Name a file in a directory where you may.", .denied)
        case EROFS: failure("\(place) can only be read", "Name a file elsewhere.")
        case EEXIST: failure("\(draft) is there: another copy, unfinished", "If nobody is making it, remove it.")
        case ENOSPC, EDQUOT: noRoom
        default: failure(String(cString: strerror(number)), "Name a file elsewhere.")
        }
    }

    func failure(_ failure: StoreFailure) -> ReaderFailure { failure.kind == .full ? noRoom : ReaderFailure(failure) }

    private var noRoom: ReaderFailure {
        failure("there is no room in \(place)", "Nothing was left there. Make room, or name a file elsewhere.")
    }

    private func failure(
        _ finding: String, _ advice: String, _ kind: ReaderFailure.Kind = .refused
    ) -> ReaderFailure {
        ReaderFailure(kind, "cannot copy \(source) to \(target): \(finding). \(advice)")
    }
}
