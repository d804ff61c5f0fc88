// After a restore: the archive has files that the store does not know, because they were accepted after the backup.
// Until they are fed again, with the places in the queue that they had, nothing fires and nothing new is taken in.

import CivilTime
import Orders

extension Engine {
    /// What may be done in this turn: while a restore is not complete, only what completes it.
    mutating func restore(_ intake: Intake) throws(StoreFailure) -> Intake {
        fed = nil
        if case .unknown = restoration { try compareWithArchive() }
        if restoration.reason != nil, let command = commandOutOfTurn([.replayRequested, .replayDeclined]) {
            source.narrow(to: command.id.file)
            return .commands
        }
        guard case .replaying(let archive) = restoration else {
            if case .complete = restoration { return intake }
            return .blind
        }
        guard intake == .open else { return .blind }
        if try hasMore(archive) { fed = archive }
        if case .unknown = restoration { return try restore(intake) }
        return fed == nil ? .blind : .archive
    }

    // MARK: - What the store does not know

    private mutating func compareWithArchive() throws(StoreFailure) {
        switch try gap() {
        case .failure(let failure): tellIntake(failure.description)
        case .success(let gap) where gap.names.isEmpty: restoration = .complete
        case .success(let gap):
            restoration = .awaited(gap.reason)
            reporter.report(.archiveAhead(gap.reason))
        }
    }

    /// What the source's own archive has and the store has not.
    private mutating func gap() throws(StoreFailure) -> Result<ArchiveGap, IntakeFailure> {
        let archive: any ArchivedArrivals
        do { archive = try source.archive(at: nil) } catch { return .failure(error) }
        let time = WallClockText(in: policy.commonZone, readAt: wallClock.read().wall)
        var gap = ArchiveGap(directory: archive.path, time: time)
        let failure = try archive.forEachDay { (names) throws(StoreFailure) in
            let unknown = try self.files(of: names) { $0 == nil || $0 == .begun }
            guard !unknown.isEmpty else { return }
            // Where the manifest is gone, the names must do.
            gap.names += (try? archive.listed(unknown)) ?? unknown
        }
        return failure.map { .failure($0) } ?? .success(gap)
    }

    /// Those of which so much is decided.
    private mutating func files(
        of names: [ArchiveName], where isWanted: (FilingExtent?) -> Bool
    ) throws(StoreFailure) -> [ArchiveName] {
        var result: [ArchiveName] = []
        for name in names where isWanted(try store.filing(of: name)?.extent) { result.append(name) }
        return result
    }

    // MARK: - Commands

    /// It begins with the next turn, once it is durable that it is to be.
    mutating func requestReplay(of directory: String, _ draft: inout Draft) throws(StoreFailure) -> Outcome {
        if case .replaying(let archive) = restoration { return .refused(.replayGoesOn(archive.path)) }
        let archive: any ArchivedArrivals
        do { archive = try source.archive(at: directory) } catch { return .refused(.noArchive(directory, error)) }
        var names: Set<ArchiveName> = []
        if let failure = archive.forEachDay({ names.formUnion($0) }) {
            return .refused(.noArchive(directory, failure))
        }
        if case .success(let gap) = try gap(), let last = names.map(\.position).max(),
            let earlier = gap.names.first(where: { $0.position < last && !names.contains($0) })
        {
            return .refused(.outOfOrder(directory, gap, earlier: earlier))
        }
        draft.record(.begun(directory: directory))
        return .applied
    }

    /// What is not to be fed is filed, so that nobody is asked about it again.
    mutating func declineReplay(_ draft: inout Draft) throws(StoreFailure) -> Outcome {
        guard restoration.reason != nil else { return .unchanged("nothing waits for a replay") }
        let archive: any ArchivedArrivals
        do { archive = try source.archive(at: nil) } catch { return .refused(.noArchive("done/", error)) }
        guard case .success(let gap) = try gap() else { return .refused(.noArchive(archive.path, .goneMeanwhile)) }
        for name in gap.names {
            let file = try store.filing(of: name)?.file ?? archive.identity(of: name)
            draft.record([Filing(name, file: file, extent: .declined)])
        }
        draft.record(.ended(nil))
        return .applied
    }

