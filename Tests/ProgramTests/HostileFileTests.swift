// What may lie in a spool that anybody can write to. Each is refused, with the reason beside it, or taken for what it
// is worth; and none keeps the daemon from the next good file.

import Foundation
import Glibc
import Orders
import Store
import Testing

/// Something that should not have been dropped, and how it gets there.
struct HostileFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
    /// What the reason says was found; nil where it is taken.
    let found: String?
    let drop: @Sendable (Site) throws -> Void

    private init(_ what: String, _ name: String, found: String?, drop: @escaping @Sendable (Site) throws -> Void) {
        (testDescription, self.name, self.found, self.drop) = (what, name, found, drop)
    }

    private init(
        _ what: String, _ name: String = "a.json", found: String?,
        _ content: @autoclosure @escaping @Sendable () -> [UInt8]
    ) {
        self.init(what, name, found: found) { try $0.drop(name, content()) }
    }

    private init(_ what: String, found: String?, event: String, with change: (String, String)) {
        self.init(what, found: found, Array(event.replacingOccurrences(of: change.0, with: change.1).utf8))
    }
}

extension HostileFile {
    static let all = special + documents + members + names

    /// Not files.
    private static let special = [
        HostileFile("a named pipe", "a.json", found: "a named pipe") { mkfifo($0.new + "/a.json", 0o666) },
        HostileFile("a symbolic link", "a.json", found: "a symbolic link") {
            symlink("/etc/passwd", $0.new + "/a.json")
        },
        HostileFile("a socket", "a.json", found: "a socket") {
            _ = try NotifySocket(at: $0.new + "/a.json", keeps: true)
        },
    ]

    private static let documents = [
        HostileFile("an empty file", found: "an empty file", []),
        HostileFile("an empty file of lines", "a.ndjson", found: "an empty file", []),
        HostileFile("an empty array", found: nil, Array("[]".utf8)),
        HostileFile("64 MiB of brackets", found: "a longer one", Array(repeating: UInt8(ascii: "["), count: 64 << 20)),
        HostileFile(
            "64 MiB of brackets on a line", "a.ndjson", found: "a longer one",
            Array(repeating: UInt8(ascii: "["), count: 64 << 20)),
        HostileFile("more than 64 MiB", found: "67108865 bytes", Array(repeating: 0, count: 64 << 20 + 1)),
        HostileFile("nothing but zeros", found: "the byte 0x00 at line 1, column 1", Array(repeating: 0, count: 1000)),
        HostileFile("a number alone", found: "12", Array("12".utf8)),
    ]

