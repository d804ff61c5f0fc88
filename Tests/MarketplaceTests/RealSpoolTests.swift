// The marketplace's own files in a real spool directory, with a real store, and a second reading after a crash.

import CivilTime
import Engine
import EventFormats
import Foundation
import JSON
import Linux
import Orders
import Spool
import Store
import TestKit
import Testing

@Suite struct RealSpoolTests {
    /// Below /tmp, gone at the end.
    private let directory = FileManager.default.temporaryDirectory.appending(path: "cutoffd-\(UUID())")

    private func engine(_ reports: RecordedReports, _ clock: VirtualClock) throws -> Engine {
        let source = try DirectoryArrivalSource(
            path: "\(directory.path)/spool", settings: SpoolSettings(), formats: FileFormats())
        return try Engine(
            store: try SQLiteOrderStore(path: "\(directory.path)/lib/orders.db", ballastBytes: 0), source: source,
            reporter: reports, wallClock: clock, policy: Market().world.policy)
    }

    private func drop(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: directory.appending(path: "spool/tmp/\(name)"))
        try FileManager.default.moveItem(
            at: directory.appending(path: "spool/tmp/\(name)"), to: directory.appending(path: "spool/new/\(name)"))
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/spool/\(folder)").sorted()
    }

    @Test func everySampleIsRetiredAndWhatIsRefusedLiesBareWithItsReason() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let reports = RecordedReports()
        let clock = VirtualClock(SystemClock().read().wall)
        try FileManager.default.createDirectory(
            at: directory.appending(path: "spool"), withIntermediateDirectories: true)
        var daemon = try engine(reports, clock)
        let samples = try SampleFile.all("postings") + SampleFile.all("pushes")
        for sample in samples { try drop(sample.testDescription, try sample.text) }
        let bad = posting("3-1", "string", nil).compact
        try drop("list.json", #"{"result":{"postings":[\#(posting("1-1").compact),\#(bad)],"has_next":false}}"#)
        clock.pass(.minutes(1))
        while case .none = try daemon.turn() {}
        #expect(try names("new").isEmpty)
        let rejected = try names("rejected")
        #expect(rejected.contains("list.ndjson") && rejected.contains("list.reason.json"))
        let kept = try String(contentsOf: directory.appending(path: "spool/rejected/list.ndjson"), encoding: .utf8)
        #expect(kept == bad + "\n")
        // All of a response stands in its first line: the number tells which posting is meant.
        let path = directory.appending(path: "spool/rejected/list.reason.json")
        let reasons = try JSONValue(parsing: String(contentsOf: path, encoding: .utf8))
        #expect(reasons.elements?.map { $0["subject"]?.string } == ["3-1"])
        #expect(reports.rejections.contains { $0.file == "list.json" && $0.subject == "3-1" })
        #expect(rejected.contains { $0.hasPrefix("TYPE_NEW_POSTING") })
        #expect(reports.entries.contains { $0.transition.shipment == ShipmentNumber("1-1") })
    }
}
