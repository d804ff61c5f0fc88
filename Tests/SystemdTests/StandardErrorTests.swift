// The same entries as lines, for where no journald listens.

import CivilTime
import Engine
import Foundation
import Glibc
import Orders
import Systemd
import Testing

struct StandardErrorTests {
    @Test func aLineLeadsWithTheUrgencyAndTheSentenceAndEndsWithTheFields() {
        let record = JournalRecord(
            priority: .warning, messageID: .rejected, message: "a.json refused",
            fields: [JournalField("SPOOL_FILE", "a.json"), JournalField("FOUND", "a \"fifo\""), JournalField("X", "")])
        #expect(record.line == #"warning: a.json refused (SPOOL_FILE=a.json FOUND="a \"fifo\"" X="")"#)
    }

    @Test func aLineWithoutFieldsIsTheSentence() {
        #expect(JournalRecord(.reloaded(ignored: [])).line == "info: configuration reloaded")
    }

    @Test func whatStrangersWroteCannotMakeALineOrReachTheTerminal() {
        let record = JournalRecord(.spoolWarning("a\nerror: forged\u{1B}[2J\r\u{85}b"))
        #expect(record.line.hasPrefix("warning: left in the spool: a error: forged [2J  b"))
    }

    @Test func everyReportIsOneLineInTheFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "cutoffd-lines-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        var reporter = StandardErrorReporter(policy: Policy(), descriptor: descriptor)
        reporter.report(entry(transition(.event(.shipmentPacked)), origin: origin), isRepeat: true)
        reporter.report(rejection)
        reporter.report(Notice.stopped)
        close(descriptor)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("notice: 24219509-0020-1 packed (ORDER=24219509-0020 "))
        #expect(lines[0].hasSuffix(" SEQ=7 REPEAT=1)"))
        #expect(lines[2] == "info: cutoffd stopped")
    }
}

struct JournalStreamTests {
    /// Whether journald is spoken to when standard error is a file, and the variable says `stream` of it.
    private func isConnected(_ stream: (dev_t, ino_t) -> String?) throws -> Bool {
        let file = FileManager.default.temporaryDirectory.appending(path: "cutoffd-stream-\(UUID())")
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(file.path)
        }
        var status = stat()
        try #require(fstat(descriptor, &status) == 0)
        let environment = stream(status.st_dev, status.st_ino).map { ["JOURNAL_STREAM": $0] } ?? [:]
        return JournalStream(environment: environment, standardError: descriptor).isConnected
    }

    @Test func standardErrorThatSystemdConnectedToTheJournalIsRecognised() throws {
        #expect(try isConnected { device, inode in "\(device):\(inode)" })
    }

    @Test func standardErrorThatWasRedirectedGetsLines() throws {
        #expect(try !isConnected { device, inode in "\(device):\(inode + 1)" })
        #expect(try !isConnected { _, _ in "nonsense" })
        #expect(try !isConnected { _, _ in nil })
    }

    @Test func theReporterFollowsTheStream() {
        let reporter = JournalStream(environment: [:]).reporter(policy: Policy())
        #expect(reporter is StandardErrorReporter)
    }
}
