// What the spool does once something is committed, and what it owes from earlier lives.

import CivilTime
import Engine
import Orders

extension DirectoryArrivalSource {
    package func follow(_ committed: Committed) throws(IntakeFailure) -> [RecordID] {
        for receipt in committed.batch.receipts {
            files[receipt.record.file]?.settle(receipt.record.index, receipt.outcome)
        }
        for filing in committed.batch.filings { files[filing.file]?.filed = filing.extent }
        owed += committed.batch.lateRejections
        try retireSettled()
        return try settleOwed()
    }

    package func reject(_ late: [LateRejection]) throws(IntakeFailure) -> [RecordID] {
        owed += late
        return try settleOwed()
    }

    /// Removes days of `done/` that ended at or before `horizon`, a bounded number of files at a time.
    /// - Returns: whether more is left to do.
    package func clean(before horizon: Instant) throws(IntakeFailure) -> Bool {
        do throws(SystemError) { return try archive.clean(before: horizon) } catch { throw IntakeFailure(error) }
    }

    /// What fails stays owed, and so does what came with it: a rejection that has its place is found there again.
    private func settleOwed() throws(IntakeFailure) -> [RecordID] {
        guard !owed.isEmpty else { return [] }
        do throws(SystemError) {
            for rejection in owed { try place(rejection) }
            try rejections.sync()
        } catch { throw IntakeFailure(error) }
        defer { owed = [] }
        return owed.map(\.record)
    }

    private func place(_ late: LateRejection) throws(SystemError) {
        let record = late.record
        let mark = record.file.changedAt
        var refusals = Refusals()
        refusals.append(Reason(late.refusal, record: record.index))
        let reasons = ReasonFile(file: late.file, refusals: refusals)
        let stem = FileName.cut(FileName(late.file).stem, to: SpoolBounds.waitingStemBytes)
        let ending = Array(".waiting-\(record.file.inode)-\(record.index)".utf8)
        let place = try rejections.place(reasons, stem: stem + ending, suffix: Array(".ndjson".utf8), mark: mark)
        try rejections.write(place.body, mark: mark) { (body) throws(SystemError) in
            try body.write(Array((late.text + "\n").utf8))
        }
        try rejections.write(reasons, to: place, mark: mark)
    }
}
