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
        for named in [name, name + ".ndjson", name + ".reason.json"] {
            let shown = try shop.run("rejected", "show", named)
            #expect(shown.status == 0)
            #expect(shown.text.contains("/data/warehouse: expected a configured warehouse: express, msk-1,"))
            #expect(shown.text.contains("placed-B"))
        }
        let json = try shop.run("rejected", "--json")
        #expect(json.lines.count == 1 && json.text.hasPrefix(#"{"name":"\#(name)","path":""#))
    }

    @Test func aNameThatIsNotThereIsExitStatus1() throws {
        #expect(try shop.run("rejected", "show", "nothing").status == 1)
    }
}
