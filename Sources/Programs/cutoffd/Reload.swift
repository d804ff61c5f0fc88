// A reload that tells whether it worked: `cutoffd --reload PID` asks, the daemon answers in a file, and the exit status
// says which. `systemctl reload` runs it.

import ArgumentParser
import CivilTime
import Engine
import Glibc
import Linux

enum Reload {
    /// Where the daemon answers: replaced whole, so that a new inode is a new answer.
    private static var path: String { (Environment.all["RUNTIME_DIRECTORY"] ?? "/run/cutoffd") + "/reload" }

    private static let patience = Span.seconds(30)
    private static let glance = Span.milliseconds(10)

    /// Writes the answer to whoever asked: nothing, or the complaint.
    static func answer(_ complaint: String?) {
        let fresh = path + ".new"
        guard let file = fopen(fresh, "w") else { return }
        fputs(complaint ?? "", file)
        fclose(file)
        rename(fresh, path)
    }

    /// Asks a daemon to reload and waits for its answer.
    static func request(of process: Int32) throws {
        let before = inode()
        guard kill(process, SIGHUP) == 0 else {
            Cutoffd.complain("cannot signal process \(process): \(String(cString: strerror(errno)))")
            throw ExitCode(Exit.unavailable)
        }
        let loop = try EventLoop()
        let clock = SystemClock()
        let end = clock.read().wall + patience
        while inode() == before {
            let now = clock.read().wall
            guard now < end else {
                Cutoffd.complain("process \(process) did not answer within \(patience.coarseText)")
                throw ExitCode(Exit.unavailable)
            }
            _ = try loop.wait(until: now + glance)
        }
        let complaint = contents()
        guard !complaint.isEmpty else { return }
        Cutoffd.complain(complaint)
        throw ExitCode(Exit.configuration)
    }

    /// 0 while there is no answer.
    private static func inode() -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    private static func contents() -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
