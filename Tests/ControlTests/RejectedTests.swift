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

    /// A parent and its part that were refused together are still of one moment.
    @Test func whatCameInOneDocumentIsRetriedAsOne() throws {
        func posting(_ part: Int, _ quantity: Int, parent: String) -> String {
            #"{"posting_number":"777-\#(part)","status":"awaiting_packaging","parent_posting_number":\#(parent),"#
                + #""delivery_method":{"warehouse_id":"spb"},"products":[{"sku":1,"quantity":\#(quantity)}]}"#
        }
        let postings = [posting(1, 3, parent: "null"), posting(2, 1, parent: #""777-1""#)]
        let good = posting(1, 1, parent: "null").replacing("777", with: "778").replacing("\"spb\"", with: "\"msk-1\"")
        let path = try shop.directory.write(
            #"{"result":{"postings":[\#((postings + [good]).joined(separator: ","))]}}"#, to: "page.json")
        #expect(try shop.run("submit", path, "--wait").status == 1)
        let name = try #require(shop.run("rejected").lines[1].split(separator: " ").first.map(String.init))
        let mended = postings.map { $0.replacing("\"spb\"", with: "\"msk-1\"") }
        #expect(shop.directory.names(in: "spool/rejected").contains(name + ".ndjson"))
        _ = try shop.directory.write(mended.joined(separator: "\n") + "\n", to: "spool/rejected/\(name).ndjson")
        let retried = try shop.run("rejected", "retry", name)
        #expect(retried.status == 0, "\(retried.text)")
        let shown = try shop.run("show", "777", "--json").text
        #expect(shown.contains(#""quantity":3"#) && shown.contains(#""quantity":1"#), "\(shown)")
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
