// The four directories of a spool, and what must be true of them before a file is trusted to them.

import Engine
import Glibc
import Orders

/// `tmp/ new/ rejected/ done/`, open and checked.
struct SpoolLayout {
    let root: Directory
    /// Writers may write here first. Nothing is read here.
    let tmp: Directory
    /// Complete files arrive here.
    let new: Directory
    let rejected: Directory
    let done: Directory
    /// The spool's own file system, as its files name it; directories of an overlay name another.
    let device: UInt64

    /// Makes what is missing; a package makes the directories beforehand, with their owners and groups.
    init(path: String) throws(IntakeFailure) {
        do throws(SystemError) {
            try SpoolLayout.makePath(path)
            root = try Directory(path: path)
            tmp = try SpoolLayout.part("tmp", of: root, mode: 0o1730)
            new = try SpoolLayout.part("new", of: root, mode: 0o1730)
            rejected = try SpoolLayout.part("rejected", of: root, mode: 0o2750)
            done = try SpoolLayout.part("done", of: root, mode: 0o700)
        } catch {
            throw IntakeFailure(
                "\(error); a spool needs tmp, new, rejected and done as directories below \(path)")
        }
        let parts = [tmp, new, rejected, done]
        try SpoolLayout.checkOneFileSystem(parts)
        try SpoolLayout.checkWritable(parts)
        device = try SpoolLayout.checkLeases(in: tmp)
    }

    /// Whether its path still leads to it; false after it was moved away, replaced or unmounted.
    var isInPlace: Bool {
        guard let there = try? Directory(path: new.path).status(), let here = try? new.status() else { return false }
        return there.inode == here.inode && there.device == here.device
    }

    private static func part(_ name: String, of root: Directory, mode: mode_t) throws(SystemError) -> Directory {
        if try root.makeDirectory(FileName(name), mode: mode) { try root.sync() }
        return try root.directory(FileName(name))
    }

    private static func makePath(_ path: String) throws(SystemError) {
        var ancestor = path.hasPrefix("/") ? "" : "."
        for component in path.split(separator: "/") {
            ancestor += "/" + component
            guard mkdir(ancestor, 0o755) == 0 || errno == EEXIST || errno == EACCES || errno == EROFS else {
                throw SystemError("mkdir", ancestor)
            }
        }
    }
}

// MARK: - Checks

extension SpoolLayout {
    private static func checkOneFileSystem(_ parts: [Directory]) throws(IntakeFailure) {
        for (part, other) in zip(parts, parts.dropFirst()) {
            guard let here = try? part.status(), let there = try? other.status(), here.device == there.device else {
                throw IntakeFailure(
                    "\(part.path) is on another file system than \(other.path), and a rename cannot cross; "
                        + "put tmp, new, rejected and done on one")
            }
        }
    }

    private static func checkWritable(_ parts: [Directory]) throws(IntakeFailure) {
        for part in parts {
            do throws(SystemError) { try part.checkWritable() } catch {
                throw IntakeFailure("\(error); give the daemon's user the right to write there")
            }
        }
    }

    /// A lease must be refused beside a writer and granted without one, or late writers could not be seen.
    /// - Returns: the file system of the file that it was tried on.
    private static func checkLeases(in tmp: Directory) throws(IntakeFailure) -> UInt64 {
        let name = FileName(".lease-probe-\(getpid())")
        do throws(SystemError) {
            try? tmp.remove(name)
            var writer: FileDescriptor? = try tmp.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            defer { try? tmp.remove(name) }
            let reader = try tmp.open(name, O_RDONLY)
            let besideWriter = try reader.takeReadLease()
            withExtendedLifetime(writer) {}
            writer = nil
            let afterWriter = try reader.takeReadLease()
            guard !besideWriter, afterWriter else { throw SystemError("lease", tmp.path, code: EINVAL) }
            return try reader.status().device
        } catch {
            throw IntakeFailure(
                "\(error); the file system of \(tmp.path) must support leases (fcntl F_SETLEASE), as ext4, xfs, "
                    + "btrfs and tmpfs do and NFS does not: put the spool on such a one",
                isLasting: error.code == EINVAL || error.code == EOPNOTSUPP)
        }
    }
}
