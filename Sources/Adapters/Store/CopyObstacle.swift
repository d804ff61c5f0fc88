// Why a copy cannot be written where it was asked for, and what to do.

import Engine
import Glibc

struct CopyObstacle {
    let source: String
    let target: String

    private var directory: String { target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "." }
    private var place: String { directory.isEmpty ? "/" : directory }

    func check() throws(ReaderFailure) {
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        throw status.st_mode & S_IFMT == S_IFDIR
            ? failure("that is a directory", "Name a file in it: \(target)/orders.db.") : isThere
    }

    func failure(errno number: Int32) -> ReaderFailure {
        let draft = target + CopyDraft.suffix
        return switch number {
        case EEXIST: isThere
        case EAGAIN: failure("another copy is being made for it", "Wait for that one, or name another file.")
        case ENOENT where access(place, F_OK) != 0:
            failure("there is no directory \(place)", "Make it, or name a file elsewhere.")
        case ENOTDIR: failure("\(place) is no directory", "Name a file in a directory.")
        case EACCES where access(draft, F_OK) == 0:
            failure("\(draft) is another user's", "If nobody is making that copy, remove it.", .denied)
        case EACCES, EPERM:
            failure("you may not write in \(place)", "Name a file in a directory where you may.", .denied)
        case EROFS: failure("\(place) can only be read", "Name a file elsewhere.")
        case ENOSPC, EDQUOT: noRoom
        default: failure(String(cString: strerror(number)), "Name a file elsewhere.")
        }
    }

    func explain(_ body: () throws(StoreFailure) -> Void) throws(ReaderFailure) {
        do { try body() } catch { throw error.kind == .full ? noRoom : ReaderFailure(error) }
    }

    /// What is there already is nobody's to write over.
    private var isThere: ReaderFailure {
        failure("there is such a file already", "Name another: nothing is written over.")
    }

    private var noRoom: ReaderFailure {
        failure("there is no room in \(place)", "Nothing was left there. Make room, or name a file elsewhere.")
    }

    private func failure(
        _ finding: String, _ advice: String, _ kind: ReaderFailure.Kind = .refused
    ) -> ReaderFailure {
        ReaderFailure(kind, "cannot copy \(source) to \(target): \(finding). \(advice)")
    }
}
