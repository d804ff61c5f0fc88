// Who was heard of, who is silent, and what came of what they said, as operators see it.

import CivilTime
import Engine
import Linux
import Testing

@testable import cutoffctl

@Suite struct SourceTests {
    /// A shop whose partner is expected to speak every hour.
    private func shop(
        _ partner: String = "/feeds/a-partner-with-a-name-that-is-longer-than-others"
    ) throws -> Shop {
        let shop = try Shop(
            """
            [[source]]
            name = "\(partner)"
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

    @Test func aSilentSourceIsNamedWholeOnANarrowScreen() throws {
        let shop = try shop("/carriers/city-post")
        let event =
            #"{"specversion":"1.0","id":"1","source":"/carriers/city-post","type":"shipment.accepted","subject":"A-1"}"#
        _ = try shop.directory.write(event, to: "spool/new/a.json")
        while !shop.directory.names(in: "spool/new").isEmpty { try shop.turn() }
        shop.now = shop.clock.read().wall + .minutes(135)
        let lines = try shop.run("status").lines
        #expect(lines.contains { $0.hasPrefix("/carriers/city-post  silent, 2h ") })
        shop.width = 90
        #expect(try shop.run("status").lines.contains { $0.hasPrefix("/carriers/city-post  silent, 2h 15min ago ") })
    }

    @Test func countsAreBySourceAndOnRequestByType() throws {
        let shop = try shop()
        let bySource = try #require(try shop.run("status").lines.first { $0.hasPrefix("/marketplace ") })
        #expect(bySource.split(separator: " ").suffix(5) == ["1", "0", "0", "0", "0"])
        let lines = try shop.run("status", "--types").lines
        let source = try #require(lines.firstIndex { $0.hasPrefix("/marketplace ") })
        let byType = lines[source...].prefix(2).map { $0.split(separator: " ") }
        #expect(byType == [["/marketplace", "1", "0", "0", "0", "0"], ["order.placed", "1", "0", "0", "0", "0"]])
        let json = try #require(shop.run("status", "--json").lines.first)
        #expect(
            json.contains(#""types":{"order.placed":{"accepted":1,"duplicate":0,"waiting":0,"refused":0,"late":0}}"#))
    }

    private static func placing(_ number: String) -> String { Shop.placing(number).replacing("\n", with: "") }

    /// Everything that can become of a record, and everything that it can tell of itself.
    private static let files = [
        "day.ndjson": [
            placing("B"), placing("B"), placing("C").replacing("msk-1", with: "nowhere"),
            #"{"specversion":"1.0","id":"1","source":"/wms","type":"shipment.packed","subject":"D-1","data":{}}"#,
            #"{"specversion":"1.0","id":"2","source":"/wms","type":"shipment.packed","subject":"D"}"#,
            #"{"specversion":"1.0","id":"3","source":"/wms","type":"shipment.paked","subject":"D-1"}"#,
            #"{"specversion":"1.0","id":"4","source":"","type":"shipment.packed","subject":"D-1"}"#,
            "{", "[]", #"{"posting_number":"1-1","status":"string"}"#,
            #"{"posting_number":"1-1","status":"delivered"}"#,
            #"{"message_type":"TYPE_STATE_CHANGED","posting_number":"1-1","new_state":"gone"}"#,
            #"{"message_type":"ping"}"#, #"{"message_type":"TYPE_PING"}"#,
        ].joined(separator: "\n"),
        "cdek.csv": [
            "tracking,status,time", "R1,LABEL,2026-11-23T09:12:00Z", "R2,LOST,2026-11-23T09:12:00Z", "R3,LABEL,now",
            "R4",
        ].joined(separator: "\n"),
        "list.json": #"{"result":{"postings":[{"posting_number":"2-1","status":"?"},7]}}"#, "readme.txt": "?",
    ]

    @Test func everyRecordIsInExactlyOneCount() throws {
        let shop = try Shop(
            """
            [[source]]
            name = "/carriers/cdek"
            role = "carrier"
            statuses = { "LABEL" = "none" }
            """)
        try shop.open()
        shop.width = 120
        for (name, text) in Self.files { _ = try shop.directory.write(text, to: "spool/new/\(name)") }
        while !shop.directory.names(in: "spool/new").isEmpty { try shop.turn() }
        let table = try shop.run("status", "--types").lines.drop { !$0.hasPrefix("SOURCE, TYPE") }.dropFirst()
        #expect(
            table.prefix { !$0.isEmpty }.map { $0.split(separator: " ").joined(separator: " ") } == [
                "/carriers/cdek 1 0 0 0 3", "aside 1 0 0 0 1", "unknown 0 0 0 0 2",
                "/marketplace 1 1 0 0 1", "order.placed 1 1 0 0 1",
                "/marketplace/ozon 1 0 0 1 4", "TYPE_STATE_CHANGED 0 0 0 0 1", "aside 1 0 0 0 0",
                "posting 0 0 0 1 2", "unknown 0 0 0 0 1",
                "/wms 0 0 0 1 2", "shipment.packed 0 0 0 1 1", "unknown 0 0 0 0 1",
                "(unnamed) 0 0 0 0 5", "shipment.packed 0 0 0 0 1", "unknown 0 0 0 0 4",
            ])
        let bySource = try shop.run("status").lines
        #expect(bySource.contains { $0.split(separator: " ") == ["(unnamed)", "0", "0", "0", "0", "5"] })
        let json = try #require(shop.run("status", "--json").lines.first)
        #expect(json.contains(#"{"source":null,"lastEventAt":null,"accepted":0,"duplicate":0,"waiting":0,"refused":5"#))
    }

    @Test(arguments: [["status"], ["status", "--types"], ["deadlines"]])
    func nothingIsWiderThanTheScreen(arguments: [String]) throws {
        let shop = try shop()
        shop.now = shop.clock.read().wall + .hours(30)
        for line in try shop.run(arguments).lines { #expect(line.count <= 80, "\(line)") }
    }
}
