// Records as lines for people, where no journald listens: in a terminal, in a test, under another supervisor.

import Glibc
import Orders

package struct StandardErrorReporter: RecordReporter {
    package var policy: Policy
    private let descriptor: Int32

    package init(policy: Policy, descriptor: Int32 = STDERR_FILENO) {
        self.policy = policy
        self.descriptor = descriptor
    }

    /// One `write` a line, so that lines of several writers do not mix. A line that nobody can read is lost.
    package mutating func write(_ record: JournalRecord) {
        var rest = Array((record.line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension JournalRecord {
    /// `warning: 24219509-0020-1 overdue: was to be … (ORDER=24219509-0020 SHIPMENT=24219509-0020-1 …)`
    package var line: String {
        let told = "\(priority): \(message)"
        guard !fields.isEmpty else { return told.onOneLine }
        return "\(told) (\(fields.map(\.text).joined(separator: " ")))".onOneLine
    }
}

extension JournalField {
    /// `REASON=out-of-stock`, `REASON="the clock jumped"` where the value has spaces.
    fileprivate var text: String {
        value.isEmpty || value.contains(where: { $0 == " " || $0 == "\"" })
            ? "\(name)=\"\(escaped)\"" : "\(name)=\(value)"
    }

    private var escaped: String {
        value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    }
}
