// The identifiers and their catalog: what one has, the other has.

import Engine
import Foundation
import Orders
import Systemd
import Testing

struct MessageIDTests {
    @Test(arguments: MessageID.allCases) func anIdentifierIs128BitsInLowerCaseHexadecimal(id: MessageID) {
        #expect(id.rawValue.wholeMatch(of: /[0-9a-f]{32}/) != nil)
    }

    @Test func everyKindOfEntryHasAnIdentifierOfItsOwn() {
        let events = EventType.allCases.map { MessageID(.event($0)) }
        // A silence is no order's deadline: it is told as a notice.
        let deadlines = DeadlineKind.allCases.filter { $0 != .feedSilence }.map { MessageID(.deadline($0)) }
        let notices = everyNotice.map { MessageID($0) }
        let used = events + deadlines + notices + [JournalRecord(rejection).messageID]
        #expect(Set(used).count == used.count)
        #expect(Set(used) == Set(MessageID.allCases))
        #expect(everyCause.allSatisfy { used.contains(MessageID($0)) })
    }

    @Test func theCatalogHasATextForEveryIdentifierAndNoOther() throws {
        let entries = try catalog()
        #expect(Set(entries.map(\.id)) == Set(MessageID.allCases.map(\.rawValue)))
        #expect(entries.count == MessageID.allCases.count)
    }

    @Test func everyCatalogTextTellsWhatItMeansAndGivesACommand() throws {
        for entry in try catalog() {
            #expect(entry.headers.contains { $0.hasPrefix("Subject: ") }, "\(entry.id)")
            #expect(entry.headers.contains("Defined-By: cutoffd"), "\(entry.id)")
            let command = #/(?m)^[A-Z][a-z ]+: +(cutoffctl|cutoffd|journalctl|systemctl|timedatectl|ls|df) /#
            #expect(entry.body.contains(command), "\(entry.id)")
        }
    }

    private struct CatalogEntry {
        let id: String
        let headers: [Substring]
        let body: String
    }

    /// Reads systemd/cutoffd.catalog: entries begin with `-- ID`, headers end with an empty line.
    private func catalog() throws -> [CatalogEntry] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let text = try String(contentsOf: package.appending(path: "systemd/cutoffd.catalog"), encoding: .utf8)
        return text.split(separator: "\n-- ").dropFirst().map { entry in
            let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
            let headers = lines.dropFirst().prefix { !$0.isEmpty }
            let body = lines.dropFirst(headers.count + 1).joined(separator: "\n")
            return CatalogEntry(id: String(lines[0]), headers: Array(headers), body: body)
        }
    }
}
