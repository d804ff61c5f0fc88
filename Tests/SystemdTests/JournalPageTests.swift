// docs/journal.md tells of every field and of every identifier that there is.

import CivilTime
import Engine
import Foundation
import Orders
import Systemd
import Testing

struct JournalPageTests {
    private let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/journal.md")

    private func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test func everyFieldIsInTheTableAndNoOther() throws {
        let section = try #require(try text().split(separator: "\n## ").first { $0.hasPrefix("Fields") })
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let told = rows.flatMap { $0.split(separator: "|")[0].matches(of: #/`([A-Z_]+)`/#).map { String($0.output.1) } }
        let records =
            everyCause.map { cause in
                let transition = transition(cause).with {
                    $0.due = endOfMonday
                    $0.reason = "why"
                    $0.derived = "delivered"
                }
                return JournalRecord(entry(transition, origin: origin), isRepeat: true, zone: .utc)
            } + everyNotice.map { JournalRecord($0) } + [
                JournalRecord(rejection), JournalRecord(warning, isRepeat: true),
            ]
        #expect(Set(told) == Set(records.flatMap { $0.fields.map(\.name) } + ["MESSAGE_ID"]))
        #expect(told.count == Set(told).count)
    }

    @Test func everyIdentifierIsInTheTable() throws {
        let heading = "## Identifiers\n\n"
        let written = try text()
        let end = try #require(written.range(of: heading)?.upperBound)
        let current = written[..<end] + (try identifiers())
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try String(current).write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(
            try text() == String(current), "write it anew: UPDATE_DOCS=1 swift test --filter JournalPageTests")
    }

    /// The table, with what the catalog says of each.
    private func identifiers() throws -> String {
        let subjects = Dictionary(
            try Catalog.entries("cutoffd.catalog").map { ($0.id, $0.subject) }, uniquingKeysWith: { first, _ in first })
        let events = Dictionary(
            everyCause.map { (MessageID($0), $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = try MessageID.allCases.map { id in
            let subject = try #require(subjects[id.rawValue])
            let event = events[id].map { "`\($0)`" } ?? ""
            return "| `\(id.rawValue)` | \(event) | \(subject) |\n"
        }
        return "| `MESSAGE_ID` | `EVENT` | says |\n|---|---|---|\n" + rows.joined()
    }
}
