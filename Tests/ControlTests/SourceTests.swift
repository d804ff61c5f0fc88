// Who was heard of, who is silent, and what came of what they said, as operators see it.

import CivilTime
import Engine
import Linux
import Testing

@testable import cutoffctl

@Suite struct SourceTests {
    /// A shop whose partner is expected to speak every hour.
    private func shop() throws -> Shop {
        let shop = try Shop(
            """
            [[source]]
            name = "/feeds/a-partner-with-a-name-that-is-longer-than-others"
            role = "carrier"
            expect_every = "1h"
            """)
        try shop.open()
        try shop.place("24219509-0020")
        return shop
    }

    @Test func aSourceThatIsExpectedToSpeakIsInTheListOfWhatFallsDue() throws {
        let shop = try shop()
        let lines = try shop.run("deadlines", "--kind", "feed-silence").lines
        #expect(lines.count == 4)
        #expect(lines[1].contains("feed silence") && lines[1].hasSuffix("…") || lines[1].contains("/feeds/a-partner"))
        let line = try #require(shop.run("deadlines", "--kind", "feed-silence", "--json").lines.first)
        #expect(line.contains(#""kind":"feed-silence","order":null,"shipment":null,"source":"/feeds/a-partner"#))
    }

    @Test func statusNamesWhoIsSilent() throws {
        let shop = try shop()
        #expect(try shop.run("status").lines.contains { $0.contains("/feeds/") && $0.contains(" never ") })
        shop.now = shop.clock.read().wall + .hours(2)
        #expect(try shop.run("status").lines.contains { $0.contains("/feeds/") && $0.contains(" silent, never ") })
    }

    @Test func countsAreBySourceAndOnRequestByType() throws {
        let shop = try shop()
        let bySource = try #require(try shop.run("status").lines.first { $0.hasPrefix("/marketplace ") })
        #expect(bySource.split(separator: " ").suffix(5) == ["1", "0", "0", "0", "0"])
        let byType = try #require(try shop.run("status", "--types").lines.first { $0.hasPrefix("/marketplace ") })
        #expect(byType.split(separator: " ") == ["/marketplace", "order.placed", "1", "0", "0", "0", "0"])
        let json = try #require(shop.run("status", "--json").lines.first)
        #expect(
            json.contains(#""types":{"order.placed":{"accepted":1,"duplicate":0,"waiting":0,"refused":0,"late":0}}"#))
    }

    @Test(arguments: [["status"], ["status", "--types"], ["deadlines"]])
    func nothingIsWiderThanTheScreen(arguments: [String]) throws {
        let shop = try shop()
        shop.now = shop.clock.read().wall + .hours(30)
        for line in try shop.run(arguments).lines { #expect(line.count <= 80, "\(line)") }
    }
}
