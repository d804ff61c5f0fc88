// What a metrics file says, to the letter. That Prometheus's own parsers read it, ProgramTests see to.

import CivilTime
import Engine
import Foundation
import Metrics
import Orders
import TestKit
import Testing

@Suite struct MetricsTests {
    private let noon = Instant(milliseconds: 1_795_435_200_123)

    private func snapshot(_ sources: [SourceFigures] = []) -> Snapshot {
        Snapshot(
            version: "1.2.3", lastTurn: noon, lastCommit: nil, openOrders: 7, shipments: [.delivered: 2], timers: 5,
            spoolFiles: 3, rejectedFiles: 1, holds: [("clock-behind", true), ("restore", false)], isIntakeStopped: true,
            sources: sources)
    }

    private func lines(_ snapshot: Snapshot, _ measures: Measures = Measures()) -> [String] {
        snapshot.text(with: measures).split(separator: "\n").map(String.init)
    }

    @Test func whatIsSoIsAGauge() {
        let lines = lines(snapshot())
        for line in [
            "# TYPE cutoffd_open_orders gauge", "cutoffd_open_orders 7", #"cutoffd_build_info{version="1.2.3"} 1"#,
            #"cutoffd_shipments{state="delivered"} 2"#, #"cutoffd_shipments{state="disputed"} 0"#,
            #"cutoffd_held{reason="clock-behind"} 1"#, #"cutoffd_held{reason="restore"} 0"#, "cutoffd_intake_stopped 1",
            "# UNIT cutoffd_last_turn_timestamp_seconds seconds", "cutoffd_last_turn_timestamp_seconds 1795435200.123",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.contains { $0.contains("cutoffd_last_commit") }, "what never was has no sample")
        #expect(lines.last == "# EOF")
    }

    @Test func transitionsAreCountedOnceByWhatTheyDid() {
        let measures = Measures()
        var reporter = MeasuringReporter(measures, RecordedReports())
        for isRepeat in [false, false, true] { reporter.report(entry(after: .milliseconds(25)), isRepeat: isRepeat) }
        let lines = lines(snapshot(), measures)
        #expect(
            lines.contains(
                #"cutoffd_transitions_total{event="deadline.packing",from="awaiting-packaging",to="cancelled"} 2"#))
        #expect(lines.contains(#"cutoffd_lateness_seconds_bucket{cause="deadline",le="0.005"} 0"#))
        #expect(lines.contains(#"cutoffd_lateness_seconds_bucket{cause="deadline",le="0.025"} 2"#), "a bound counts")
        #expect(lines.contains(#"cutoffd_lateness_seconds_bucket{cause="deadline",le="+Inf"} 2"#))
        #expect(lines.contains(#"cutoffd_lateness_seconds_sum{cause="deadline"} 0.05"#))
        #expect(lines.contains(#"cutoffd_lateness_seconds_count{cause="event"} 0"#))
    }

    @Test func whatIsToldIsPassedOn() {
        let reports = RecordedReports()
        var reporter = MeasuringReporter(Measures(), reports)
        reporter.report(entry(after: .zero), isRepeat: false)
        reporter.report(entry(after: .zero), isRepeat: true)
        reporter.report(.stopped)
        #expect(reports.entries.count == 1 && reports.repeats.count == 1 && reports.notices == [.stopped])
    }

    @Test func commitsAreMeasured() {
        let measures = Measures()
        measures.commitTook(.milliseconds(3))
        measures.commitTook(.seconds(60))
        let lines = lines(snapshot(), measures)
        #expect(lines.contains(#"cutoffd_commit_seconds_bucket{le="0.0025"} 0"#))
        #expect(lines.contains(#"cutoffd_commit_seconds_bucket{le="0.005"} 1"#))
        #expect(lines.contains(#"cutoffd_commit_seconds_bucket{le="10.0"} 1"#))
        #expect(lines.contains("cutoffd_commit_seconds_count 2"))
    }

    @Test func aNameMayHoldAnything() {
        var source = SourceFigures(label: "a\"b\\c\nd")
        source.accepted = 4
        let lines = lines(snapshot([source]))
        #expect(lines.contains(#"cutoffd_source_events_total{source="a\"b\\c\nd",outcome="accepted"} 4"#))
        #expect(!lines.contains { $0.hasPrefix("cutoffd_source_silent") }, "nothing is expected of it")
    }

    @Test func theHandbookTellsOfEveryMetricAndNoOther() throws {
        var source = SourceFigures(label: "a")
        (source.lastEvent, source.expectEvery, source.isSilent) = (noon, .hours(1), false)
        var snapshot = snapshot([source])
        snapshot.lastCommit = noon
        let measures = Measures()
        var reporter = MeasuringReporter(measures, RecordedReports())
        reporter.report(entry(after: .zero), isRepeat: false)
        let metrics = lines(snapshot, measures).filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] }
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let handbook = try String(contentsOf: package.appending(path: "docs/handbook.md"), encoding: .utf8)
        let told = handbook.matches(of: #/(?m)^\| `(cutoffd_[a-z_]+)/#).map(\.output.1)
        #expect(Set(told) == Set(metrics))
        #expect(told.count == metrics.count)
    }

    // MARK: - The file

    @Test func aFileIsReplacedWholeAndEverybodyMayReadIt() throws {
        let directory = ScratchDirectory()
        let before = umask(0o077)
        defer { umask(before) }
        let file = try #require(MetricsFile(in: directory.path + ":/elsewhere"))
        try file.replace(with: "old and longer\n")
        let reader = try #require(FileHandle(forReadingAtPath: file.path))
        try file.replace(with: "new\n")
        #expect(try reader.readToEnd() == Data("old and longer\n".utf8), "who reads the old one reads all of it")
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "new\n")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["metrics.prom"])
        file.remove()
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func aFileThatCannotBeReplacedSaysWhyAndLeavesNothingBehind() throws {
        let directory = ScratchDirectory()
        let file = try #require(MetricsFile(in: directory.path))
        try FileManager.default.createDirectory(atPath: file.path, withIntermediateDirectories: false)
        let failure = #expect(throws: MetricsFailure.self) { try file.replace(with: "new\n") }
        #expect(failure?.description == "cannot rename \(file.path).new to \(file.path): Is a directory")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["metrics.prom"])
        rmdir(file.path)
        try file.replace(with: "new\n")
    }

    @Test func withoutARuntimeDirectoryThereIsNoFile() {
        #expect(MetricsFile(in: nil) == nil && MetricsFile(in: "") == nil)
    }

    /// A shipment that was cancelled when a deadline passed, told so much later.
    private func entry(after lateness: Span) -> HistoryEntry {
        let order = OrderNumber("1")
        let transition = Transition(
            order: order, shipment: ShipmentNumber(order, part: 1), cause: .deadline(.packing),
            from: .awaitingPackaging, to: .cancelled, effectiveAt: noon, warehouse: WarehouseID("w"),
            service: ServiceID("s"), deliveryMethod: DeliveryMethodID("m"), reason: nil, due: noon, runs: [],
            isOverdue: false, isHeld: false, warnings: [])
        return HistoryEntry(seq: 1, transition: transition, committedAt: noon + lateness, origin: nil)
    }
}
