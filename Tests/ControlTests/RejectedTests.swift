// What was refused is listed with its first reason, and shown with all of them.

import Testing

@testable import cutoffctl

@Suite struct RejectedTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
    }

    @Test func whereNothingIsRejectedItSaysSo() throws {
        #expect(try shop.run("rejected").lines == ["Nothing is rejected."])
    }

    @Test func aRefusedRecordIsShownWithItsPlaceAndWhatToDo() throws {
        let bad = Shop.placing("B").replacing("\"msk-1\"", with: "\"spb\"")
        let path = try shop.directory.write("[\(Shop.placing("A")),\(bad)]", to: "day.json")
        #expect(try shop.run("submit", path, "--wait").status == 1)
        let list = try shop.run("rejected")
        let name = try #require(list.lines[1].split(separator: " ").first.map(String.init))
        #expect(name.hasSuffix("-0001-day"))
        #expect(list.lines.allSatisfy { $0.displayWidth <= 80 })
        for named in [name, name + ".ndjson", name + ".reason.json", "day"] {
            let shown = try shop.run("rejected", "show", named)
            #expect(shown.status == 0)
            #expect(shown.text.contains("/data/warehouse: expected a configured warehouse: express, msk-1,"))
            #expect(shown.text.contains("placed-B"))
        }
        let json = try shop.run("rejected", "--json")
        #expect(json.lines.count == 1 && json.text.hasPrefix(#"{"name":"\#(name)","path":""#))
    }

    @Test func aLongNameIsListedWholeOnANarrowScreen() throws {
        let name = "settlements-of-the-carrier-2026-11-23"
        let bad = Shop.placing("A").replacing("\"msk-1\"", with: "\"spb\"")
        let path = try shop.directory.write(bad, to: "\(name).json")
        #expect(try shop.run("submit", path, "--wait").status == 1)
        let list = try shop.run("rejected")
        #expect(list.text.contains(name))
        #expect(list.lines.allSatisfy { $0.displayWidth <= 80 })
    }

    @Test func whatIsMendedIsDroppedAgainAndGone() throws {
        let early = try shop.directory.write(
            #"{"specversion":"1.0","id":"d","source":"/s","type":"receipt.declined","subject":"A-1"}"#, to: "early.json"
        )
        try shop.place("A")
        #expect(try shop.run("cancel", "A", "--reason", "out-of-stock").status == 0)
        #expect(try shop.run("submit", early, "--wait").status == 1)
        let name = try #require(shop.run("rejected").lines[1].split(separator: " ").first.map(String.init))
        #expect(try shop.run("rejected", "retry", name).status == 1)
        #expect(try shop.run("rejected", "--json").lines.count == 2)
        #expect(shop.directory.names(in: "spool/rejected").allSatisfy { $0.count <= name.count + ".reason.json".count })
        let body = try #require(shop.directory.names(in: "spool/rejected").first { $0 == name + ".json" })
        _ = try shop.directory.write(
            #"{"specversion":"1.0","id":"d","source":"/s","type":"evidence.recorded","subject":"A-1","#
                + #""data":{"uri":"https://video.example/1"}}"#, to: "spool/rejected/\(body)")
        #expect(try shop.run("rejected", "retry", name).lines == ["/s d: applied"])
        let left = try shop.run("rejected", "--json").lines
        #expect(left.count == 1 && !left[0].contains(#""name":"\#(name)""#))
    }

    @Test func whatIsDiscardedIsGoneWithItsReasonsAfterAQuestion() throws {
        let path = try shop.directory.write(Shop.placing("B").replacing("\"msk-1\"", with: "\"spb\""), to: "b.json")
        #expect(try shop.run("submit", path, "--wait").status == 1)
        let name = try #require(shop.run("rejected").lines[1].split(separator: " ").first.map(String.init))
        shop.answers = [""]
        #expect(try shop.run("rejected", "discard", name).status == 1)
        shop.answers = nil
        #expect(try shop.run("rejected", "discard", name).status == 0)
        #expect(shop.directory.names(in: "spool/rejected").isEmpty)
    }

    @Test func aNameThatIsNotThereIsExitStatus1() throws {
        #expect(try shop.run("rejected", "show", "nothing").status == 1)
    }
}
