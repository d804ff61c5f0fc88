// Kills and downtime: whatever happens to the process, orders end as if nothing had.

import CivilTime
import Configuration
import Engine
import Foundation
import Orders
import Store
import TestKit
import Testing

@Suite struct KillTests {
    @Test(arguments: [1, 2] as [UInt64]) func twentyKillsAtAnyMomentChangeNothing(seed: UInt64) async throws {
        let site = try Site(.settings(packing: "300ms", grace: "300ms"))
        let files = try await live(through: Day(seed: seed, orders: 60, milliseconds: 5000), site, seed)
        try await site.isServed()
        try await eventually("nothing falls due any more") {
            try site.reader().deadlines(before: .now + .hours(1), limit: 1).isEmpty
        }
        try await site.stop()
        let reader = try site.reader()
        try site.expectUndisturbed(files, reader, "seed \(seed)")
        try expectTold(site.journal, through: reader.status().lastSeq, "seed \(seed)")
        #expect(try reader.verify() == [])
    }

    /// Drops a day's files at their times, and kills the daemon twenty times meanwhile.
    private func live(through day: Day, _ site: Site, _ seed: UInt64) async throws -> [DroppedFile] {
        var random = SeededGenerator(seed: seed &* 31)
        let last = day.drops.last?.after ?? 0
        var kills = (0..<20).map { _ in Int.random(in: 0...last, using: &random) }.sorted()[...]
        var files: [DroppedFile] = []
        let begin = ContinuousClock.now
        try site.launch()
        for drop in day.drops {
            while let kill = kills.first, kill <= drop.after {
                await pause(until: begin + .milliseconds(kill))
                try await site.killNow()
                // Now and then it stays down for a while.
                await pause(milliseconds: Bool.random(using: &random) ? 0 : .random(in: 0...300, using: &random))
                try site.launch()
                kills.removeFirst()
            }
            await pause(until: begin + .milliseconds(drop.after))
            files.append(try site.drop(drop.name, drop.content))
        }
        return files
    }

    /// Each transition was told at least once, in the order of their numbers, and a repeat says that it is one.
    private func expectTold(_ journal: Journal, through last: Int64, _ comment: Comment) throws {
        let told = try journal.lines.filter { $0["SEQ"] != nil }
        var first: [Int64] = []
        for line in told {
            let seq = try #require(line["SEQ"].flatMap(Int64.init))
            if seq == (first.last ?? 0) + 1 {
                first.append(seq)
            } else {
                #expect(line["REPEAT"] == "1", "\(line.text)")
            }
        }
        #expect(first == Array(1...last), comment)
    }
}

@Suite struct DowntimeTests {
    @Test func aFileThatLandedBeforeTheDeadlineCountsAndALaterOneIsLateThoughNobodyLooked() async throws {
        let site = try Site(.settings(packing: "2s"))
        try await site.start()
        try site.drop("1.json", .placed("late"))
        try await site.isServed()
        try await site.killNow()
        // One after the other, so that the packing is certainly no two seconds after the order.
        try site.drop("2.json", .placed("in-time"))
        try site.drop("3.json", .packed("in-time-1"))
        let after = Instant.now + .seconds(2)
        try await eventually("both cut-offs pass") { Instant.now > after }
        try site.drop("4.json", .packed("late-1"))
        try await site.start()
        try await site.isServed()
        let reader = try site.reader()
        #expect(try causes(reader.history(of: OrderNumber("in-time"))) == ["order.placed", "shipment.packed"])
        let late = try reader.history(of: OrderNumber("late"))
        #expect(causes(late) == ["order.placed", "deadline.packing", "shipment.packed"])
        let missed = try #require(late.first { $0.transition.cause == .deadline(.packing) })
        #expect(missed.transition.effectiveAt == missed.transition.due)
        #expect(missed.lateness > .zero)
    }

    @Test func whatHappenedBetweenTwoDeadlinesWhileItWasDownIsDecidedBetweenThem() async throws {
        let strict = "id = \"strict\"\ntime_zone = \"UTC\"\npacking_time = \"500ms\"\npacking_grace = \"500ms\""
        let site = try Site(.settings(packing: "500ms", grace: "24h", "[[warehouse]]\n" + strict))
        try site.drop("1.json", .placed("saved"))
        try site.drop("2.json", String.placed("lost").replacingOccurrences(of: "express", with: "strict"))
        let end = Instant.now + .seconds(1)
        try await eventually("both cut-offs and one grace pass") { .now > end }
        try site.drop("3.json", .packed("saved-1"))
        try site.drop("4.json", .packed("lost-1"))
        try await site.start()
        try await site.isServed()
        let reader = try site.reader()
        let saved = ["order.placed", "deadline.packing", "shipment.packed"]
        #expect(try causes(reader.history(of: OrderNumber("saved"))) == saved)
        let lost = ["order.placed", "deadline.packing", "deadline.packing-grace"]
        #expect(try causes(reader.history(of: OrderNumber("lost"))) == lost)
        #expect(try site.reasons("4").first?["code"] as? String == "illegal")
    }

    private func causes(_ history: [HistoryEntry]) -> [String] {
        history.map(\.transition.cause).filter { $0.name != "deadline.reminder" }.map(\.name)
    }
}
