// The metrics file of a real daemon, as Prometheus's own parsers read it.

import Foundation
import Glibc
import Testing

@Suite struct MetricsFileTests {
    private let settings = String.settings(
        """
        [[source]]
        name = "/wms"
        role = "seller"
        expect_every = "1h"
        """)

    @Test func bothOfPrometheussParsersReadIt() async throws {
        let site = try Site(settings)
        try await site.start()
        let order = String.placed("1")
        try site.drop("1.json", order)
        try site.drop("2.json", order)
        try site.drop("3.json", order.replacingOccurrences(of: "\"/wms\"", with: "\"/feeds/stranger\""))
        try site.drop("4.json", "{}")
        try await site.isServed()
        let samples = try await site.samples {
            $0.contains(#"outcome="duplicate"} 1"#) && $0.contains("cutoffd_rejected_files 2")
                && $0.contains("cutoffd_spool_files 0")
        }
        for (name, value) in [
            (#"cutoffd_transitions_total{"event": "order.placed", "from": "", "to": "awaiting-packaging"}"#, 1),
            (#"cutoffd_source_events_total{"outcome": "accepted", "source": "/wms"}"#, 1),
            (#"cutoffd_source_events_total{"outcome": "duplicate", "source": "/wms"}"#, 1),
            (#"cutoffd_source_events_total{"outcome": "refused", "source": "(unlisted)"}"#, 1),
            (#"cutoffd_source_events_total{"outcome": "refused", "source": "(unnamed)"}"#, 1),
            (#"cutoffd_source_silent{"source": "/wms"}"#, 0), (#"cutoffd_refused_records_total{"code": "illegal"}"#, 1),
            (#"cutoffd_shipments{"state": "awaiting-packaging"}"#, 1),
            (#"cutoffd_lateness_seconds_count{"cause": "event"}"#, 1),
            ("cutoffd_open_orders{}", 1), ("cutoffd_spool_files{}", 0),
            ("cutoffd_rejected_files{}", 2), ("cutoffd_source_expected_seconds{\"source\": \"/wms\"}", 3600),
        ] as [(String, Double)] { #expect(samples[name] == value, "\(name)") }
        // On the wheel is what falls due within a day: by the hour of the test one timer, or none.
        #expect(samples["cutoffd_wheel_timers{}"].map { $0 <= 1 } == true)
        #expect(samples.keys.contains { $0.hasPrefix("cutoffd_commit_seconds_bucket") })
        try await site.stop()
        #expect(!FileManager.default.fileExists(atPath: site.metrics), "a daemon that has ended has no figures")
    }

    @Test func whatCannotBeWrittenIsToldOnceAndOnceWhenItIsWrittenAgain() async throws {
        let site = try Site()
        try FileManager.default.createDirectory(atPath: site.metrics, withIntermediateDirectories: false)
        try await site.start()
        try await eventually("it says so") {
            try site.journal.contains("error: metrics are not written: cannot rename")
        }
        rmdir(site.metrics)
        try site.drop("1.json", .placed("1"))
        try await eventually("it says that it goes on") {
            try site.journal.contains("notice: metrics are written again")
        }
        #expect(try site.journal.lines.filter { $0.text.contains("metrics are") }.count == 2)
        #expect(try await site.samples { $0.contains("cutoffd_open_orders 1") }["cutoffd_open_orders{}"] == 1)
    }

    @Test func withoutARuntimeDirectoryThereIsNone() async throws {
        let site = try Site()
        try site.launch(environment: ["RUNTIME_DIRECTORY": ""])
        try site.drop("1.json", .placed("1"))
        try await site.isServed()
        #expect(try site.names(in: site.root + "/run").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: "/metrics.prom"))
    }
}

extension Site {
    fileprivate var metrics: String { root + "/run/metrics.prom" }

    /// Waits until the file tells something; it is first written after the first turn.
    func metricsTell(_ holds: (String) -> Bool) async throws {
        try await eventually("the metrics tell it") { [metrics] in
            (try? String(contentsOfFile: metrics, encoding: .utf8)).map(holds) ?? false
        }
    }

    /// The samples by name and labels, when the file has come to hold something.
    fileprivate func samples(when holds: (String) -> Bool) async throws -> [String: Double] {
        try await metricsTell(holds)
        let parsed = try await Program.run(["/usr/bin/python3", "-c", Self.parser, metrics])
        try #require(parsed.status == 0, "\(parsed.errors)")
        let lines = parsed.output.split(separator: "\n").map { $0.split(separator: "\t") }
        return Dictionary(
            lines.map { (String($0[0]), Double($0[1]) ?? .nan) },
            uniquingKeysWith: { first, second in
                first == second ? first : .nan  // the two parsers read different things
            })
    }

    /// Both formats; each metric must be described.
    private static var parser: String {
        """
        import json, sys
        from prometheus_client import parser
        from prometheus_client.openmetrics import parser as openmetrics
        text = open(sys.argv[1]).read()
        for parse in (parser.text_string_to_metric_families, openmetrics.text_string_to_metric_families):
            for family in parse(text):
                assert family.documentation, family.name
                for sample in family.samples:
                    print(sample.name + json.dumps(sample.labels, sort_keys=True), sample.value, sep="\\t")
        """
    }
}
