// The engine on a real spool directory: what only open files and leases show.

import CivilTime
import Engine
import EventFormats
import Foundation
import Glibc
import Linux
import Orders
import Spool
import TestKit
import Testing

/// A daemon without its loop: a real spool and a clock that a test moves, ahead of every file's stamp.
private final class Warehouse {
    let directory = ScratchDirectory()
    let disk = MemoryDisk()
    let reports = RecordedReports()
    let clock = VirtualClock(SystemClock().read().wall)
    private let sabotage: (Int) -> Sabotage?
    private(set) var source: DirectoryArrivalSource
    var engine: Engine

    init(sabotage: @escaping (Int) -> Sabotage? = { _ in nil }) throws {
        self.sabotage = sabotage
        source = try Self.source(directory.path)
        engine = try Self.engine(source, MemoryOrderStore(disk, sabotage: sabotage), reports, clock)
    }

    deinit {
        for name in ["tmp", "new", "rejected", "done"] {
            try? FileManager.default.removeItem(atPath: "\(directory.path)/\(name)")
        }
    }

    /// What a crash leaves: the files, and what is committed.
    func restart() throws {
        source = try Self.source(directory.path)
        engine = try Self.engine(source, MemoryOrderStore(disk, sabotage: sabotage), reports, clock)
    }

    private static func source(_ path: String) throws -> DirectoryArrivalSource {
        try DirectoryArrivalSource(
            path: path, settings: SpoolSettings(), formats: FileFormats(maximumEventBytes: 1 << 20))
    }

    private static func engine(
        _ source: DirectoryArrivalSource, _ store: MemoryOrderStore, _ reports: RecordedReports, _ clock: VirtualClock
    ) throws -> Engine {
        try Engine(store: store, source: source, reporter: reports, wallClock: clock, policy: .simulated)
    }

    /// Until `body` is over, nothing can be moved to where a file goes that arrived now.
    func withoutADay(_ body: () throws -> Void) throws {
        // A file stands where the day's directory would be.
        let day = "\(directory.path)/done/\(clock.now.rfc3339.prefix(10))"
        fclose(fopen(day, "w"))
        try body()
        unlink(day)
    }

    /// The files below a part of the spool, without the manifests.
    func files(_ part: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: "\(directory.path)/\(part)")?.allObjects as? [String] ?? []
        return names.filter { $0.contains(".") }.sorted()
    }

    /// Drops a file, as a rename does.
    func drop(_ name: String, _ event: String) throws {
        let draft = "\(directory.path)/tmp/\(name)"
        let file = try #require(fopen(draft, "w"))
        fputs(event, file)
        fclose(file)
        try #require(rename(draft, "\(directory.path)/new/\(name)") == 0)
    }

    func event(_ id: String, _ type: EventType, _ subject: String, _ data: String = "{}") -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"/wms","type":"\(type.rawValue)",\
        "subject":"\(subject)","data":\(data)}
        """
    }

    func placed(_ packBy: Instant) -> String {
        let item = #"{"sku":"1","name":"Tea","quantity":1,"price":"1.00","currency":"RUB"}"#
        return event(
            "placed", .orderPlaced, "o1",
            """
            {"warehouse":"express","service":"own","deliveryMethod":"d","delivery":"courier",\
            "packBy":"\(packBy.rfc3339)","items":[\(item)]}
            """)
    }

    /// Turns until there is nothing more to do at once.
    func turn() throws {
        while case .none = try engine.turn() {}
    }

    var causes: [String] { disk.history.map(\.transition.cause.name) }
}

@Suite struct RealSpoolTests {
    @Test func moreFilesThanCanBeOpenAtOnceHoldTheDeadlinesBehindThem() throws {
        let warehouse = try Warehouse()
        let due = warehouse.clock.now + .hours(1)
        try warehouse.drop("a.json", warehouse.placed(due))
        for index in 1000..<1600 {
            let evidence = #"{"uri":"x:1"}"#
            try warehouse.drop(
                "b\(index).json", warehouse.event("f\(index)", .evidenceRecorded, "z\(index)-1", evidence))
        }
        try warehouse.drop("c.json", warehouse.event("p", .shipmentPacked, "o1-1"))
        warehouse.clock.pass(.hours(2))
        for _ in 0..<4 { try warehouse.turn() }
        #expect(warehouse.causes.filter { $0.hasPrefix("shipment") || $0 == "deadline.packing" } == ["shipment.packed"])
        #expect(warehouse.source.depth == 0)
    }

    @Test func aCommitThatFailedLosesNoFile() throws {
        let warehouse = try Warehouse { $0 == 1 ? .before(.busy) : nil }
        try warehouse.drop("a.json", warehouse.placed(warehouse.clock.now + .hours(9)))
        warehouse.clock.pass(.minutes(1))
        try warehouse.turn()
        #expect(warehouse.disk.history.isEmpty)
        warehouse.clock.pass(.minutes(1))
        try warehouse.turn()
        #expect(warehouse.causes == ["order.placed"])
    }

    @Test func aSpoolThatCannotRetireFiresDeadlinesAndDoesNotSpin() throws {
        let warehouse = try Warehouse()
        try warehouse.drop("a.json", warehouse.placed(warehouse.clock.now + .hours(1)))
        try warehouse.withoutADay {
            warehouse.clock.pass(.minutes(1))
            for _ in 0..<5 {
                let rest = try warehouse.engine.turn()
                guard case .until(let next?) = rest else {
                    Issue.record("it rests for \(rest)")
                    return
                }
                #expect(next > warehouse.clock.now)
                warehouse.clock.pass(to: next)
            }
            warehouse.clock.pass(.hours(1))
            try warehouse.turn()
            #expect(warehouse.causes.contains("deadline.packing"))
            #expect(warehouse.reports.notices.count == 1)
        }
        warehouse.clock.pass(.seconds(5))
        try warehouse.turn()
        #expect(warehouse.source.depth == 0)
        #expect(warehouse.reports.notices.last == .intakeResumed)
    }

    /// What waited in it was refused meanwhile, and lies in `rejected/` for itself: the file is accepted all the same.
    @Test func aFileThatACrashKeptInTheSpoolGoesWhereItWouldHaveGone() throws {
        let warehouse = try Warehouse()
        try warehouse.drop("a.json", warehouse.event("p", .shipmentPacked, "o1-1"))
        try warehouse.withoutADay {
            for span in [Span.minutes(1), .hours(25)] {
                warehouse.clock.pass(span)
                try warehouse.turn()
            }
            #expect(warehouse.source.depth == 1)
        }
        try warehouse.restart()
        for _ in 0..<2 {
            warehouse.clock.pass(.seconds(5))
            try warehouse.turn()
        }
        #expect(warehouse.files("new").isEmpty)
        #expect(warehouse.files("done").map { $0.hasSuffix("-a.json") } == [true])
        #expect(warehouse.files("rejected").map { $0.hasPrefix("a.waiting-") } == [true, true])
        #expect(warehouse.reports.rejections.count == 1)
    }
}
