// A daemon with nothing to do costs next to nothing, however much is pending. `make measure` has the figures of the
// release build.

import CivilTime
import Foundation
import Orders
import Store
import Testing

@Suite struct IdleTests {
    @Test func fiveThousandPendingOrdersNeitherWakeItNorFillTheMemory() async throws {
        let site = try Site(.settings(packing: "20h"))
        try await site.start()
        try await site.stop()
        try await site.start()
        let empty = try memory(site)
        try site.drop("orders.ndjson", (0..<5000).map { String.placed("o\($0)") }.joined(separator: "\n"))
        try await site.isServed()
        // A new life knows only what it needs; this one has memory of what it just did.
        try await site.stop()
        try await site.start()
        try await site.isResting()
        #expect(try site.reader().deadlines([.packing], before: .now + .hours(20), limit: 5001).count == 5000)
        #expect(try memory(site) - empty < 4096, "kilobytes")
    }

    /// Kilobytes of its own, without the programs and libraries that it shares with others.
    private func memory(_ site: Site) throws -> Int { try site.processStatus("RssAnon") }
}

extension Site {
    /// A number of /proc/PID/status (proc(5)).
    func processStatus(_ name: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        guard
            let value = line?.split(whereSeparator: { $0 == "\t" || $0 == " " }).dropFirst().first.flatMap({ Int($0) })
        else {
            throw Impatience("/proc/\(pid)/status has no \(name)")
        }
        return value
    }

    /// Waits for three seconds in which the daemon wakes at most once: the scan that comes every 30 seconds.
    func isResting() async throws {
        for _ in 0..<20 {
            let before = try processStatus("voluntary_ctxt_switches")
            await pause(milliseconds: 3000)
            if try processStatus("voluntary_ctxt_switches") - before <= 1 { return }
        }
        throw Impatience("the daemon keeps waking")
    }
}
