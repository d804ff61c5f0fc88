// The part of a batch that is about files and the archive: how much of each is decided, and replays.

import CivilTime
import Engine
import Orders

extension BatchWriter {
    func writeFilings() throws(StoreFailure) {
        for filing in batch.filings {
            try connection.run(
                """
                INSERT INTO filings (arrived, submitter, name, inode, changed, extent) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET inode = excluded.inode, changed = excluded.changed, extent = excluded.extent
                """, filing.name.arrivedAt, filing.name.submitter, filing.name.name, filing.file.inode,
                filing.file.changedAt, filing.extent.rawValue)
        }
    }

    func writeReplay() throws(StoreFailure) {
        switch batch.replay {
        case nil: break
        case .begun(let directory):
            try connection.run("UPDATE facts SET replaying = ?, replay = NULL", directory)
        case .ended(let progress):
            let text: String? = if let progress { try connection.encoded(progress) } else { nil }
            // Whoever waits for its end is not told of its hold any more; another one is noted in the same turn.
            try connection.run("UPDATE facts SET replaying = NULL, replay = ?, held = NULL", text)
        }
    }
}

extension Connection {
    func filing(of name: ArchiveName) throws(StoreFailure) -> Filing? {
        let rows = try rows(
            "SELECT inode, changed, extent FROM filings WHERE arrived = ? AND submitter = ? AND name = ?",
            name.arrivedAt, name.submitter, name.name)
        if try rows.next() {
            let extent: Int = try rows[2]
            guard let extent = FilingExtent(rawValue: extent) else { throw corrupt("a filing has extent \(extent)") }
            return Filing(name, file: FileID(inode: try rows[0], changedAt: try rows[1]), extent: extent)
        }
        let through: Int64 = try value("SELECT filed_through FROM facts") ?? 0
        guard name.arrivedAt <= through else { return nil }
        return Filing(name, file: FileID(inode: 0, changedAt: name.arrivedAt), extent: .whole)
    }

    /// Files that arrived before an instant, the earliest first. What has no row any more is known.
    func pruneFilings(before instant: Instant, atMost limit: Int) throws(StoreFailure) -> Int {
        let (product, isTooFar) = instant.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        let nanoseconds = isTooFar ? (instant.milliseconds < 0 ? .min : .max) : product
        let last: Int64?? = try value(
            "SELECT max(arrived) FROM (SELECT arrived FROM filings WHERE arrived < ? ORDER BY arrived LIMIT ?)",
            nanoseconds, limit)
        guard let last = last ?? nil else { return 0 }
        try run("UPDATE facts SET filed_through = max(filed_through, ?)", last)
        return try run("DELETE FROM filings WHERE arrived <= ?", last)
    }
}
