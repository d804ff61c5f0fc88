// Who keeps us from the store, for the message of a busy failure.

import Glibc

/// The processes that hold a lock on a database, as /proc/locks knows them (proc(5)). The files themselves are not
/// opened: closing a second descriptor would drop all of our own locks on them (fcntl(2), "Advisory record locking").
struct LockHolders {
    let processes: Set<Int32>

    init(of path: String) {
        let inodes = Set([path, path + "-shm"].compactMap(inode(of:)))
        let lines = (contents(of: "/proc/locks") ?? []).split(separator: UInt8(ascii: "\n"))
        processes = Set(lines.compactMap { Self.holder(String(decoding: $0, as: UTF8.self), of: inodes) })
            .subtracting([getpid()])
    }

    /// `, held by process 4711 (sqlite3)`; empty when nobody is known.
    var phrase: String {
        guard !processes.isEmpty else { return "" }
        let names = processes.sorted().map { process in
            let name = contents(of: "/proc/\(process)/comm").map { String(decoding: $0, as: UTF8.self) } ?? "?"
            return "process \(process) (\(name.filter { !$0.isNewline }))"
        }
        return ", held by " + names.joined(separator: ", ")
    }

    /// `3: POSIX  ADVISORY  READ  4711 08:01:262192 123 123`: the process, when the inode is one of ours.
    private static func holder(_ line: String, of inodes: Set<UInt64>) -> Int32? {
        let fields = line.split(separator: " ")
        guard fields.count >= 6, let process = Int32(fields[4]), process > 0,
            let inode = fields[5].split(separator: ":").last.flatMap({ UInt64($0) }), inodes.contains(inode)
        else { return nil }
        return process
    }
}
