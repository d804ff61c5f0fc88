// What the kernel said, with what was being done to what.

import Engine
import Glibc

/// A system call that failed.
struct SystemError: Error, CustomStringConvertible {
    /// `rename`, `open`.
    let call: String
    /// The path it was about.
    let subject: String
    /// An errno.
    let code: Int32

    init(_ call: String, _ subject: String, code: Int32 = errno) {
        self.call = call
        self.subject = subject
        self.code = code
    }

    var description: String { "\(call) \(subject): \(String(cString: strerror(code)))" }

    /// Whether it would befall any other file as well: a full disk, a directory that may not be written.
    var concernsTheDirectory: Bool {
        switch code {
        case ENOSPC, EDQUOT, EROFS, EIO, EXDEV, EACCES, ENOENT, ENOTDIR, ESTALE, ENOMEM, EMFILE, ENFILE: true
        default: false
        }
    }
}

extension IntakeFailure {
    init(_ error: SystemError) {
        self.init("\(error); the files stay where they are, and the spool is tried again")
    }
}
