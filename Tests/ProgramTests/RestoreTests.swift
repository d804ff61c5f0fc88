// A backup is put back while orders are under way: after a replay they are what they would have been.

import CivilTime
import Configuration
import Engine
import Foundation
import Orders
import Store
import TestKit
import Testing

@Suite struct RestoreTests {
    @Test(arguments: [1, 2] as [UInt64])
    func aRestoreWithDeadlinesAndArrivalsInBetweenChangesNothing(seed: UInt64) async throws {
        let site = try Site(.settings(packing: "300ms", grace: "300ms"))
        let day = Day(seed: seed, orders: 40, milliseconds: 3000)
        try await site.start()
        let (backup, loss) = (day.drops.count / 4, day.drops.count * 3 / 4)
        var files = try await site.live(through: day.drops[..<backup])
        #expect(try await site.control("backup", site.copy).status == 0)
        files += try await site.live(through: day.drops[backup..<loss])
        try await site.isServed()
        // What is refused whole is not in the archive, so nothing of it comes back but that it changed nothing.
        var arrivals = try site.arrivals(of: files, try site.reader())
        try await site.restore()
        try await site.isHeld()
        try await site.metricsTell { $0.contains(#"cutoffd_held{reason="restore"} 1"#) }
        let later = try await site.live(through: day.drops[loss...])
        let replay = try await site.control("replay", site.done)
        #expect(replay.status == 0 && replay.output.contains(" replayed, "), "\(replay)")
        try await site.isServed()
        try await eventually("nothing falls due any more") {
            try site.reader().deadlines(before: .now + .hours(1), limit: 1).isEmpty
        }
        try await site.stop()
        let reader = try site.reader()
        arrivals += try site.arrivals(of: later, reader)
        let undisturbed = try Undisturbed(arrivals, policy: site.settings().policy, until: .now)
        try site.expectUndisturbed(orders: undisturbed, reader, "seed \(seed)")
        #expect(try reader.verify() == [])
        // The same again: nothing is missing any more.
        try await site.start()
        #expect(try site.reader().status().held == nil)
    }

    @Test func aDamagedFileStopsTheReplayBeforeAnythingOfItCounts() async throws {
        let site = try Site()
        try await site.start()
        #expect(try await site.control("backup", site.copy).status == 0)
        for number in 1...3 {
            try site.drop("\(number).json", .placed("o\(number)"))
            try await site.isServed()
        }
        try await site.restore()
        let file = try #require(try site.archived("2.json"))
        let whole = try Data(contentsOf: file)
        try whole.dropLast(1).write(to: file)

        for arguments in [["replay", site.done], ["replay", "--dry-run", site.done]] {
            let replay = try await site.control(arguments)
            #expect(replay.status == 1 && replay.errors.contains("2.json is not what was accepted"), "\(replay)")
        }
        try await site.isHeld()
        #expect(try site.reader().order(OrderNumber("o1")) == nil)

        // Whoever goes round cutoffctl gets the same from the daemon, which keeps what came before.
        let data = #"{"directory":"\#(site.done)"}"#
        let request = #"{"specversion":"1.0","id":"r","source":"/ops","type":"replay.requested","data":\#(data)}"#
        try site.drop("by-hand.json", request)
        try await eventually("the replay stops") { try site.reader().status().replay?.failure != nil }
        #expect(try site.reader().order(OrderNumber("o1")) != nil)
        #expect(try site.reader().order(OrderNumber("o2")) == nil)

        try whole.write(to: file)
        #expect(try await site.control("replay", site.done).status == 0)
        #expect(try site.reader().order(OrderNumber("o3")) != nil)
        #expect(try site.reader().status().held == nil)
    }

    @Test func aCopyOfTheArchiveIsReplayedWhereItLiesAndGivenUpForGood() async throws {
        let site = try Site()
        try await site.start()
        #expect(try await site.control("backup", site.copy).status == 0)
        try site.drop("1.json", .placed("o1"))
        try await site.isServed()
        let elsewhere = site.root + "/copied"
        try FileManager.default.copyItem(atPath: site.done, toPath: elsewhere)
        try FileManager.default.removeItem(atPath: site.done)
        try await site.restore()
        #expect(try site.reader().status().held == nil)
        let replay = try await site.control("replay", elsewhere, "--json")
        #expect(replay.status == 0 && replay.output.contains(#""fed":1"#), "\(replay)")
        #expect(try site.reader().order(OrderNumber("o1")) != nil)
        let again = try await site.control("replay", elsewhere, "--json")
        #expect(again.status == 0 && again.output.contains(#""fed":0"#), "\(again)")
        #expect(try await site.control("replay", "--none").status == 1)
    }

    @Test func withoutTheFilesItGoesOnAndNeverAsksAgain() async throws {
        let site = try Site()
        try await site.start()
        #expect(try await site.control("backup", site.copy).status == 0)
        try site.drop("1.json", .placed("o1"))
        try await site.isServed()
        try await site.restore()
        try await site.isHeld()
        try site.drop("2.json", .placed("o2"))
        #expect(try await site.control("replay", "--none", "--yes").status == 0)
        try await site.isServed()
        #expect(try site.reader().order(OrderNumber("o1")) == nil)
        #expect(try site.reader().order(OrderNumber("o2")) != nil)
        try await site.killNow()
        try await site.start()
        #expect(try site.reader().status().held == nil)
    }

    @Test func whatIsNoneOfOursInTheArchiveHoldsNothing() async throws {
        let site = try Site()
        try await site.start()
        try site.drop("1.json", .placed("o1"))
        try await site.isServed()
        try await site.stop()
        let day = try #require(try site.archived("1.json")).deletingLastPathComponent()
        for name in ["notes.txt", "1795420800000000000-0-foreign.json"] {
            try "{}".write(to: day.appending(path: name), atomically: false, encoding: .utf8)
        }
        try await site.start()
        #expect(try site.reader().status().held == nil)
    }
}

extension Site {
    fileprivate var done: String { root + "/spool/done" }
    fileprivate var copy: String { root + "/copy.db" }

    fileprivate func control(_ arguments: String...) async throws -> Program.Result { try await control(arguments) }

    fileprivate func control(_ arguments: [String]) async throws -> Program.Result {
        try await Program.run([Program.cutoffctl] + arguments, environment: ["CUTOFFD_CONFIG": config])
    }

    /// As the handbook says.
    fileprivate func restore() async throws {
        try await stop()
        for file in [store, store + "-wal", store + "-shm"] { try? FileManager.default.removeItem(atPath: file) }
        try FileManager.default.copyItem(atPath: copy, toPath: store)
        try await start()
    }

    fileprivate func isHeld() async throws {
        try await eventually("everything is held") { [self] in
            try reader().status().held?.contains("cutoffctl replay") == true
        }
    }

    /// Drops files at their times.
    fileprivate func live(through drops: ArraySlice<Day.Drop>) async throws -> [DroppedFile] {
        let begin = ContinuousClock.now
        let first = drops.first?.after ?? 0
        var files: [DroppedFile] = []
        for drop in drops {
            await pause(until: begin + .milliseconds(drop.after - first))
            files.append(try self.drop(drop.name, drop.content))
        }
        return files
    }

    /// Where an accepted file lies.
    fileprivate func archived(_ name: String) throws -> URL? {
        for day in try names(in: done) {
            for file in try names(in: done + "/" + day) where file.hasSuffix("-" + name) {
                return URL(filePath: done + "/" + day + "/" + file)
            }
        }
        return nil
    }
}