    /// What a committed word about a replay has in its wake.
    mutating func followReplay(_ committed: Committed) {
        switch committed.batch.replay {
        case nil: break
        case .begun(let directory): beginReplay(of: directory)
        case .ended(let progress):
            let result = progress?.text ?? "an operator said to go on without what is not in the store"
            reporter.report(.replayEnded(result))
            restoration = .unknown
        }
    }

    // MARK: - Feeding

    /// Opens the archive. What is fed is what the store does not know when its day comes.
    mutating func beginReplay(of directory: String) {
        do throws(IntakeFailure) {
            let archive = try source.archive(at: directory)
            var files = 0
            if let failure = archive.forEachDay({ files += $0.count }) { throw failure }
            replayProgress = ReplayProgress(directory: directory, files: files)
            restoration = .replaying(archive)
        } catch {
            replayProgress = ReplayProgress(directory: directory, files: 0)
            stopReplay(of: directory, error)
        }
    }

    /// Goes on to the next day until there is a record.
    /// - Returns: false when there is none any more, or it cannot be had.
    private mutating func hasMore(_ archive: any ArchivedArrivals) throws(StoreFailure) -> Bool {
        while true {
            let day: [ArchiveName]
            do throws(IntakeFailure) {
                if try archive.peek() != nil { return true }
                guard let next = try archive.nextDay() else { break }
                day = next
            } catch {
                stopReplay(of: archive.path, error)
                return false
            }
            try feed(day, of: archive)
            guard case .replaying = restoration else { return false }
        }
        try endReplay(archive)
        return false
    }

    private mutating func feed(_ day: [ArchiveName], of archive: any ArchivedArrivals) throws(StoreFailure) {
        let wanted = try files(of: day) { $0 != .whole }
        let listed: [ArchiveName]
        do { listed = try wanted.isEmpty ? [] : archive.listed(wanted) } catch {
            return stopReplay(of: archive.path, error)
        }
        var files: [ArchivedFile] = []
        for name in listed {
            files.append(ArchivedFile(name: name, id: try store.filing(of: name)?.file ?? archive.identity(of: name)))
        }
        replayProgress?.passed += day.count - files.count
        archive.feed(files)
    }

    private mutating func stopReplay(of directory: String, _ failure: IntakeFailure) {
        let reason =
            "the replay of \(directory) cannot go on: \(failure). Mend it and run "
            + "`cutoffctl replay \(directory)` again, or `cutoffctl replay --none`"
        replayProgress?.failure = failure.description
        restoration = .awaited(reason)
        reporter.report(.replayStopped(reason))
    }

    private mutating func endReplay(_ archive: any ArchivedArrivals) throws(StoreFailure) {
        var progress = replayProgress
        progress?.fed += archive.filings.count
        var batch = Batch(committedAt: wallClock.read().wall, mark: clockGuard.acted(through: .distantPast))
        // The last file may have ended just where a turn did.
        batch.filings = archive.filings
        batch.replay = .ended(progress)
        follow(try store.commit(batch))
        replayProgress = progress
    }

    // MARK: - A turn that is fed

    /// Where an archive cannot be read on, what came out of it counts, and the replay stops there.
    mutating func peekArchive() -> Position? {
        guard case .replaying(let archive) = restoration else { return nil }
        do { return try archive.peek() } catch {
            stopReplay(of: archive.path, error)
            return nil
        }
    }

    /// Archived files stay where they are; and what is refused of them again lies in `rejected/` since the first time.
    mutating func followArchive(_ committed: Committed) {
        fed?.follow(committed)
        replayProgress?.follow(committed)
        settledRejections += committed.batch.lateRejections.map(\.record)
    }

    /// Nothing of this turn was committed: it is fed again, from where the store is.
    mutating func feedAgain() {
        guard case .replaying(let archive) = restoration else { return }
        archive.rewind()
        archive.feed([])
        replayProgress?.passed = 0
    }
}

extension IntakeFailure {
    fileprivate static let goneMeanwhile = IntakeFailure("it cannot be read any more")
}
