// How far long work has come: one line on a terminal that is written over, and nothing anywhere else.

import Glibc

final class ProgressLine {
    private let isShown: Bool
    private var isAnythingShown = false
    /// In tenths of a second. What is done within the first needs no line.
    private var lookedAt = ProgressLine.tenths

    /// On standard error, so that what is said on standard output can be piped all the same.
    init(_ session: Session) {
        isShown = !session.isForPrograms && session.terminal.isScreen && isatty(STDERR_FILENO) == 1
    }

    /// `replaying  1200 of 2310 files, 51%`
    func show(_ what: String, _ count: Int, of total: Int?, _ unit: String) {
        guard isShown, isTime else { return }
        guard let total, total > 0 else { return write("\(what)  \(count) \(unit)") }
        write("\(what)  \(min(count, total)) of \(total) \(unit), \(min(count, total) * 100 / total)%")
    }

    /// What is said next begins on an empty line.
    func clear() {
        guard isAnythingShown else { return }
        put("\r\u{1B}[K")
    }

    private func write(_ text: String) {
        isAnythingShown = true
        put("\r\(text)\u{1B}[K")
    }

    /// Ten times a second are enough for anybody.
    private var isTime: Bool {
        let now = Self.tenths
        defer { lookedAt = now }
        return now != lookedAt
    }

    private static var tenths: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 10 + time.tv_nsec / 100_000_000
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
