// A directory by its descriptor: whatever is renamed above it, we stay in the place that we checked.

import CLinux
import Glibc

/// An open directory. Every call names its files relative to it and follows no link.
struct Directory {
    let path: String
    private let descriptor: FileDescriptor

    /// Opens a directory by its path.
    init(path: String) throws(SystemError) {
        try self.init(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: path)
    }

    private init(_ number: Int32, path: String) throws(SystemError) {
        guard number >= 0 else { throw SystemError("open", path) }
        self.path = path
        descriptor = FileDescriptor(number, path: path)
    }

    func directory(_ name: FileName) throws(SystemError) -> Directory {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        return try Directory(name.withCString { openat(descriptor.number, $0, flags) }, path: path(of: name))
    }

    /// Makes the directory if it is missing. It looks first: under RestrictSUIDSGID= (systemd.exec(5)) making one with
    /// its group's bit is forbidden, be it there or not.
    /// - Returns: whether it was.
    func makeDirectory(_ name: FileName, mode: mode_t) throws(SystemError) -> Bool {
        guard try status(of: name) == nil else { return false }
        if name.withCString({ mkdirat(descriptor.number, $0, mode) }) == 0 { return true }
        guard errno == EEXIST else { throw SystemError("mkdir", path(of: name)) }
        return false
    }

    func status() throws(SystemError) -> FileStatus { try descriptor.status() }

    /// Nil when there is nothing of that name.
    func status(of name: FileName) throws(SystemError) -> FileStatus? {
        var status = stat()
        if name.withCString({ fstatat(descriptor.number, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 {
            return FileStatus(status)
        }
        guard errno == ENOENT else { throw SystemError("stat", path(of: name)) }
        return nil
    }

    /// Every name but `.` and `..`, in no order.
    func names() throws(SystemError) -> [FileName] {
        var names: [FileName] = []
        try forEachName { names.append($0) }
        return names
    }

    /// The same, one after another: a directory may hold more names than memory should.
    func forEachName(_ body: (FileName) throws(SystemError) -> Void) throws(SystemError) {
        let copy = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw SystemError("list", path) }
        guard let stream = fdopendir(copy) else {
            let error = SystemError("list", path)
            close(copy)
            throw error
        }
        defer { closedir(stream) }
        errno = 0
        while let entry = readdir(stream) {
            let name = FileName(cString: cutoff_entry_name(entry))
            if name != FileName("."), name != FileName("..") { try body(name) }
            errno = 0
        }
        guard errno == 0 else { throw SystemError("list", path) }
    }

    func open(_ name: FileName, _ flags: Int32, mode: mode_t = 0) throws(SystemError) -> FileDescriptor {
        let number = name.withCString { openat(descriptor.number, $0, flags | O_NOFOLLOW | O_CLOEXEC, mode) }
        guard number >= 0 else { throw SystemError("open", path(of: name)) }
        return FileDescriptor(number, path: path(of: name))
    }

    /// Renames, and never over something: EEXIST then.
    func move(_ name: FileName, to directory: Directory, as newName: FileName) throws(SystemError) {
        let result = name.withCString { from in
            newName.withCString { to in
                cutoff_rename_noreplace(descriptor.number, from, directory.descriptor.number, to)
            }
        }
        guard result == 0 else { throw SystemError("rename", "\(path(of: name)) to \(directory.path(of: newName))") }
    }

    /// Removes a file; what is gone already is fine.
    func remove(_ name: FileName) throws(SystemError) {
        guard name.withCString({ unlinkat(descriptor.number, $0, 0) }) == 0 || errno == ENOENT else {
            throw SystemError("remove", path(of: name))
        }
    }

    /// Removes an empty directory.
    func removeDirectory(_ name: FileName) throws(SystemError) {
        guard name.withCString({ unlinkat(descriptor.number, $0, AT_REMOVEDIR) }) == 0 || errno == ENOENT else {
            throw SystemError("remove", path(of: name))
        }
    }

    /// Makes the names in it durable.
    func sync() throws(SystemError) { try descriptor.sync() }

    /// Whether this process may make and remove names in it.
    func checkWritable() throws(SystemError) {
        guard faccessat(descriptor.number, ".", W_OK | X_OK, AT_EACCESS) == 0 else {
            throw SystemError("write to", path)
        }
    }

    func path(of name: FileName) -> String { path + "/" + name.text }
}
