// The commands that look: for people in the warehouse's time, for programs in the promised members and their order.

import CivilTime
import JSON
import Testing

@testable import cutoffctl

@Suite struct LookTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
        try shop.place("24219509-0020", #""packBy":"2030-01-01T10:00:00Z","#)
        shop.now = try Instant(rfc3339: "2030-01-01T08:00:00Z", rounding: .down)
    }

    private func members(_ line: String) throws -> [String] {
        try #require(JSONValue(parsing: line).members).map(\.name)
    }

    @Test func ordersAreListedInTheTimeOfTheirWarehouseWithACountdown() throws {
        let ran = try shop.run("orders")
        #expect(
            ran.lines == [
                "SHIPMENT         STATE               DUE              IN     WAREHOUSE  SERVICE",
                "24219509-0020-1  awaiting packaging  Tue 1 Jan 13:00  in 2h  msk-1      own",
                "", "Times: Europe/Moscow",
            ])
    }

    @Test(arguments: [
        (70, "24219509-0020-1  awaiting packaging  Tue 1 Jan 13:00  in 2h  msk-1"),
        (67, "24219509-0020-1  awaiting packaging  Tue 1 Jan 13:00  2h  msk-1"),
        (66, "24219509-0020-1  awaiting packaging  13:00  2h  msk-1      own"),
        (56, "24219509-0020-1  to pack  13:00  2h  msk-1      own"),
        (45, "24219509-0020-1  to pack  13:00  msk-1"), (34, "24219509-0020-1  to pack  13:00"),
    ])
    func aNarrowScreenShowsTheSameInFewerWords(width: Int, row: String) throws {
        shop.width = width
        #expect(try shop.run("orders").lines[1] == row)
    }

    @Test func aNarrowHistoryCutsNoState() throws {
        shop.now = nil
        #expect(try shop.run("split", "24219509-0020", "--part", "1=1").status == 0)
        for type in ["shipment.packed", "shipment.accepted", "delivery.presumed"] {
            #expect(try shop.run("record", type, "24219509-0020-2").status == 0)
        }
        shop.width = 120
        let wide = try shop.run("history", "24219509-0020").text
        #expect(wide.contains("24219509-0020-2") && wide.contains("presumably delivered"))
        shop.width = 56
        let narrow = try shop.run("history", "24219509-0020")
        #expect(narrow.text.contains(" -2 ") && narrow.text.contains(" presumed"))
        #expect(!narrow.text.contains("…") && narrow.lines.allSatisfy { $0.displayWidth <= 56 })
    }

    @Test(arguments: [
        (["--tab", "awaiting-packaging"], 1), (["--tab", "delivering"], 0), (["--warehouse", "express"], 0),
        (["--warehouse", "msk-1", "--service", "own", "--delivery-method", "Курьер"], 1), (["--overdue"], 0),
        (["--due-within", "3h"], 1), (["--due-within", "1h"], 0), (["--sort", "placed", "--limit", "1"], 1),
    ])
    func ordersAreFiltered(arguments: [String], count: Int) throws {
        #expect(try shop.run(["orders", "--json"] + arguments).lines.count == count)
    }

    @Test(arguments: [
        (["--warehouse", "msk1"], #"there is no warehouse "msk1". Is `msk-1` meant? Configured: express, msk-1."#),
        (["--service", "dhl"], #"there is no delivery service "dhl". Configured: own, partner."#),
        (["--delivery-method", "x"], #"there is no delivery method "x". Known: Курьер."#),
        (["--warehouse", ""], #"there is no warehouse "". Configured: express, msk-1."#),
    ])
    func aFilterThatMeansNothingIsSaid(arguments: [String], complaint: String) throws {
        for form in [[], ["--json"]] {
            let ran = try shop.run(["orders"] + arguments + form)
            #expect(ran.status == 1 && ran.complaints == [complaint] && ran.lines.isEmpty)
        }
    }

    @Test func aPageNamesTheNextOneWhichGoesOnThere() throws {
        for number in ["B", "C"] { try shop.place(number) }
        let first = try shop.run("orders", "--limit", "2")
        let last = try #require(first.lines.last)
        #expect(last.hasPrefix("There are more than these 2. The next page: --after due."))
        let mark = try #require(last.split(separator: " ").last.map(String.init))
        let second = try shop.run("orders", "--limit", "2", "--after", mark)
        #expect(second.lines.count == 4 && second.text.contains("24219509-0020-1"))
        #expect(try shop.run("orders", "--sort", "placed", "--after", mark).status == 64)
        #expect(try shop.run("orders", "--after", "24219509-0020-1").status == 64)
    }

    @Test func showHasThePromisedMembers() throws {
        let line = try #require(shop.run("show", "24219509-0020", "--json").lines.first)
        #expect(
            try members(line) == [
                "order", "shipment", "state", "held", "overdue", "warehouse", "service", "deliveryMethod", "delivery",
                "placedAt", "tracking", "items", "deadlines", "evidence", "account", "possible",
            ])
        #expect(line.contains(#""tracking":null,"items":[{"sku":"1","name":"Кофе 250 г","quantity":2,"#))
        #expect(
            line.contains(#""deadlines":[{"kind":"packing","due":"2030-01-01T10:00:00Z"}],"evidence":[],"account":[]"#))
    }

    /// A push message never names one.
    @Test func aPriceThatNobodyNamedIsUnknown() throws {
        let message = """
            {"message_type":"TYPE_NEW_POSTING","posting_number":"1-0001-1","in_process_at":"2021-01-26T06:56:36.294Z",
             "products":[{"sku":147451959,"quantity":2}],"warehouse_id":"msk-1"}
            """
        let file = try shop.directory.write(message, to: "push.json")
        #expect(try shop.run("submit", file, "--wait").status == 0)
        let ran = try shop.run("show", "1-0001-1")
        let row = ran.lines.first { $0.contains("147451959") }
        #expect(row?.hasSuffix("  unknown") == true, "\(ran)")
    }

    @Test func showAlignsWhatItShows() throws {
        let ran = try shop.run("show", "24219509-0020-1")
        #expect(ran.lines.contains("    QTY  SKU  NAME             PRICE"))
        #expect(ran.lines.contains("      2  1    Кофе 250 г  279.00 RUB"))
        #expect(ran.lines.contains("      1  2    咖啡豆      100.00 RUB"))
        #expect(ran.lines.allSatisfy { $0.displayWidth <= 80 })
    }

    @Test func historyHasThePromisedMembers() throws {
        let line = try #require(shop.run("history", "24219509-0020-1", "--json").lines.first)
        #expect(
            try members(line) == [
                "seq", "order", "shipment", "event", "from", "to", "effectiveAt", "committedAt", "latenessMs", "reason",
                "submitter", "derived", "source", "id", "record",
            ])
        #expect(line.contains(#""event":"order.placed","from":null,"to":"awaiting-packaging""#))
    }

    @Test func anEventsAttributesSurviveInItsHistory() throws {
        try shop.place("77", "\"colour\":\"red\",")
        let more = #""specversion":"1.0","partnerid":"p-9","attempt":2,"urgent":true"#
        let packed = #"{\#(more),"id":"a","source":"/wms","type":"shipment.packed","subject":"77-1","data":{}}"#
        let path = try shop.directory.write(packed, to: "packed.json")
        #expect(try shop.run("submit", path, "--wait").status == 0)
        let lines = try shop.run("history", "77-1", "--json").lines.map { try JSONValue(parsing: $0) }
        #expect(lines.first?["record"]?["data"]?["colour"] == "red")
        #expect(lines.last?["source"] == "/wms" && lines.last?["id"] == "a")
        let record = lines.last?["record"]
        #expect(record?["partnerid"] == "p-9" && record?["attempt"] == 2 && record?["urgent"] == true)
    }

    @Test func deadlinesComeSoonestFirstWithoutReminders() throws {
        #expect(
            try shop.run("deadlines", "--json").lines == [
                #"{"due":"2030-01-01T10:00:00Z","kind":"packing","order":"24219509-0020","shipment":"24219509-0020-1"}"#
            ])
        #expect(try shop.run("deadlines", "--kind", "reminder", "--json").lines.count == 1)
        #expect(try shop.run("deadlines", "--within", "1h").lines == ["Nothing falls due within that time."])
    }

    @Test func statusHasThePromisedMembers() throws {
        let line = try #require(shop.run("status", "--json").lines.first)
        #expect(
            try members(line) == ["running", "held", "open", "spool", "rejected", "nextDue", "states", "sources"])
        #expect(line.contains(#""states":{"awaiting-packaging":1}"#))
        let source = try #require(JSONValue(parsing: line)["sources"]?.elements?.first?.members)
        #expect(
            source.map(\.name) == [
                "source", "lastEventAt", "accepted", "duplicate", "waiting", "refused", "late", "expectedBy",
                "silentSince", "types",
            ])
    }

    @Test func statusIsALineAFact() throws {
        let names = try shop.run("status").lines.prefix { !$0.isEmpty }.map { $0.prefix { $0 != " " } }
        #expect(names == ["cutoffd", "deadlines", "next", "orders", "spool", "rejected", "changed", "journal"])
        #expect(try shop.run("status").lines[7] == "journal    up to date")
        shop.close()
        #expect(try shop.run("status").lines.first == "cutoffd    not running")
    }

    @Test(arguments: ["show", "history", "explain"]) func whatIsNotThereIsExitStatus1(command: String) throws {
        let ran = try shop.run(command, "24219509-0020-7")
        #expect(ran.status == 1)
        #expect(
            ran.complaints == [
                #"there is no order and no shipment "24219509-0020-7". Order 24219509-0020 has 24219509-0020-1."#
            ])
    }

    @Test func aStoreThatIsNotThereIsExitStatus69() throws {
        let ran = try Shop().run("orders")
        #expect(ran.status == 69)
    }

    @Test(arguments: [["show"], ["orders", "--tab", "new"], ["explain"], ["orders", "--limit", "0"], ["dance"]])
    func misuseIsExitStatus64(arguments: [String]) throws {
        #expect(try shop.run(arguments).status == 64)
    }

    @Test func aCommandThatThereIsNotIsSaidWithTheNearestOne() {
        #expect(
            Cutoffctl.complaint(aboutCommandOf: ["order", "--json"])
                == #"there is no command "order". Is `orders` meant? `cutoffctl --help` lists them."#)
        for arguments in [["orders"], ["help", "show"], ["--help"], [], ["---completion", "show"]] {
            #expect(Cutoffctl.complaint(aboutCommandOf: arguments) == nil)
        }
    }

    @Test func theVersionIsTheDaemons() throws {
        let ran = try shop.run("--version")
        #expect(ran.status == 0)
        #expect(ran.complaints.first?.wholeMatch(of: #/cutoffctl \d+\.\d+\.\d+.*/#) != nil)
    }

    @Test func optionsOfAllCommandsMayComeFirst() {
        #expect(
            CommonOptions.movedBehindCommand(["--config", "a.toml", "--json", "clock", "accept", "--timeout", "1s"])
                == ["clock", "accept", "--config", "a.toml", "--json", "--timeout", "1s"])
        #expect(CommonOptions.movedBehindCommand(["--config=a", "show", "X"]) == ["show", "--config=a", "X"])
        #expect(CommonOptions.movedBehindCommand(["--help"]) == ["--help"])
    }
}
