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
    /// The spool's own file system.
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
            device = try new.status().device
        } catch {
            throw IntakeFailure(
                "\(error); a spool needs tmp, new, rejected and done as directories below \(path)")
        }
        try checkOneFileSystem()
        try checkWritable()
        try checkLeases()
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
    private var parts: [Directory] { [tmp, new, rejected, done] }

    private func checkOneFileSystem() throws(IntakeFailure) {
        for part in parts {
            guard let status = try? part.status(), status.device == device else {
                throw IntakeFailure(
                    "\(part.path) is on another file system than \(new.path), and a rename cannot cross; "
                        + "put tmp, new, rejected and done on one")
            }
        }
    }

    private func checkWritable() throws(IntakeFailure) {
        for part in parts {
            do throws(SystemError) { try part.checkWritable() } catch {
                throw IntakeFailure("\(error); give the daemon's user the right to write there")
            }
        }
    }

    /// A lease must be refused beside a writer and granted without one, or late writers could not be seen.
    private func checkLeases() throws(IntakeFailure) {
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
        } catch {
            throw IntakeFailure(
                "\(error); the file system of \(root.path) must support leases (fcntl F_SETLEASE), as ext4, xfs, "
                    + "btrfs and tmpfs do and NFS does not: put the spool on such a one")
        }
    }
}
