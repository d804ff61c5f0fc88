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
        let findings = Finding.allCases.map { MessageID(.finding($0)) }
        let used =
            events + deadlines + findings + notices
            + [JournalRecord(rejection).messageID, JournalRecord(warning, isRepeat: false).messageID]
        #expect(Set(used).count == used.count)
        #expect(Set(used) == Set(MessageID.allCases))
        #expect(everyCause.allSatisfy { used.contains(MessageID($0)) })
    }

    @Test(arguments: Catalog.all) func theCatalogHasATextForEveryIdentifierAndNoOther(catalog: String) throws {
        let entries = try Catalog.entries(catalog)
        #expect(Set(entries.map(\.id)) == Set(MessageID.allCases.map(\.rawValue)))
        #expect(entries.count == MessageID.allCases.count)
    }

    @Test(arguments: Catalog.all) func everyCatalogTextTellsWhatItMeansAndGivesACommand(catalog: String) throws {
        for entry in try Catalog.entries(catalog) {
            #expect(entry.headers.contains { $0.hasPrefix("Subject: ") }, "\(entry.id)")
            #expect(entry.headers.contains("Defined-By: cutoffd"), "\(entry.id)")
            #expect(!entry.commands.isEmpty, "\(entry.id)")
            #expect(entry.body.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(entry.id)")
        }
    }

    /// A command that is right in one language is right in the other, and so is a field.
    @Test func bothCatalogsGiveTheSameCommandsAndFields() throws {
        let russian = Dictionary(grouping: try Catalog.entries("cutoffd.ru.catalog"), by: \.id)
        for entry in try Catalog.entries("cutoffd.catalog") {
            let same = try #require(russian[entry.id]?.first)
            #expect(entry.commands == same.commands)
            #expect(entry.fields == same.fields, "\(entry.id)")
            #expect(same.body.contains(#/[а-яё]{3}/#), "\(entry.id)")
        }
    }
}

/// The texts of `journalctl -x`, by language (systemd.catalog is named after its language: `cutoffd.ru.catalog`).
enum Catalog {
    static let all = ["cutoffd.catalog", "cutoffd.ru.catalog"]
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../systemd")

    struct Entry {
        let id: String
        let headers: [Substring]
        let body: String

        /// With the fields' names where their values will stand.
        var subject: String {
            let header = headers.first { $0.hasPrefix("Subject: ") }
            return String(header?.dropFirst("Subject: ".count) ?? "").replacing("@", with: "")
        }

        /// Of `Look at it:     cutoffctl show @SHIPMENT@`, what follows the colon.
        var commands: [Substring] {
            let line = #/(?m)^\p{Lu}[\p{Ll} -]+: +((?:cutoffctl|cutoffd|journalctl|systemctl|timedatectl|ls|df)\b.*)$/#
            return body.matches(of: line).map(\.output.1)
        }

        var fields: Set<Substring> {
            Set((headers.joined() + body).matches(of: #/@[A-Z_]+@/#).map(\.output))
        }
    }

    /// Entries begin with `-- ID`, headers end with an empty line.
    static func entries(_ name: String) throws -> [Entry] {
        let text = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
        return text.split(separator: "\n-- ").dropFirst().map { entry in
            let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
            let headers = lines.dropFirst().prefix { !$0.isEmpty }
            let body = lines.dropFirst(headers.count + 1).joined(separator: "\n")
            return Entry(id: String(lines[0]), headers: Array(headers), body: body)
        }
    }
}
