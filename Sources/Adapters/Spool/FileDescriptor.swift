// An open file that closes itself, and the read lease that tells whether somebody writes to it.

import CLinux
import Glibc

/// Owns a descriptor. Closing it also gives up its lease.
final class FileDescriptor {
    let number: Int32
    /// For messages only.
    let path: String

    init(_ number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("stat", path) }
        return FileStatus(status)
    }

    /// Reads what lies at `offset`; 0 bytes at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
        while true {
            let count = pread(number, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw SystemError("read", path) }
        }
    }

    /// Fills the front of an array.
    func read(into buffer: inout [UInt8], at offset: Int64) throws(SystemError) -> Int {
        var outcome: Result<Int, SystemError> = .success(0)
        buffer.withUnsafeMutableBytes { raw in
            do throws(SystemError) { outcome = .success(try read(into: raw, at: offset)) } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    func write(_ bytes: [UInt8]) throws(SystemError) {
        var failure: SystemError?
        bytes.withUnsafeBytes { raw in
            do throws(SystemError) { try write(raw) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Copies another file from its beginning.
    func writeContent(of original: FileDescriptor) throws(SystemError) {
        var buffer = [UInt8](repeating: 0, count: SpoolBounds.chunkBytes)
        var offset: Int64 = 0
        while true {
            let count = try original.read(into: &buffer, at: offset)
            guard count > 0 else { return }
            try write(Array(buffer[..<count]))
            offset += Int64(count)
        }
    }

    func truncate(to length: Int64) throws(SystemError) {
        guard ftruncate(number, off_t(length)) == 0 else { throw SystemError("truncate", path) }
    }

    /// Sets the permission bits, whatever the umask.
    func setMode(_ mode: mode_t) throws(SystemError) {
        guard fchmod(number, mode) == 0 else { throw SystemError("chmod", path) }
    }

    func sync() throws(SystemError) {
        guard fsync(number) == 0 else { throw SystemError("fsync", path) }
    }

    /// Sets the time of the last modification, in nanoseconds since 1970.
    func setModified(_ nanoseconds: Int64) throws(SystemError) {
        let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        guard futimens(number, [time, time]) == 0 else { throw SystemError("utimens", path) }
    }
}

// MARK: - The lease

extension FileDescriptor {
    /// Takes a read lease (fcntl(2), F_SETLEASE): from now on an opening for writing waits for us and breaks the lease.
    /// - Returns: false while the file is open for writing.
    func takeReadLease() throws(SystemError) -> Bool {
        if cutoff_take_read_lease(number) == 0 { return true }
        guard errno == EAGAIN else { throw SystemError("lease", path) }
        return false
    }

    /// Whether nobody has opened the file for writing since `takeReadLease`.
    var holdsReadLease: Bool { cutoff_holds_read_lease(number) == 1 }

    /// A lease that is being broken is told by SIGIO, which kills by default. We ask instead of being told, so the
    /// whole process ignores it; this is the one place that says so.
    static func ignoreLeaseBreaks() { cutoff_ignore_lease_breaks() }
}
