// Copies of a store that is in use. A name that a copy is asked for under is either free or a whole copy: it is written
// under another one, and takes its own when all of it is on the disk, if that is free still.

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
        let draft = try CopyDraft(obstacle)
        try obstacle.explain { () throws(StoreFailure) in try copy(to: draft.path, watch) }
        try draft.takeName()
        try obstacle.explain { () throws(StoreFailure) in try syncDirectory(of: target) }
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
