// How fast the door is: from the bytes of a file to checked events, on one core. Times are processor times, so that
// what else runs on the machine counts little; the comparison with Foundation's decoder hardly depends on the machine.

import Engine
import EventFormats
import Foundation
import Glibc
import JSON

@main
enum EventThroughput {
    /// `--once`: every measurement once, over a small file, to see that it runs.
    static func main() throws {
        let isOnce = CommandLine.arguments.dropFirst() == ["--once"]
        let bench = Bench(rounds: isOnce ? 1 : 7, fileBytes: isOnce ? 100_000 : 8_000_000)
        let orders = SampleFile(of: SampleEvents.order, bytes: bench.fileBytes)
        let statuses = SampleFile(of: SampleEvents.status, bytes: bench.fileBytes)
        // Fewer lines than are refused together.
        let junk = SampleFile(of: SampleEvents.junk, bytes: min(bench.fileBytes, 900_000))
        print("what is measured                             MB/s    records/s   us each")
        let door = try bench.measure("events: orders, .ndjson", orders) { try $0.taken(as: "a.ndjson") }
        try bench.measure("events: orders, .json array", orders.inArray) { try $0.taken(as: "a.json") }
        try bench.measure("events: statuses, .ndjson", statuses) { try $0.taken(as: "a.ndjson") }
        try bench.measure("refusals: junk lines, .ndjson", junk) { try $0.taken(as: "a.ndjson") }
        try bench.measure("parsing alone: orders", orders) { try $0.parsed() }
        let decoder = try bench.measure("Foundation's JSONDecoder: orders", orders) { try $0.decoded() }
        print("from bytes to events is \(rounded(door / decoder)) times as fast as Foundation's decoding alone")
    }
}

/// Measures, and prints a line for each measurement.
struct Bench {
    let rounds: Int
    let fileBytes: Int

    /// Answers with the bytes a second, in the best of the rounds.
    @discardableResult
    func measure(_ name: String, _ file: SampleFile, _ read: (SampleFile) throws -> Int) throws -> Double {
        let seconds = try (0..<rounds).map { _ in
            let start = clock()
            let count = try read(file)
            precondition(count == file.count, "\(name): \(count) of \(file.count) records")
            return Double(clock() - start) / Double(CLOCKS_PER_SEC)
        }
        let best = max(seconds.min() ?? 0, 1e-6)
        let columns = [
            rounded(Double(file.bytes.count) / best / 1e6), "\(Int(Double(file.count) / best))",
            rounded(best / Double(file.count) * 1e6),
        ]
        let title = "\(name) of \(file.bytes.count / file.count) bytes"
        print(zip([title] + columns, [-42, 7, 12, 9]).map(padded).joined(separator: " "))
        return Double(file.bytes.count) / best
    }
}

private func rounded(_ number: Double) -> String { String(format: "%.1f", number) }

/// To the right, or with a negative width to the left.
private func padded(_ text: String, _ width: Int) -> String {
    let space = String(repeating: " ", count: max(0, abs(width) - text.utf8.count))
    return width < 0 ? text + space : space + text
}
