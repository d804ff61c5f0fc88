// Taking: from a name in the queue to records, past everything that is no complete regular file.

import CivilTime
import Engine
import Glibc
import Orders

/// The file that records are being taken from.
struct Taking {
    let file: SpoolFile
    /// Nil when the file is refused unread.
    var stream: RecordStream?
}

/// How often a file could not be read, where its next record would have stood, and when it is to be tried again.
struct ReadFailures {
    var count = 0
    var nextIndex = 0
    var retryAt = Instant.distantPast
}

extension DirectoryArrivalSource {
    package func peek() throws(IntakeFailure) -> Position? {
        while announced == nil {
            if current != nil { try advance() } else if try !takeNext() { return nil }
        }
        return announced?.position
    }

    package func next() throws(IntakeFailure) -> Submission? {
        guard try peek() != nil, let submission = announced, let taking = current else { return nil }
        announced = nil
        taking.file.handOut(submission)
        if taking.stream == nil { finish(taking.file) }
        return submission
    }

    package func recall(_ outcomes: [Int: Outcome], of file: FileID) { files[file]?.recall(outcomes) }

    /// Takes the next file of the queue that can be taken.
    /// - Returns: false when there is none, or no descriptor for it.
    private func takeNext() throws(IntakeFailure) -> Bool {
        while let candidate = try nextCandidate() {
            isFull = files.count >= SpoolBounds.openFiles
            guard !isFull else { return waitForRoom(candidate) }
            queue.removeFirst()
            guard !isResting(candidate) else { continue }
            do throws(SystemError) { try take(candidate) } catch { try fail(candidate, error) }
            if current != nil { return true }
        }
        return false
    }

    /// The head of the queue; where the look remembers no more of it, the directory is read on from there.
    private func nextCandidate() throws(IntakeFailure) -> Candidate? {
        if queue.isEmpty, let last = furtherAfter {
            do throws(SystemError) { try readOn(after: last) } catch { throw IntakeFailure(error) }
        }
        return queue.first
    }

    /// Too many files are open: this one, and the deadlines after it, wait until some are retired.
    private func waitForRoom(_ candidate: Candidate) -> Bool {
        hold(deadlinesAfter: candidate.position.instant)
        return false
    }

    private func take(_ candidate: Candidate) throws(SystemError) {
        guard candidate.status.kind == .regular else { return try takeUnopened(candidate) }
        let descriptor = try layout.new.open(candidate.name, O_RDONLY | O_NONBLOCK)
        let status = try descriptor.status()
        guard status.id == candidate.status.id, status.kind == .regular else { return lookAgain(at: looked) }
        guard try descriptor.takeReadLease() else { return hold(candidate) }
        // From here on nobody can write unseen.
        let leased = try descriptor.status()
        guard leased.id == status.id, leased.size == status.size else { return lookAgain(at: looked) }
        guard leased.links == 1 else { return awaitUnlinking(candidate) }
        begin(candidate, descriptor)
    }

    private func begin(_ candidate: Candidate, _ descriptor: FileDescriptor) {
        let file = SpoolFile(candidate, descriptor)
        if let refusal = Refusal(sizeOf: candidate, settings) ?? Refusal(placeOf: candidate, layout) {
            file.mustBeMovedAsItIs = true
            refuse(file, refusal)
        } else if let reader = formats.reader(forFileNamed: candidate.name.text) {
            track(file, RecordStream(descriptor, size: candidate.status.size, reader: reader))
        } else {
            refuse(file, Refusal(nameOf: candidate, formats))
        }
    }

    /// A thing that must not be opened: a pipe would block, a device would act.
    private func takeUnopened(_ candidate: Candidate) throws(SystemError) {
        guard let status = try layout.new.status(of: candidate.name), status.id == candidate.status.id else { return }
        let file = SpoolFile(candidate, nil)
        file.mustBeMovedAsItIs = true
        refuse(file, Refusal(kindOf: candidate))
    }

    private func track(_ file: SpoolFile, _ stream: RecordStream?) {
        files[file.id] = file
        current = Taking(file: file, stream: stream)
    }

    /// Announces one record that stands for the file, or for what is left of it.
    private func refuse(_ file: SpoolFile, _ refusal: Refusal) {
        track(file, nil)
        file.tail = file.nextIndex
        announced = file.submission(Record(line: 1, content: .failure(refusal), text: ""))
    }
}

// MARK: - Reading

extension DirectoryArrivalSource {
    /// One step within the current file: announces its next record, or ends it.
    private func advance() throws(IntakeFailure) {
        guard let file = current?.file else { return }
        do throws(SystemError) {
            if let record = try current?.stream?.next() {
                announced = file.submission(record)
            } else {
                file.digest = current?.stream?.digest
                try endReading(file)
            }
        } catch {
            try fail(file, error)
        }
    }

    /// At the end of the file: is it still what it was when it was opened?
    private func endReading(_ file: SpoolFile) throws(SystemError) {
        guard let descriptor = file.descriptor, descriptor.holdsReadLease,
            try descriptor.status().hasContent(of: file.candidate.status)
        else { return letGo(file) }
        finish(file)
    }

    private func finish(_ file: SpoolFile) {
        file.isReadToTheEnd = true
        current = nil
    }
}

// MARK: - Failing

extension DirectoryArrivalSource {
    /// A file that cannot be opened.
    private func fail(_ candidate: Candidate, _ error: SystemError) throws(IntakeFailure) {
        switch error.code {
        case ENOENT, ELOOP, ENXIO: return lookAgain(at: looked)  // it is not any more what the look saw
        case EMFILE, ENFILE, ENOMEM: throw IntakeFailure(error)
        default: break
        }
        guard isExhausted(candidate, nextIndex: 0) else { return }
        let file = SpoolFile(candidate, nil, firstIndex: failures[candidate.status.id]?.nextIndex ?? 0)
        refuseUnreadable(file, error)
    }

    /// A file that cannot be read on. What came out of it counts.
    private func fail(_ file: SpoolFile, _ error: SystemError) throws(IntakeFailure) {
        guard isExhausted(file.candidate, nextIndex: file.nextIndex) else { return forget(file) }
        refuseUnreadable(file, error)
    }

    private func refuseUnreadable(_ file: SpoolFile, _ error: SystemError) {
        file.mustBeMovedAsItIs = true
        refuse(file, Refusal(reading: error, retries: settings.readRetries))
    }

    /// Counts a failure. Until the last one, the file is passed over until a later look; the files after it go on, the
    /// deadlines after it wait.
    private func isExhausted(_ candidate: Candidate, nextIndex: Int) -> Bool {
        var record = failures[candidate.status.id] ?? ReadFailures()
        record.count += 1
        record.nextIndex = max(record.nextIndex, nextIndex)
        record.retryAt = looked + SpoolBounds.retryAfter
        failures[candidate.status.id] = record
        guard record.count <= settings.readRetries else { return true }
        passOver(candidate, until: record.retryAt)
        return false
    }

    private func passOver(_ candidate: Candidate, until instant: Instant) {
        hold(deadlinesAfter: candidate.position.instant)
        lookAgain(at: instant)
    }

    /// Whether a file that could not be read is not to be tried yet: looks may follow one another faster than trouble
    /// passes.
    private func isResting(_ candidate: Candidate) -> Bool {
        guard let retryAt = failures[candidate.status.id]?.retryAt, looked < retryAt else { return false }
        passOver(candidate, until: retryAt)
        return true
    }
}
