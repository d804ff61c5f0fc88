// Records through a real journald and back. The test runs itself once more, inside `Tests/tools/with-journald`.

import CivilTime
import Engine
import Foundation
import Orders
import Systemd
import Testing

struct JournaldTests {
    @Test(.enabled(if: PrivateJournal.isWanted, "needs journald, and root or user namespaces"))
    func everyRecordComesBackFromJournaldFieldByField() throws {
        guard PrivateJournal.isInside else {
            return try PrivateJournal.runAgainInside("everyRecordComesBackFromJournaldFieldByField")
        }
        let records = everyRecord + [awkward]
        var reporter = JournalReporter(policy: Policy())
        for record in records { reporter.write(record) }
        let entries = try PrivateJournal.entries()
        try #require(entries.count == records.count)
        for (record, entry) in zip(records, entries) {
            #expect(entry["MESSAGE"] == record.message)
            #expect(entry["MESSAGE_ID"] == record.messageID.rawValue)
            #expect(entry["PRIORITY"] == "\(record.priority.rawValue)")
            #expect(entry["SYSLOG_IDENTIFIER"] == "cutoffd")
            #expect(entry["CODE_FILE"] == nil)
            for field in record.fields { #expect(entry[field.name] == field.value) }
        }
    }

    @Test(.enabled(if: PrivateJournal.isWanted, "needs journald, and root or user namespaces"))
    func anEntryIsExplainedInTheReadersLanguage() throws {
        guard PrivateJournal.isInside else {
            return try PrivateJournal.runAgainInside("anEntryIsExplainedInTheReadersLanguage")
        }
        let directory = try PrivateJournal.installCatalogs()
        var reporter = JournalReporter(policy: Policy())
        reporter.write(JournalRecord(entry(transition(.deadline(.packing)), origin: nil), isRepeat: false, zone: .utc))
        for (language, subject) in [("C.UTF-8", "\(shipment) is overdue"), ("ru_RU.UTF-8", "Срок сборки")] {
            let read = try PrivateJournal.explained(in: language, locales: directory)
            #expect(read.contains("Subject: \(subject)"), "\(read)")
            #expect(read.contains("cutoffctl pack \(shipment)"), "\(read)")
        }
    }

    private var everyRecord: [JournalRecord] {
        let transitions = everyCause.map { transition($0).with { $0.due = endOfMonday } }
        return transitions.map { JournalRecord(entry($0, origin: origin), isRepeat: true, zone: .utc) }
            + everyNotice.map { JournalRecord($0) } + [JournalRecord(rejection)]
    }

    /// Values that a text protocol would break on.
    private var awkward: JournalRecord {
        let fields = [
            JournalField("FOUND", "two\nlines=and\u{1}control"), JournalField("REASON", "Товар закончился"),
            JournalField("EXPECTED", String(repeating: "long ", count: 20_000)), JournalField("POINTER", ""),
        ]
        return JournalRecord(priority: .warning, messageID: .rejected, message: "first\nsecond", fields: fields)
    }
}

/// A journald that only this test speaks to.
private enum PrivateJournal {
    /// Under CI nothing may be skipped: there the test fails where it cannot run.
    static var isWanted: Bool { ProcessInfo.processInfo.environment["CI"] == "true" || isInside || isPossible }

    /// Said by us to ourselves, so that the second run does not begin a third.
    private static let mark = "CUTOFFD_TEST_BESIDE_JOURNALD"

    static var isInside: Bool { ProcessInfo.processInfo.environment[mark] != nil }

    private static var isPossible: Bool { (try? Tool.run(tool, ["true"]).status) == 0 }

    private static var tool: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../tools/with-journald").path
    }

    static func runAgainInside(_ test: String) throws {
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let bundle = CommandLine.arguments.firstIndex(of: "--test-bundle-path").map { CommandLine.arguments[$0 + 1] }
        let options = bundle.map { ["--test-bundle-path", $0] } ?? []
        let result = try Tool.run(
            tool,
            ["env", "\(mark)=1", executable] + options + ["--testing-library", "swift-testing", "--filter", test])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("with 1 test "), "\(result.output)")
    }

    /// Puts our catalogs in the place of the machine's, for this journald alone, and makes a Russian locale.
    /// - Returns: where the locale is.
    static func installCatalogs() throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "cutoffd-\(UUID().uuidString)")
        let (texts, database) = (root.appending(path: "usr/lib/systemd/catalog"), "/var/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: texts, withIntermediateDirectories: true)
        for name in Catalog.all {
            try FileManager.default.copyItem(
                at: Catalog.directory.appending(path: name), to: texts.appending(path: name))
        }
        for (tool, arguments) in [
            ("journalctl", ["--update-catalog", "--root=\(root.path)"]),
            ("mount", ["--bind", root.path + database, database]),
            ("localedef", ["--inputfile=ru_RU", "--charmap=UTF-8", root.path + "/ru_RU.UTF-8"]),
        ] {
            let result = try Tool.run(tool, arguments)
            try #require(result.status == 0, "\(tool): \(result.output)")
        }
        return root.path
    }

    /// What `journalctl -x` shows.
    static func explained(in language: String, locales: String) throws -> String {
        try #require(Tool.run("journalctl", ["--sync"]).status == 0)
        return try Tool.run(
            "env",
            [
                "LOCPATH=\(locales)", "LC_ALL=\(language)", "journalctl", "--directory=/run/log/journal", "--catalog",
                "SYSLOG_IDENTIFIER=cutoffd",
            ]
        ).output
    }

    /// What cutoffd said, in order; fields as text.
    static func entries() throws -> [[String: String]] {
        try #require(Tool.run("journalctl", ["--sync"]).status == 0)
        let read = try Tool.run(
            "journalctl",
            ["--directory=/run/log/journal", "--output=json", "--all", "SYSLOG_IDENTIFIER=cutoffd"])
        return try read.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(object).compactMapValues(text)
        }
    }

    /// journalctl writes a field that is no plain text as an array of its bytes.
    private static func text(_ field: Any) -> String? {
        if let bytes = field as? [UInt8] { return String(decoding: bytes, as: UTF8.self) }
        return field as? String
    }
}
