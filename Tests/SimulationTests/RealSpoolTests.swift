// The engine on a real spool directory: what only open files and leases show.

import CivilTime
import Engine
import EventFormats
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
    let source: DirectoryArrivalSource
    var engine: Engine

    init(sabotage: @escaping (Int) -> Sabotage? = { _ in nil }) throws {
        source = try DirectoryArrivalSource(
            path: directory.path, settings: SpoolSettings(), formats: FileFormats(maximumEventBytes: 1 << 20))
        engine = try Engine(
            store: MemoryOrderStore(disk, sabotage: sabotage), source: source, reporter: reports, wallClock: clock,
            policy: .simulated)
    }

    deinit {
        for name in ["tmp", "new", "rejected", "done"] { rmdir("\(directory.path)/\(name)") }
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
        // A file stands where the day's directory would be.
        let day = String(warehouse.clock.now.rfc3339.prefix(10))
        fclose(fopen("\(warehouse.directory.path)/done/\(day)", "w"))
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
        unlink("\(warehouse.directory.path)/done/\(day)")
        warehouse.clock.pass(.seconds(5))
        try warehouse.turn()
        #expect(warehouse.source.depth == 0)
        #expect(warehouse.reports.notices.last == .intakeResumed)
    }
}
