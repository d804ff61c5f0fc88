// Who listens: journald, or whoever holds our standard error.

import Glibc
import Orders

/// What the environment and standard error tell of the process's surroundings.
package struct JournalStream {
    private let environment: [String: String]
    private let standardError: Int32

    package init(environment: [String: String], standardError: Int32 = STDERR_FILENO) {
        self.environment = environment
        self.standardError = standardError
    }

    /// Whether standard error goes to journald (systemd.exec(5), "$JOURNAL_STREAM"): the variable names the very pipe
    /// that we hold. A service whose standard error was redirected elsewhere still has systemd's other variables, and
    /// wants its lines there.
    package var isConnected: Bool {
        guard let stream = environment["JOURNAL_STREAM"] else { return false }
        var status = stat()
        guard fstat(standardError, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// The reporter that reaches the people who look.
    package func reporter(policy: Policy) -> any RecordReporter {
        isConnected ? JournalReporter(policy: policy) : StandardErrorReporter(policy: policy)
    }
}
