// A spool directory in memory: it outlives the daemon that reads it, as the real one does.

import CivilTime
import Engine
import Orders

/// The files of a spool, as they lie there whoever looks.
package final class ListedSpool {
    package struct File {
        package let name: String
        package let arrivedAt: Instant
        package let submitter: UInt32
        package let id: FileID
        package let records: [Record]
        /// Until then somebody writes it.
        package var completeAt: Instant?

        var archiveName: ArchiveName {
            ArchiveName(arrivedAt: id.changedAt, submitter: submitter, name: name)
        }
    }

    package private(set) var new: [File] = []
    /// The archive of what was accepted.
    package private(set) var done: [File] = []
    /// Files of the archive that are not what they were.
    package var damaged: Set<String> = []
    /// What became of the records of retired files.
    package private(set) var retired: [RecordID: Outcome] = [:]
    package private(set) var lateRejections: [LateRejection] = []
    private var lastInode: UInt64 = 0
    /// When set, looking at the directory fails with it.
    package var trouble: IntakeFailure?
    /// How many more files may be retired before retiring fails, as in a crash; nil: all.
    package var retirementsLeft: Int?

    package init() {}

    /// Drops a file.
    /// - Parameter completeAt: until when it is being written; its position stays `arrivedAt`.
    package func drop(
        _ name: String, _ records: [Record], at arrivedAt: Instant, by submitter: UInt32 = 1000,
        completeAt: Instant? = nil
    ) {
        lastInode += 1
        let id = FileID(inode: lastInode, changedAt: arrivedAt.milliseconds * 1_000_000)
        new.append(
            File(
                name: name, arrivedAt: arrivedAt, submitter: submitter, id: id, records: records,
                completeAt: completeAt))
    }

    package func drop(_ event: Event, at arrivedAt: Instant, by submitter: UInt32 = 1000) {
        let record = Record(line: 1, content: .success(event), text: event.text)
        drop("\(event.name.id).json", [record], at: arrivedAt, by: submitter)
    }

    func retire(_ file: File, _ outcomes: [RecordID: Outcome]) throws(IntakeFailure) {
        if let left = retirementsLeft {
            guard left > 0 else { throw IntakeFailure("crashed while retiring \(file.name)") }
            retirementsLeft = left - 1
        }
        new.removeAll { $0.id == file.id }
        let isRefusedWhole = !outcomes.isEmpty && outcomes.values.allSatisfy(\.isRefused)
        if !isRefusedWhole { done.append(file) }
        retired.merge(outcomes) { _, later in later }
    }

    func keep(_ rejection: LateRejection) {
        if !lateRejections.contains(rejection) { lateRejections.append(rejection) }
    }

    /// A record of a file that was looked at.
    package func record(_ index: Int, ofFile name: String) -> RecordID? {
        names.first { $0.value == name }.map { RecordID(file: $0.key, index: index) }
    }

    fileprivate var names: [FileID: String] = [:]

    fileprivate func remember(_ file: File) { names[file.id] = file.name }
}

