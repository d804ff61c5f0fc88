// Small worlds for the store's tests: a directory, orders, and turns.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Store

/// A directory that is gone with its test.
final class TemporaryDirectory {
    let path: String

    init() {
        var template = Array("/tmp/cutoffd-store-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var store: String { path + "/orders.db" }

    func length(of name: String) -> Int {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? Int(status.st_size) : 0
    }

    /// Copies the first bytes of a file from another directory, or all of them.
    func copy(_ name: String, from other: TemporaryDirectory, bytes: Int = .max) throws {
        let text = try #require(contents(of: "\(other.path)/\(name)", upTo: bytes))
        try write(text, to: name)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o640)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    /// Every file with its bytes, the lock left out.
    func contentsByName() throws -> [String: [UInt8]] {
        let files = names.filter { !$0.hasSuffix(".lock") }
        return Dictionary(
            uniqueKeysWithValues: try files.map { ($0, try #require(contents(of: "\(path)/\($0)", upTo: .max))) })
    }

    var names: Set<String> {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: Set<String> = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.insert(name) }
        }
        return names
    }
}

/// The shipments of the orders in a test: what a docket would tell of itself.
final class Shelf {
    var rows: [OrderNumber: [ShipmentRow]] = [:]

    var projection: ShipmentProjection { { [self] in rows[$0.number] ?? [] } }

    /// Puts an order of one shipment, or more, on the shelf.
    func put(_ order: OrderNumber, _ states: StateName..., due: Instant? = nil, tracking: TrackingNumber? = nil) {
        rows[order] = states.enumerated().map { part, state in
            ShipmentRow(
                shipment: ShipmentNumber(order, part: part + 1), state: state, isHeld: false, isOverdue: false,
                warehouse: WarehouseID("msk-1"), service: ServiceID("partner"),
                deliveryMethod: DeliveryMethodID("courier-msk"), placedAt: .start, due: due,
                tracking: part == 0 ? tracking : nil)
        }
    }
}

extension Instant {
    /// 2026-11-23T09:00:00Z.
    static let start = Instant(milliseconds: 1_795_424_400_000)
    static func minute(_ count: Int64) -> Instant { .start + .minutes(count) }
}

extension Batch {
    /// A turn that has come to a minute after `start`.
    init(minute: Int64) {
        let mark = ClockMark(
            position: .minute(minute), wall: .minute(minute), sinceBoot: .minutes(minute), boot: "first")
        self.init(committedAt: .minute(minute), mark: mark)
    }
}

extension StoredDocket {
    init(_ number: Int, version: Int64 = 0, _ deadlines: Deadline...) {
        self.init(
            id: DocketID(rawValue: Int64(number)), version: version, docket: Docket(number: .sample(number)),
            deadlines: deadlines)
    }
}

extension OrderNumber {
    static func sample(_ number: Int) -> OrderNumber { OrderNumber("24219509-\(number)") }
}

extension Deadline {
    init(_ kind: DeadlineKind, of shipment: ShipmentNumber? = nil, _ detail: String = "", minute: Int64) {
        self.init(
            key: DeadlineKey(kind, shipment: shipment, detail: detail), due: .minute(minute), position: .minute(minute))
    }
}

extension HistoryEntry {
    init(_ seq: Int64, order: OrderNumber, event: EventName? = nil, minute: Int64 = 0) {
        let transition = Transition(
            order: order, shipment: ShipmentNumber(order, part: 1),
            cause: event == nil ? .deadline(.packing) : .event(.orderPlaced), from: nil, to: .awaitingPackaging,
            effectiveAt: .minute(minute), warehouse: WarehouseID("msk-1"), service: ServiceID("partner"),
            deliveryMethod: DeliveryMethodID("courier-msk"),
            reason: nil, due: nil, runs: [Deadline(.packing, minute: minute + 60)], isOverdue: false, isHeld: false,
            warnings: [])
        let origin = event.map { Origin(event: $0, file: "a.json", submitter: 1000, text: #"{"id":"\#($0.id)"}"#) }
        self.init(seq: seq, transition: transition, committedAt: .minute(minute), origin: origin)
    }
}

extension EventName {
    static func sample(_ id: String) -> EventName { EventName(source: SourceName("/wms"), id: id) }
}

extension RecordID {
    init(inode: UInt64, _ index: Int) {
        self.init(file: FileID(inode: inode, changedAt: Instant.start.milliseconds * 1_000_000), index: index)
    }
}

extension Digest {
    static func sample(_ byte: UInt8) -> Digest { Digest(bytes: Array(repeating: byte, count: 32)) }
}

extension Refusal {
    static let sample = Refusal(.orphaned, expected: "an order", found: "none", advice: "Place it first.")
}
