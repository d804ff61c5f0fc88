// The way into the spool: written in tmp/, made durable, then renamed into new/, so that nobody ever sees half a file.

import CivilTime
import Glibc

/// A file that was dropped, and how its receipts are found.
struct DroppedFile {
    /// In `new/`.
    let name: String
    let inode: UInt64
    /// Receipts of an earlier file with the same inode have an earlier change time. Nanoseconds since 1970.
    let changedFrom: Int64
    let recordCount: Int
}

struct SpoolDrop {
    let spool: String
    /// Tells the files of one command apart, and keeps their order where they arrive in one tick of the clock.
    private var count = 0

    init(spool: String) { self.spool = spool }

    private static let nameBytes = 255

    /// Whether this user may drop anything.
    func checkPermission() throws {
        for directory in ["tmp", "new"] where access("\(spool)/\(directory)", W_OK | X_OK) != 0 {
            throw failure("drop files into", "\(spool)/\(directory)")
        }
    }

    mutating func drop(_ bytes: [UInt8], named name: String, records: Int, at now: Instant) throws -> DroppedFile {
        count += 1
        let unique = Self.unique(name, "\(now.milliseconds)-\(getpid())-\(count.fourDigits)-")
        let (draft, place) = ("\(spool)/tmp/\(unique)", "\(spool)/new/\(unique)")
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("make", draft) }
        defer { close(descriptor) }
        do {
            var status = stat()
            // The daemon may read it all the same; other submitters could guess its name.
            guard Self.write(bytes, descriptor), fsync(descriptor) == 0, fstat(descriptor, &status) == 0
            else { throw failure("write", draft) }
            guard rename(draft, place) == 0 else { throw failure("rename \(draft) to", place) }
            makeRenameDurable(descriptor)
            return DroppedFile(
                name: unique, inode: UInt64(status.st_ino), changedFrom: Self.changed(status), recordCount: records)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// A submitter may not list `new/`, and so not open it; syncing the file then writes the journal, which has the
    /// rename.
    private func makeRenameDurable(_ file: Int32) {
        let directory = open("\(spool)/new", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        fsync(directory >= 0 ? directory : file)
        if directory >= 0 { close(directory) }
    }

    /// The name as it was, as far as it fits, behind what makes it unique.
    private static func unique(_ name: String, _ prefix: String) -> String {
        let name = withoutPrefix(name)
        let suffix = name.lastIndex(of: ".").map { name[$0...] } ?? ""
        var stem = name.dropLast(suffix.count)
        while prefix.utf8.count + stem.utf8.count + suffix.utf8.count > nameBytes { stem = stem.dropLast() }
        return prefix + stem + suffix
    }

    /// A file that is dropped again does not carry the time of the first.
    private static func withoutPrefix(_ name: String) -> Substring {
        let parts = name.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
        let isOurs = parts.count == 4 && parts.prefix(3).allSatisfy { Int64($0) != nil } && parts[0].count == 13
        return isOurs ? parts[3] : name[...]
    }

    private static func changed(_ status: stat) -> Int64 {
        Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func failure(_ purpose: String, _ path: String) -> Stop {
        let (code, reason) = (errno, String(cString: strerror(errno)))
        if code == EACCES || code == EPERM {
            return Stop(.denied, "cannot \(purpose) \(path): \(reason). Members of the group cutoffd-submit may.")
        }
        let advice =
            switch code {
            case ENOENT: " Check [spool] path, and that cutoffd was started once."
            case ENOSPC, EDQUOT: " It was not dropped. Make room on the spool's disk, and drop it again."
            default: ""
            }
        return Stop(.unavailable, "cannot \(purpose) \(path): \(reason).\(advice)")
    }
}

extension Int {
    fileprivate var fourDigits: String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
}
