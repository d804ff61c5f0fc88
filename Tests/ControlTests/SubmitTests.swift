// submit: what is wrong is said before anything is dropped, and what became of the rest afterwards.

import Glibc
import Testing

@testable import cutoffctl

@Suite struct SubmitTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
    }

    @Test func aFileIsDroppedUnderItsNameAndNobodyElseMayReadIt() throws {
        let path = try shop.directory.write(Shop.placing("A"), to: "orders.json")
        let ran = try shop.run("submit", path)
        let name = try #require(shop.directory.names(in: "spool/new").first)
        #expect(name.hasSuffix("-0001-orders.json"))
        #expect(ran.lines == ["\(path): 1 event dropped as \(name)"])
        #expect(shop.directory.names(in: "spool/tmp").isEmpty)
        var status = stat()
        #expect(stat("\(shop.directory.path)/spool/new/\(name)", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func waitingTellsWhatBecameOfEachEvent() throws {
        let events = try shop.directory.write(
            #"""
            {"specversion":"1.0","id":"1","source":"/s","type":"shipment.packed","subject":"A-1"}
            {"specversion":"1.0","id":"2","source":"/s","type":"shipment.accepted","subject":"NO-1"}
            {"specversion":"1.0","id":"3","source":"/s","type":"shipment.split","subject":"A-1",\#
            "data":{"parts":[[{"sku":"1","quantity":1}],[{"sku":"2","quantity":1}]]}}

            """#, to: "day.ndjson")
        try shop.place("A")
        let ran = try shop.run("submit", events, "--wait", "--json")
        #expect(ran.status == 1)
        #expect(ran.lines[0] == #"{"id":"1","source":"/s","outcome":"applied","reason":null}"#)
        #expect(ran.lines[1].hasPrefix(#"{"id":"2","source":"/s","outcome":"waiting","reason":""#))
        #expect(ran.lines[2].hasPrefix(#"{"id":"3","source":"/s","outcome":"refused","reason":""#))
        let again = try shop.run("submit", events, "--wait")
        #expect(again.lines[0] == "/s 1: duplicate")
    }

    @Test func onAScreenALongReasonIsBrokenBetweenWords() throws {
        let early = #"{"specversion":"1.0","id":"2","source":"/s","type":"shipment.accepted","subject":"NO-1"}"#
        let path = try shop.directory.write(early, to: "early.json")
        let whole = try shop.run("submit", path, "--wait")
        #expect(whole.lines.count == 1)
        (shop.isScreen, shop.width) = (true, 40)
        let broken = try shop.run("submit", try shop.directory.write(early, to: "again.json"), "--wait")
        #expect(broken.lines.count == 1)  // a duplicate says little
        shop.width = 20
        let narrow = try shop.run("submit", path, "--wait")
        #expect(narrow.lines.allSatisfy { $0.displayWidth <= 20 && !$0.hasPrefix(" ") })
    }

    @Test func whatIsWrongIsSaidWithItsPlaceAndNothingIsDropped() throws {
        let good = try shop.directory.write(Shop.placing("A"), to: "good.json")
        let bad = try shop.directory.write(
            "[" + Shop.placing("B") + ",\n" + Shop.placing("C", #""fromAbroad":"yes","#) + "]", to: "bad.json")
        let ran = try shop.run("submit", good, bad)
        #expect(ran.status == 1)
        #expect(
            ran.complaints.first
                == "\(bad):6 (C): /data/fromAbroad: expected `true` or `false`, found \"yes\". Write it without quotes."
        )
        #expect(shop.directory.names(in: "spool/new").isEmpty)
        let partial = try shop.run("submit", good, bad, "--partial", "--wait", "--json")
        #expect(partial.status == 1)
        #expect(partial.lines.filter { $0.contains(#""outcome":"applied""#) }.count == 2)
        #expect(partial.lines.filter { $0.contains(#""outcome":"refused""#) }.count == 1)
    }

    @Test func aFileThatCannotBeReadAtAllIsNeverDropped() throws {
        let path = try shop.directory.write("{", to: "half.json")
        let ran = try shop.run("submit", path, "--partial")
        #expect(ran.status == 1)
        #expect(shop.directory.names(in: "spool/new").isEmpty)
    }

    @Test func aNameWithoutAFormatIsRefused() throws {
        let path = try shop.directory.write(Shop.placing("A"), to: "orders.txt")
        let ran = try shop.run("submit", path)
        #expect(ran.status == 1)
        #expect(ran.complaints[0].contains(".json, .ndjson, .jsonl or .csv"))
    }

    @Test func aMissingFileIsExitStatus66() throws {
        #expect(try shop.run("submit", "/nonexistent.json").status == 66)
        let ran = try shop.run("submit", shop.directory.path)
        #expect(
            ran.status == 66
                && ran.complaints.first?.hasSuffix(" Name the files in it: \(shop.directory.path)/*.json.") == true)
        #expect(try shop.run("submit", "-", "-").status == 64)
    }

    @Test func waitingForADaemonThatDoesNotRunDropsNothing() throws {
        shop.close()
        let path = try shop.directory.write(Shop.placing("A"), to: "orders.json")
        let ran = try shop.run("submit", path, "--wait")
        #expect(ran.status == 69)
        #expect(shop.directory.names(in: "spool/new").isEmpty)
        #expect(try shop.run("submit", path).status == 0)
        #expect(shop.directory.names(in: "spool/new").count == 1)
    }

    @Test func filesOfOneCommandKeepTheirOrder() throws {
        let placed = try shop.directory.write(Shop.placing("A"), to: "z.json")
        let packed = try shop.directory.write(
            #"{"specversion":"1.0","id":"p","source":"/s","type":"shipment.packed","subject":"A-1"}"#, to: "a.json")
        let ran = try shop.run("submit", placed, packed, "--wait")
        #expect(ran.lines == ["/marketplace placed-A: applied", "/s p: applied"])
    }

    @Test func anOperatorEndsAHoldOfTheClock() throws {
        let ran = try shop.run("clock", "accept")
        #expect(ran.status == 0)
        #expect(ran.lines == ["Accepted: the clock is right."])
    }
}
