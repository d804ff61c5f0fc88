// Records to journald, by its native protocol, so that every field can be filtered by.

import CSystemd
import Engine
import Glibc
import Orders

package struct JournalReporter: RecordReporter {
    package var policy: Policy
    /// For what journald does not take.
    private var standardError: StandardErrorReporter

    package init(policy: Policy) {
        self.policy = policy
        standardError = StandardErrorReporter(policy: policy)
    }

    package mutating func write(_ record: JournalRecord) {
        if record.send() < 0 { standardError.write(record) }
    }
}

extension JournalRecord {
    /// - Returns: 0, or a negative errno. 0 also where no journald is: then nobody hears of it (sd_journal_sendv(3)).
    fileprivate func send() -> Int32 {
        let entries = [
            "MESSAGE=\(message)", "MESSAGE_ID=\(messageID.rawValue)", "PRIORITY=\(priority.rawValue)",
            "SYSLOG_IDENTIFIER=cutoffd",
        ]
        return Self.send((entries + fields.map { "\($0.name)=\($0.value)" }).map { Array($0.utf8) })
    }

    /// Each field by its length, so that a value may hold any byte.
    private static func send(_ entries: [[UInt8]]) -> Int32 {
        // One flat buffer, and vectors into it: nested `withUnsafeBytes` for any number of fields cannot be written.
        var bytes = entries.flatMap(\.self)
        return bytes.withUnsafeMutableBytes { buffer in
            var offset = 0
            let vectors = entries.map { entry in
                defer { offset += entry.count }
                return iovec(iov_base: buffer.baseAddress.map { $0 + offset }, iov_len: entry.count)
            }
            return sd_journal_sendv(vectors, Int32(vectors.count))
        }
    }
}
