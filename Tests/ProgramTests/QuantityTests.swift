// Much at once: a large file that is long in coming, and a great many small ones.

import CivilTime
import Engine
import Foundation
import Orders
import Store
import Testing

@Suite struct LargeFileTests {
    @Test func aFileOf50MegabytesIsNotReadBeforeItIsWholeAndThenOnce() async throws {
        let site = try Site()
        try await site.start()
        let path = site.new + "/large.ndjson"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let writer = try #require(FileHandle(forWritingAtPath: path))
        for part in 0..<10 {
            try writer.write(contentsOf: Data(Self.lines(part).utf8))
            // A file that comes meanwhile wakes the daemon, which then has seen the large one too.
            try site.drop("meanwhile-\(part).json", .placed("meanwhile-\(part)"))
            try await site.served("meanwhile-\(part).json")
            #expect(
                try site.reader().receipts(inode: UInt64(site.status(of: path).st_ino)).isEmpty, "after part \(part)")
        }
        let inode = try UInt64(site.status(of: path).st_ino)
        try writer.close()
        try await site.served("large.ndjson")
        let reader = try site.reader()
        #expect(try reader.receipts(inode: inode).map(\.outcome) == Array(repeating: .applied, count: 500))
        #expect(try reader.status().open == 510)
        #expect(try site.accepted.contains("large.ndjson"))
    }

    /// A tenth of the file: 50 orders of 100 kilobytes, the last line half written.
    private static func lines(_ part: Int) -> String {
        let padding = String(repeating: "x", count: 104_500)
        let orders = (0..<50).map { String.placed("l\(part)-\($0)", more: ",\"note\":\"\(padding)\"") }
        return orders.joined(separator: "\n") + "\n"
    }
}

@Suite struct ManyFilesTests {
    @Test func tenThousandFilesAtOnceAreAppliedInTheOrderOfTheirArrival() async throws {
        let site = try Site()
        try await site.start()
        for order in 0..<Self.orders { try site.drop("o\(order).json", .placed("o\(order)")) }
        try await site.isServed()
        // Names in no order, so that files of one clock tick show whether names decide among them.
        let names = (0..<Self.files).map { "\($0 &* 7919 % Self.files).json" }
        for (index, name) in names.enumerated() { try site.write(name, Self.evidence(index)) }
        for name in names { try site.move(name) }
        try await site.isServed()
        let reader = try site.reader()
        var applied = 0
        for order in 0..<Self.orders {
            let entries = try reader.history(of: OrderNumber("o\(order)")).dropFirst()
            let places = entries.map { Place($0.transition.effectiveAt, $0.origin?.file ?? "") }
            #expect(places == places.sorted())
            applied += entries.count
        }
        #expect(applied == Self.files)
        #expect(try site.accepted.count == Self.files + Self.orders)
        #expect(try site.names(in: site.rejected).isEmpty)
    }

    private static let orders = 100
    private static let files = 10_000

    private static func evidence(_ index: Int) -> [UInt8] {
        let data = "{\"uri\":\"https://video.example/\(index)\"}"
        return Array(String.event("evidence.recorded", "o\(index % orders)-1", id: "e\(index)", data).utf8)
    }

    /// Where a file stands in the queue.
    private struct Place: Comparable {
        let instant: Instant
        let name: String

        init(_ instant: Instant, _ name: String) { (self.instant, self.name) = (instant, name) }

        static func < (left: Place, right: Place) -> Bool {
            if left.instant != right.instant { return left.instant < right.instant }
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
    }
}
