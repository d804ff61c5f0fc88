// The reports: money to the kopeck, rates of what was ordered, days of the warehouse.

import CivilTime
import Configuration
import JSON
import Testing

@testable import cutoffctl

@Suite struct ReportTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
    }

    private func deliver(_ number: String) throws {
        try shop.place(number)
        for type in ["shipment.packed", "shipment.accepted", "delivery.confirmed"] {
            #expect(try shop.run("record", type, number).status == 0)
        }
    }

    /// A long time ahead, so that today is counted.
    private var wide: [String] { ["--from", "2020-01-01", "--to", "2100-01-01"] }

    @Test func aSaleIsReportedWithItsFeeAndWhatRemains() throws {
        for number in ["A", "B"] { try deliver(number) }
        let ran = try shop.run(["report", "sales", "--json"] + wide)
        #expect(ran.lines.count == 2)
        let first = try #require(JSONValue(parsing: ran.lines[0]).members)
        #expect(
            first.map(\.name) == ["order", "shipment", "warehouse", "deliveredAt", "currency", "sale", "fee", "net"])
        #expect(ran.lines[0].hasSuffix(#""currency":"RUB","sale":"658.00","fee":"-65.80","net":"592.20"}"#))
        let table = try shop.run(["report", "sales"] + wide)
        #expect(table.text.contains("\nall            2  1316.00  -131.60  1184.40  RUB\n"))
        #expect(table.lines.allSatisfy { $0.displayWidth <= 80 })
        let csv = try shop.run(["report", "sales", "--csv"] + wide)
        #expect(csv.lines[0] == "order,shipment,warehouse,deliveredAt,currency,sale,fee,net")
        #expect(csv.lines.count == 3)
    }

    @Test func aSaleInTwoCurrenciesIsTwoLines() throws {
        let order = Shop.placing("A")
            .replacing(#""price":"100.00","currency":"RUB""#, with: #""price":"7.00","currency":"EUR""#)
        let path = try shop.directory.write(order, to: "A.json")
        #expect(try shop.run("submit", path, "--wait").status == 0)
        for type in ["shipment.packed", "shipment.accepted", "delivery.confirmed"] {
            #expect(try shop.run("record", type, "A").status == 0)
        }
        let lines = try shop.run(["report", "sales", "--json"] + wide).lines
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix(#""currency":"EUR","sale":"7.00","fee":"-0.70","net":"6.30"}"#) == true)
        #expect(lines.last?.hasSuffix(#""currency":"RUB","sale":"558.00","fee":"-55.80","net":"502.20"}"#) == true)
    }

    @Test(arguments: ["sales", "quality"]) func aReportHasOneFormAndSaysOfWhat(report: String) throws {
        #expect(try shop.run("report", report, "--csv", "--json").status == 64)
        let nowhere = try shop.run("report", report, "--warehouse", "nope")
        #expect(nowhere.status == 1 && nowhere.complaints.first?.hasPrefix("there is no warehouse \"nope\".") == true)
        let empty = try shop.run("report", report, "--from", "2026-11-01", "--to", "2026-11-02")
        #expect(empty.text.hasSuffix(" from 2026-11-01 to 2026-11-02, days of the warehouses."))
    }

    @Test func salesOfOtherWarehousesAndDaysAreLeftOut() throws {
        try deliver("A")
        #expect(try shop.run(["report", "sales", "--json", "--warehouse", "express"] + wide).lines.isEmpty)
        let past = try shop.run("report", "sales", "--to", "2020-02-01")
        #expect(past.lines == ["Nothing was delivered from 2020-02-01 to 2020-02-01, days of the warehouses."])
        #expect(try shop.run("report", "sales").lines.count > 1)
    }

    @Test func theSellersCancellationsAreCountedOfWhatWasOrdered() throws {
        for number in ["A", "B", "C"] { try shop.place(number) }
        #expect(try shop.run("cancel", "A", "--reason", "out-of-stock").status == 0)
        let ran = try shop.run(["report", "quality", "--json"] + wide)
        #expect(
            ran.lines == [
                #"{"warehouse":"msk-1","from":"2020-01-01","to":"2100-01-01","shipments":3,"cancelled":1,"#
                    + #""cancelledPercent":"33.33","latePacked":0,"lateHandedOver":0,"#
                    + #""latePercent":"0.00","verdict":"bad"}"#
            ])
        #expect(try shop.run("report", "quality").text.hasPrefix("Nothing was ordered from "))
        let table = try shop.run(["report", "quality"] + wide)
        #expect(table.lines.contains("msk-1: bad. 33.33 % are cancelled, 2 % may be."))
        #expect(table.lines.allSatisfy { $0.displayWidth <= 80 })
        shop.width = 40
        let narrow = try shop.run(["report", "quality"] + wide)
        #expect(narrow.text.contains("\nmsk-1: bad. 33.33 % are cancelled, 2 %\nmay be.\n"))
    }

    @Test func aRateIsInPerCent() {
        let day = CivilDate(dayNumber: 20_000)
        var quality = Quality(
            period: Period(first: day, last: day), warehouse: nil, thresholds: QualitySettings())
        #expect(quality.cancelledRate == nil)
        (quality.shipments, quality.cancelled) = (900, 45)
        #expect(quality.cancelledRate == "5.00")
        #expect(!quality.isGood)
        quality.cancelled = 18
        #expect(quality.isGood)
    }

    @Test(arguments: [
        (["a", "b,c"], #"a,"b,c""#), (["say \"hi\"", "x\ny"], "\"say \"\"hi\"\"\",\"x\ny\""), (["", ""], ","),
    ])
    func fieldsAreQuotedWhereTheyMustBe(fields: [String], line: String) {
        #expect(CSVLine.of(fields) == line)
    }

    @Test(arguments: [["--from", "yesterday"], ["--from", "2026-11-02", "--to", "2026-11-01"]])
    func daysAreChecked(arguments: [String]) throws {
        #expect(try shop.run(["report", "sales"] + arguments).status == 64)
    }
}
