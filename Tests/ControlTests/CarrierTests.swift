// A carrier's table of statuses, from the drop to what people see of it.

import CivilTime
import Configuration
import Foundation
import JSON
import Orders
import Store
import Testing

@testable import cutoffctl

@Suite struct CarrierTests {
    let shop: Shop

    init() throws {
        shop = try Shop(
            """
            [[source]]
            name = "/carriers/cdek"
            role = "carrier"
            statuses = { "ACCEPTED" = "shipment.accepted", "LABEL" = "none" }

            """)
        try shop.open()
    }

    private func submit(_ rows: String...) throws -> Ran {
        let text = (["tracking,status,time"] + rows).joined(separator: "\r\n")
        return try shop.run("submit", shop.directory.write(text, to: "cdek.csv"), "--wait", "--json", "--partial")
    }

    /// Packs an order, and gives it a tracking number.
    private func track(_ number: String) throws {
        try shop.place("A")
        #expect(try shop.run("pack", "A-1").status == 0)
        #expect(try shop.run("track", "A-1", number).status == 0)
    }

    private func member(_ name: String, _ line: String?) throws -> JSONValue? {
        try JSONValue(parsing: #require(line))[name]
    }

    @Test func aStatusThatWaitsForItsNumberIsNoOrder() throws {
        let ran = try submit("RA1,ACCEPTED,2026-11-23T09:12:00Z", "RA1,LABEL,2026-11-23T09:00:00Z")
        #expect(try ran.lines.map { try member("outcome", $0) } == ["waiting", "unchanged"])
        let deadline = try #require(shop.run("deadlines", "--json").lines.first)
        #expect(deadline.contains(#""kind":"waiting-event","order":null,"shipment":null,"tracking":"RA1"}"#))
        #expect(try shop.run("deadlines").text.contains("tracking RA1"))
        #expect(try shop.run("orders", "--json").lines.isEmpty)
        #expect(try shop.run("status", "--json").text.contains(#""open":0"#))
        let shown = try shop.run("show", "RA1")
        #expect(shown.status == 1 && shown.complaints == ["no shipment has the tracking number RA1 yet."])
        #expect(shown.text.contains("Waiting: shipment.accepted"))
        #expect(try shop.run("verify").status == 0)
    }

    @Test func itsNumberShowsTheShipment() throws {
        _ = try submit("RA1,ACCEPTED,2026-11-23T09:12:00Z")
        try track("RA1")
        let shown = try shop.run("show", "RA1", "--json").lines
        #expect(try shown.map { try member("shipment", $0) } == ["A-1"])
        #expect(try member("state", shown.first) == "accepted")
        #expect(try shop.run("deadlines", "--kind", "waiting-event", "--json").lines.isEmpty)
        #expect(
            try OrderReader(path: shop.settings.store.path).order(OrderNumber(waitingFor: TrackingNumber("RA1"))) == nil
        )
        #expect(try shop.run("verify").status == 0)
    }

    @Test func aRefusedRowLiesInRejectedToBeMended() throws {
        try track("RA1")
        let ran = try submit("RA1,ACCEPTED,2026-11-23T09:12:00Z", "RA1,LOST,2026-11-23T09:12:00Z")
        #expect(ran.status == 1)
        let name = try #require(shop.directory.names(in: "spool/rejected").first { $0.hasSuffix(".ndjson") })
        let path = "\(shop.directory.path)/spool/rejected/\(name)"
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        #expect(kept == #"{"tracking":"RA1","status":"LOST","time":"2026-11-23T09:12:00Z"}"# + "\n")
        _ = try shop.directory.write(kept.replacing("LOST", with: "LABEL"), to: "spool/rejected/\(name)")
        #expect(try shop.run("rejected", "retry", name).status == 0)
        #expect(shop.directory.names(in: "spool/rejected").isEmpty)
    }

    @Test func anotherNameSaysWhatAFileHolds() throws {
        try track("RA1")
        let table = "tracking,status,time\nRA1,ACCEPTED,2026-11-23T09:12:00Z\n"
        let path = try shop.directory.write(table, to: "today.txt")
        #expect(try shop.run("submit", path).complaints.first?.hasSuffix("Rename it, or name it by --as.") == true)
        #expect(try shop.run("submit", path, "--as", "cdek.csv", "--wait").text.hasSuffix(": applied"))
        #expect(shop.directory.names(in: "spool/done").count == 1)
        #expect(try shop.run("submit", path, path, "--as", "cdek.csv").status == 64)
    }

    @Test(arguments: [
        ("tracking,status,time\n", true), ("\u{FEFF}\n Tracking;Status\n", true), ("{}", false), (" \n[", false),
        ("\u{FEFF}{", false), ("", false),
    ])
    func standardInputIsATableWhereItDoesNotBeginLikeAnEvent(text: String, isTable: Bool) {
        #expect(EventFile.isTable(Array(text.utf8)) == isTable)
    }

    @Test func aFileWithoutItsHeaderIsKeptAsItIs() throws {
        let text = "RA1;ACCEPTED;2026-11-23T09:12:00Z\r\n"
        _ = try shop.directory.write(text, to: "spool/new/cdek.csv")
        _ = try submit("RA1,LABEL,2026-11-23T09:12:00Z")
        let kept = "\(shop.directory.path)/spool/rejected/cdek.csv"
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == text)
    }
}
