// Every sample that was found in the world, through the door and the whole daemon.

import CivilTime
import Engine
import Foundation
import JSON
import Orders
import TestKit
import Testing

/// A file in Samples/ (where each is from: SOURCES.tsv).
struct SampleFile: Sendable, CustomTestStringConvertible {
    let path: URL

    var testDescription: String { path.lastPathComponent }
    var text: String { get throws { try String(contentsOf: path, encoding: .utf8) } }

    static func all(_ folder: String) throws -> [SampleFile] {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples/\(folder)")
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        return files.sorted { $0.path < $1.path }.map { SampleFile(path: $0) }
    }

    static func text(_ name: String) throws -> String {
        let files = try all("postings") + all("pushes")
        return try #require(files.first { $0.path.lastPathComponent.contains(name) }).text
    }
}

@Suite struct SampleTests {
    @Test(arguments: try SampleFile.all("postings"))
    func everyPostingIsTakenOrRefusedWithItsReason(file: SampleFile) throws {
        let market = Market { $0.warehouses[WarehouseID("msk-1")]?.aliases = [] }
        let records = try market.drop(try file.text)
        #expect(records.count == 1)
        if file.path.lastPathComponent.hasPrefix("string") {
            #expect(records[0].refusal?.pointer == "/status")
            #expect(market.world.disk.history.isEmpty)
        } else {
            // The warehouse is named, and nobody has told the configuration.
            let outcome = try #require(market.world.outcome(ofFile: "1.json"))
            let isUnnamed = file.path.lastPathComponent.contains("cf3e814724")
            #expect(outcome.word == (isUnnamed ? "applied" : "refused"))
            if !isUnnamed { #expect(outcome.refusal?.pointer == "/delivery_method/warehouse_id") }
        }
    }

    @Test(arguments: try SampleFile.all("postings").filter { !$0.testDescription.hasPrefix("string") })
    func aPostingBecomesAShipmentAwaitingPackaging(file: SampleFile) throws {
        let market = Market {
            $0.warehouses[WarehouseID("msk-1")]?.aliases = Set(
                ["21321684811000", "15110442724000", "18114520187000", "15588127982000"].map { WarehouseID($0) })
        }
        let records = try market.drop(try file.text)
        let report = try #require(records[0].report)
        let shipment = try #require(market.world.shipment(report.number))
        #expect(shipment.state.name == .awaitingPackaging)
        #expect(shipment.isHeld == file.testDescription.contains("passport"))
        #expect(shipment.items.allSatisfy { !$0.price.isUnknown })
        #expect(market.world.reports.entries.allSatisfy { $0.transition.derived != nil || $0.origin == nil })
    }

    @Test(arguments: try SampleFile.all("pushes"))
    func everyMessageIsTakenOrRefusedWithItsReason(file: SampleFile) throws {
        let market = Market()
        let records = try market.drop(try file.text)
        #expect(records.count == 1)
        let outcome = try #require(market.world.outcome(ofFile: "1.json"))
        switch file.testDescription.split(separator: ".")[0] {
        case "TYPE_NEW_POSTING":
            #expect(outcome.refusal?.pointer == "/posting_number")
        case "TYPE_STATE_CHANGED", "TYPE_POSTING_CANCELLED", "TYPE_CUTOFF_DATE_CHANGED":
            #expect(outcome.word == "waiting")
        default:
            #expect(outcome.word == "unchanged")
            #expect(records[0].isAside)
        }
    }

    @Test func aNumberWithoutAPartIsAnOrderAndItsFirstPart() throws {
        let report = try #require(try door(try SampleFile.text("6af8e5caeb")).first?.report)
        #expect(report.number == ShipmentNumber("4567890123-1"))
        #expect(report.number.order == OrderNumber("4567890123"))
        #expect(report.contents?.items.first?.price == .of("1500.00"))
    }

    @Test func thePostingsNumberCountsBeforeTheOrders() throws {
        let report = try #require(try door(try SampleFile.text("342c28b1eb")).first?.report)
        #expect(report.number == ShipmentNumber("23713478-0018-3"))
        #expect(report.delivery == .pickup)
    }

    @Test func anOrderMayBeginWithItsThirdPart() throws {
        let market = Market()
        try market.drop(try SampleFile.text("cf3e814724"))
        let order = try market.order("57195475-0050")
        #expect(order.shipments.map(\.number) == [ShipmentNumber("57195475-0050-3")])
        #expect(order.service == .unknown)
        #expect(order.shipments[0].items[0].price == .of("279.00"))
    }
}