/// One daemon's look at a listed spool.
package struct ListedArrivals: ArrivalSource {
    private let spool: ListedSpool
    private var began: Instant = .distantPast
    private var queue: [ListedSpool.File] = []
    private var file = 0
    private var record = 0
    private var outcomes: [RecordID: Outcome] = [:]
    private var filed: Set<FileID> = []
    private let settle: Span
    package private(set) var heldFrom: Instant?

    package init(_ spool: ListedSpool, settle: Span = .seconds(5)) {
        self.spool = spool
        self.settle = settle
    }

    package var depth: Int { spool.new.count }
    package var rejected: Int { 0 }

    package var lookAgain: Instant? {
        let settled = heldFrom.map { $0 + settle }
        let complete = spool.new.map { max($0.arrivedAt, $0.completeAt ?? $0.arrivedAt) + .milliseconds(1) }
        return (complete + [settled].compactMap(\.self)).filter { $0 > began }.min()
    }

    package mutating func look(began: Instant) throws(IntakeFailure) {
        if let trouble = spool.trouble, !trouble.isSpoolSeen { throw trouble }
        self.began = began
        (file, record, heldFrom) = (0, 0, nil)
        queue = spool.new.filter { $0.arrivedAt < began }.sorted { left, right in
            position(left, 0) < position(right, 0)
        }
        queue.forEach(spool.remember)
        if let trouble = spool.trouble { throw trouble }
    }

    private func position(_ file: ListedSpool.File, _ record: Int) -> Position {
        Position(instant: file.arrivedAt, name: file.name, record: record)
    }

    package mutating func peek() throws(IntakeFailure) -> Position? {
        while file < queue.count {
            let candidate = queue[file]
            if let completeAt = candidate.completeAt, completeAt > began {
                if began < candidate.arrivedAt + settle {
                    heldFrom = min(heldFrom ?? .distantFuture, candidate.arrivedAt)
                }
                file += 1
            } else if record < candidate.records.count {
                return position(candidate, record)
            } else {
                (file, record) = (file + 1, 0)
            }
        }
        return nil
    }

    package mutating func next() throws(IntakeFailure) -> Submission? {
        guard let position = try peek() else { return nil }
        let current = queue[file]
        defer { record += 1 }
        return Submission(
            id: RecordID(file: current.id, index: record), position: position, submitter: current.submitter,
            record: current.records[record])
    }

    package mutating func peekControl(_ types: Set<ControlType>) throws(IntakeFailure) -> Submission? {
        for file in spool.new where file.records.count == 1 {
            guard case .success(let event) = file.records[0].content, case .control(let control) = event.body,
                types.contains(control.type)
            else { continue }
            return Submission(
                id: RecordID(file: file.id, index: 0), position: position(file, 0), submitter: file.submitter,
                record: file.records[0])
        }
        return nil
    }

    package mutating func narrow(to file: FileID) { queue = queue.filter { $0.id == file } }

    package var filings: [Filing] {
        queue.indices.compactMap { index in
            guard index < file || (index == file && record > 0), !isBeingWritten(queue[index]) else { return nil }
            let extent = index < file || record == queue[index].records.count ? FilingExtent.whole : .begun
            return Filing(queue[index].archiveName, file: queue[index].id, extent: extent)
        }
    }

    private func isBeingWritten(_ file: ListedSpool.File) -> Bool { file.completeAt.map { $0 > began } ?? false }

    package func archive(at directory: String?) throws(IntakeFailure) -> any ArchivedArrivals {
        try ListedArchive(spool, directory ?? ListedArchive.home)
    }

    /// Every look hands out everything that is not retired.
    package mutating func giveBack() {}

    package mutating func recall(_ outcomes: [Int: Outcome], of file: FileID) {
        for (index, outcome) in outcomes { self.outcomes[RecordID(file: file, index: index)] = outcome }
    }

    package mutating func follow(_ committed: Committed) throws(IntakeFailure) -> [RecordID] {
        for receipt in committed.batch.receipts { outcomes[receipt.record] = receipt.outcome }
        filed.formUnion(committed.batch.filings.filter { $0.extent == .whole }.map(\.file))
        for file in queue {
            let ids = file.records.indices.map { RecordID(file: file.id, index: $0) }
            let known = ids.compactMap { id in outcomes[id].map { (id, $0) } }
            guard known.count == ids.count, filed.contains(file.id), spool.new.contains(where: { $0.id == file.id })
            else { continue }
            try spool.retire(file, Dictionary(uniqueKeysWithValues: known))
        }
        return try reject(committed.batch.lateRejections)
    }

    package mutating func reject(_ late: [LateRejection]) throws(IntakeFailure) -> [RecordID] {
        late.forEach(spool.keep)
        return late.map(\.record)
    }
}