    private static let members = [
        HostileFile(
            "invalid UTF-8", found: "the byte 0xFF", Array(String.placed("q").utf8.map { $0 == 0x43 ? 0xFF : $0 })),
        HostileFile(
            "a quantity of 400 digits", found: "9999", event: .placed("q"),
            with: ("\"quantity\":2", "\"quantity\":" + String(repeating: "9", count: 400))),
        HostileFile(
            "400 digits that nobody reads", found: nil,
            event: .placed("q", more: ",\"note\":" + String(repeating: "9", count: 400)), with: ("", "")),
        HostileFile(
            "the same member twice", found: "it a second time", event: .placed("q"),
            with: ("\"id\":", "\"id\":\"another\",\"id\":")),
        HostileFile(
            "a time in the year 9999", found: nil, event: .placed("q"),
            with: ("\"source\"", "\"time\":\"9999-12-31T23:59:59.999999900Z\",\"source\"")),
        HostileFile(
            // By the warehouse's clock, three hours east of UTC.
            "an order made in the year 9999", found: "Sat 1 Jan 10000 02:59:59",
            event: .placed("q", more: #","createdAt":"9999-12-31T23:59:59.999999900Z""#), with: ("", "")),
        HostileFile(
            "a cut-off in the year 9999", found: nil,
            event: .placed("q", more: #","packBy":"9999-12-31T23:59:59.999999900Z""#), with: ("", "")),
    ]

    private static let names = [
        HostileFile("another suffix", "a.txt", found: "\"a.txt\"", Array(String.placed("q").utf8)),
        HostileFile("no suffix", "a", found: "\"a\"", Array(String.placed("q").utf8)),
        HostileFile("a name with a line break", "\n\u{1B}[31m.json", found: nil, Array(String.placed("q").utf8)),
        HostileFile(
            "the longest name", String(repeating: "a", count: 250) + ".json", found: nil,
            Array(String.placed("q").utf8)),
    ]
}

@Suite struct HostileFileTests {
    @Test(arguments: HostileFile.all)
    func itIsRefusedWithTheReasonOrTakenAndTheNextIsServed(file: HostileFile) async throws {
        let site = try Site()
        try await site.start()
        try file.drop(site)
        try site.drop("good.json", .placed("good"))
        try await site.served("good.json")
        try await site.served(file.name)
        #expect(try site.reader().order(OrderNumber("good")) != nil)
        let stem = String(file.name.prefix { $0 != "." })
        if let found = file.found {
            let reason = try #require(try site.reasons(stem).first?["found"] as? String)
            #expect(reason.contains(found))
            #expect(try site.names(in: site.rejected).contains(file.name))
            #expect(try site.journal.lines.contains { $0.text.contains(" refused: ") })
        } else {
            #expect(try site.names(in: site.rejected).isEmpty)
        }
        #expect(try await site.stop() == 0)
        #expect(try site.journal.lines.allSatisfy { !$0.text.contains("\u{1B}") })
    }

    @Test func aDirectoryStaysWhereItIsAndIsWarnedAboutOnce() async throws {
        let site = try Site()
        try await site.start()
        try FileManager.default.createDirectory(atPath: site.new + "/a.json", withIntermediateDirectories: false)
        for name in ["1.json", "2.json"] {
            try site.drop(name, .placed(name))
            try await site.served(name)
        }
        #expect(try site.names(in: site.new) == ["a.json"])
        #expect(try site.journal.lines.count { $0.text.contains("a.json is a directory") } == 1)
    }

    @Test(.enabled(if: Machine.isWanted, "making a device node needs root"))
    func aDeviceIsRefusedUnopened() async throws {
        let site = try Site()
        try await site.start()
        // null(4), major 1 and minor 3: an empty file to whoever opens it.
        #expect(mknod(site.new + "/a.json", S_IFCHR | 0o666, 1 << 8 | 3) == 0)
        try site.drop("good.json", .placed("good"))
        try await site.isServed()
        #expect(try site.reasons("a").first?["found"] as? String == "a device")
    }

    @Test func whatTheDaemonMayNotReadIsTriedAgainAndThenRefusedAsItIs() async throws {
        let site = try Site()
        // Root without its privileges may no more than anybody.
        let powerless = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []
        try await site.start(through: powerless)
        try site.write("a.json", Array(String.placed("secret").utf8))
        #expect(chmod(site.root + "/spool/tmp/a.json", 0) == 0)
        try site.move("a.json")
        try site.drop("good.json", .placed("good"))
        try await site.served("good.json")
        try await site.served("a.json")
        let reason = try #require(try site.reasons("a").first)
        #expect((reason["found"] as? String)?.contains("Permission denied") == true)
        #expect((reason["advice"] as? String)?.contains("tried 2 times") == true)
        #expect(try site.names(in: site.rejected) == ["a.json", "a.reason.json"])
    }

    @Test func ofAThousandEventsTheGoodOnesCountAndTheBadOnesLieReadyToBeMended() async throws {
        let site = try Site()
        try await site.start()
        var lines = (0..<1000).map { String.placed("o\($0)") }
        for bad in [10, 500, 999] { lines[bad] = lines[bad].replacingOccurrences(of: "\"1\"", with: "1") }
        try site.drop("many.ndjson", lines.joined(separator: "\n"))
        try await site.isServed()
        #expect(try site.reader().status().open == 997)
        #expect(try site.reasons("many").compactMap { $0["line"] as? Int } == [11, 501, 1000])
        let refused = try String(contentsOfFile: site.rejected + "/many.ndjson", encoding: .utf8)
        try site.drop("mended.ndjson", refused.replacingOccurrences(of: "\"sku\":1", with: "\"sku\":\"1\""))
        try await site.isServed()
        #expect(try site.reader().status().open == 1000)
    }
}
