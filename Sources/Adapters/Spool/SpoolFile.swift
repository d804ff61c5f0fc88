// A file that was taken: from its opening, with the lease on it, until it is retired.

import CivilTime
import Engine
import Orders

/// One taken file: which of its records are out, and what became of them.
final class SpoolFile {
    let candidate: Candidate
    /// Open and under lease; nil for what is never opened.
    let descriptor: FileDescriptor?
    /// The content cannot or must not be copied: the thing itself goes to `rejected/`.
    var mustBeMovedAsItIs = false
    /// The record that stands for all of the file, or for the rest of it, and is no line of it.
    var tail: Int?
    /// It may have a place in `rejected/` already: what it came to was decided before, or it was to be retired before.
    var mayHaveAPlace = false
    /// No more records are to come.
    var isReadToTheEnd = false
    /// What the store knows of it.
    var filed: FilingExtent?
    /// Of the whole content, once it was read.
    var digest: Digest?

    /// The index of the first record to hand out, and of the next one.
    private let firstIndex: Int
    private(set) var nextIndex: Int
    /// Records handed out without an outcome.
    private var pending: [Int: Handed] = [:]
    private var recalled: [Int: Outcome] = [:]
    private(set) var refusals = Refusals()

    private struct Handed {
        let line: Int?
        let subject: String?
        let name: EventName?
    }

    init(_ candidate: Candidate, _ descriptor: FileDescriptor?, firstIndex: Int = 0) {
        self.candidate = candidate
        self.descriptor = descriptor
        self.firstIndex = firstIndex
        nextIndex = firstIndex
    }

    var id: FileID { candidate.status.id }
    var name: FileName { candidate.name }
    var hasHandedOut: Bool { nextIndex > firstIndex }

    /// Nobody wants to write to it.
    var isUndisturbed: Bool { descriptor?.holdsReadLease != false }

    /// Every record has an outcome, and the store knows that they are all.
    var isSettled: Bool { isReadToTheEnd && pending.isEmpty && filed == .whole }

    /// What the store is to know of it with the outcomes of everything that was handed out; nil when nothing is new.
    var filing: Filing? {
        let extent = isReadToTheEnd ? FilingExtent.whole : .begun
        guard filed != extent, hasHandedOut || isReadToTheEnd else { return nil }
        return Filing(ArchiveName(candidate), file: id, extent: extent)
    }

    /// Nothing in it counted.
    var isRefusedWhole: Bool { mustBeMovedAsItIs || (hasHandedOut && refusals.count == nextIndex - firstIndex) }
}

// MARK: - Records and outcomes

extension SpoolFile {
    /// The record as the queue sees it.
    func submission(_ record: Record) -> Submission {
        let arrival = candidate.position
        return Submission(
            id: RecordID(file: id, index: nextIndex),
            position: Position(instant: arrival.instant, name: arrival.name, record: nextIndex),
            submitter: candidate.status.owner, record: record)
    }

    /// The submission is out, and its outcome is awaited.
    func handOut(_ submission: Submission) {
        let record = submission.record
        pending[nextIndex] = Handed(
            line: nextIndex == tail ? nil : record.line, subject: record.subject,
            name: (try? record.content.get())?.name)
        if let known = recalled[nextIndex] { settle(nextIndex, known) }
        nextIndex += 1
    }

    func settle(_ index: Int, _ outcome: Outcome) {
        guard let handed = pending.removeValue(forKey: index), case .refused(let refusal) = outcome else { return }
        refusals.append(
            Reason(refusal, record: index, line: handed.line, subject: handed.subject, event: handed.name))
    }

    /// What was decided in an earlier life counts for records that are out, and for those to come.
    func recall(_ outcomes: [Int: Outcome]) {
        recalled = outcomes
        mayHaveAPlace = mayHaveAPlace || !outcomes.isEmpty
        for (index, outcome) in outcomes { settle(index, outcome) }
    }
}
