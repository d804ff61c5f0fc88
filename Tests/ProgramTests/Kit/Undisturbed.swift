// The run that nobody disturbed: the same files, at the very instants at which they arrived, decided by a daemon in
// memory that is up all along. What a real daemon made of them after any number of kills has to equal it.

import CivilTime
import Configuration
import Engine
import EventFormats
import Orders
import Store
import TestKit

struct Undisturbed {
    let world: World
    private var outcomes: [Key: Outcome] = [:]

    /// A record by the file that it was dropped in.
    struct Key: Hashable {
        let file: String
        let index: Int
    }

    /// - Parameter arrivals: each file with the instant at which it arrived.
    init(_ arrivals: [(file: DroppedFile, at: Instant)], policy: Policy, until end: Instant) throws {
        let arrivals = arrivals.sorted { ($0.at, $0.file.name) < ($1.at, $1.file.name) }
        world = World(at: arrivals[0].at - .seconds(1), policy: policy)
        for (file, instant) in arrivals {
            try world.run(to: instant)
            world.spool.drop(file.name, file.records, at: instant, by: 0)
        }
        try world.run(to: end)
        for (offset, arrival) in arrivals.enumerated() {
            // A listed spool numbers its files from 1.
            let id = FileID(inode: UInt64(offset + 1), changedAt: arrival.at.milliseconds * 1_000_000)
            for index in arrival.file.records.indices {
                let record = RecordID(file: id, index: index)
                outcomes[Key(file: arrival.file.name, index: index)] = world.disk.outcome(of: record)
            }
        }
    }

    func outcome(of index: Int, in file: DroppedFile) -> Outcome? { outcomes[Key(file: file.name, index: index)] }
}

extension DroppedFile {
    /// What the daemon reads in it.
    var records: [Record] {
        guard var reader = FileFormats().reader(forFileNamed: name) else { return [] }
        content.withUnsafeBytes { reader.feed($0) }
        reader.finish()
        var records: [Record] = []
        while let record = reader.next() { records.append(record) }
        return records
    }
}

extension OrderReader {
    /// Every receipt of a file, and the instant at which it arrived.
    func receipts(of file: DroppedFile) throws -> (arrivedAt: Instant, receipts: [FiledReceipt]) {
        let candidates = try receipts(inode: file.inode).filter { $0.record.file.changedAt >= file.changedFrom }
        let changed = candidates.first?.record.file.changedAt ?? 0
        let arrivedAt = Instant(flooring: changed / 1_000_000_000, nanoseconds: changed % 1_000_000_000)
        return (arrivedAt, candidates.filter { $0.record.file.changedAt == changed })
    }
}
