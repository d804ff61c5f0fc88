// The spool as the engine sees it: records in queue order, out of a directory that anyone may drop files into.

import CivilTime
import Engine
import Glibc
import Orders

/// Takes event files out of `new/` and retires them into `done/` and `rejected/`. The directory is the truth: what
/// happened to a file before a crash is found again by looking.
///
/// A class, because it owns open files and their leases. One owner calls it, on one thread at a time.
package final class DirectoryArrivalSource: ArrivalSource {
    package var settings: SpoolSettings
    package var formats: any RecordFormats
    let path: String
    var layout: SpoolLayout
    var rejections: RejectionDirectory
    var archive: Archive

    /// When the last look began; nothing is seen before the first.
    var looked = Instant.distantPast
    /// What the last look found and `peek` has not come to yet, in queue order: the earliest, as many as there is room
    /// for.
    var queue: ArraySlice<Candidate> = []
    /// The last of them, where there was no room for all.
    var furtherAfter: Candidate?
    /// How many candidates the queue has room for.
    var room = SpoolBounds.candidates
    /// Among all that the last look found: small files of those who may command.
    var possibleCommands: [Candidate] = []
    /// Taken and not yet retired.
    var files: [FileID: SpoolFile] = [:]
    /// The file that records are being taken from.
    var current: Taking?
    /// What `peek` announced.
    var announced: Submission?
    /// Files that could not be read, and how often.
    var failures: [FileID: ReadFailures] = [:]
    /// Files that cannot be moved; they stay where they are, and people are told.
    var stuck: Set<FileID> = []
    /// Commands that were looked for out of turn and not found.
    var withoutCommand: Set<FileID> = []
    /// Rejections that have no place yet.
    var owed: [LateRejection] = []

    package private(set) var heldFrom: Instant?
    package internal(set) var depth = 0
    private var nextLook: Instant?
    /// `peek` ended because too many files are open, not because the queue did.
    var isFull = false

    private var warnings: [String] = []
    private var warned: Set<FileName> = []

    /// Opens the spool at `path`, makes what is missing, and checks that it can keep the protocol.
    /// From here on the process ignores SIGIO.
    package init(path: String, settings: SpoolSettings, formats: any RecordFormats) throws(IntakeFailure) {
        FileDescriptor.ignoreLeaseBreaks()
        self.path = path
        self.settings = settings
        self.formats = formats
        layout = try SpoolLayout(path: path)
        archive = Archive(layout.done)
        rejections = try RejectionDirectory(layout.rejected)
    }

    package var rejected: Int { rejections.count }

    package var lookAgain: Instant? {
        let hasRoomAgain = isFull && files.count < SpoolBounds.openFiles
        return hasRoomAgain || files.values.contains(where: \.isSettled) ? looked : nextLook
    }

    /// What people should know, each once: a directory in the way, something half there that was forgotten.
    package func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }
}

// MARK: - Looking

extension DirectoryArrivalSource {
    /// Retires first what is settled. Where only that fails, it looks nevertheless, and then throws.
    package func look(began: Instant) throws(IntakeFailure) {
        try ensureInPlace()
        releaseUntouched()
        let retired = Result { () throws(IntakeFailure) in try retireSettled() }
        (looked, heldFrom, nextLook, isFull) = (began, nil, nil, false)
        do throws(SystemError) {
            try rejections.recount()
            try scan()
        } catch { throw IntakeFailure(error) }
        do { try retired.get() } catch { throw IntakeFailure(error.description, isSpoolSeen: true) }
    }

    package func giveBack() {
        for file in files.values where !file.isSettled { forget(file) }
    }

    /// Follows the path again when somebody moved, replaced or mounted over the directory.
    private func ensureInPlace() throws(IntakeFailure) {
        guard !layout.isInPlace else { return }
        layout = try SpoolLayout(path: path)
        archive = Archive(layout.done)
        rejections = try RejectionDirectory(layout.rejected)
        (files, current, announced, queue, furtherAfter) = ([:], nil, nil, [], nil)
    }

    /// A file of which nothing is out yet goes back into the queue: what arrived before it, and was being written,
    /// may be complete now. And nobody who wants to write waits for us longer than until we look.
    private func releaseUntouched() {
        for file in files.values where !file.isUndisturbed { forget(file) }
        if let file = current?.file, !file.hasHandedOut { forget(file) }
    }

    private func scan() throws(SystemError) {
        var there: (files: Set<FileID>, names: Set<FileName>) = ([], [])
        (depth, possibleCommands) = (0, [])
        try fillQueue { name, status in
            let isArrival = isArrival(name, status)
            depth += isArrival ? 1 : 0
            if warned.contains(name) { there.names.insert(name) }
            if isKnown(status.id) { there.files.insert(status.id) }
            return isArrival
        }
        possibleCommands.sort(by: Candidate.isBefore)
        forgetAllBut(there.files, there.names)
    }

    /// What the look found behind `last` and had no room for.
    func readOn(after last: Candidate) throws(SystemError) { try fillQueue(after: last, isArrival) }

    /// Fills the queue with the earliest files that may be taken.
    private func fillQueue(
        after last: Candidate? = nil, _ isArrival: (FileName, FileStatus) -> Bool
    ) throws(SystemError) {
        let taken = Dictionary(files.values.map { ($0.name, $0.id.inode) }, uniquingKeysWith: { first, _ in first })
        var window = CandidateWindow(room: room)
        try layout.new.forEachName { (name) throws(SystemError) in
            guard let status = try layout.new.status(of: name), isArrival(name, status), taken[name] != status.inode,
                let candidate = candidate(name, status), last.map({ Candidate.isBefore($0, candidate) }) ?? true
            else { return }
            window.add(candidate)
            noteCommand(candidate)
        }
        queue = window.sorted()
        furtherAfter = window.leavesOut ? queue.last : nil
    }

    /// The look for a command is not to depend on how much lies before it.
    private func noteCommand(_ candidate: Candidate) {
        guard possibleCommands.count < SpoolBounds.possibleCommands, mayCommand(candidate) else { return }
        possibleCommands.append(candidate)
    }

    /// Whether it is meant for us; what is not, and stays, is warned about.
    private func isArrival(_ name: FileName, _ status: FileStatus) -> Bool {
        if status.kind == .directory {
            warn(name, "is a directory; only files are taken: move its files into new/ itself, and remove it")
            return false
        }
        guard name.isNotYet else { return true }
        warnOfLeftover(name, status, "has a name that says it is not complete")
        return false
    }

    /// Nil while it is too young, or has a second name.
    private func candidate(_ name: FileName, _ status: FileStatus) -> Candidate? {
        guard !stuck.contains(status.id) else { return nil }
        let changed = Instant(nanoseconds: status.changedAt)
        if changed > looked + SpoolBounds.clockMargin {
            return ready(Candidate(name, status, arrivedAt: looked.nanoseconds))
        }
        guard changed < looked else {
            lookAgain(at: changed + .milliseconds(1))
            return nil
        }
        return ready(Candidate(name, status, arrivedAt: status.changedAt))
    }

    /// Nil while it has a second name.
    private func ready(_ candidate: Candidate) -> Candidate? {
        guard candidate.status.kind == .regular, candidate.status.links > 1 else { return candidate }
        awaitUnlinking(candidate)
        return nil
    }

    /// Whether something is remembered of a file from one look to the next.
    private func isKnown(_ id: FileID) -> Bool {
        failures[id] != nil || stuck.contains(id) || withoutCommand.contains(id)
    }

    private func forgetAllBut(_ files: Set<FileID>, _ names: Set<FileName>) {
        failures = failures.filter { files.contains($0.key) }
        stuck.formIntersection(files)
        withoutCommand.formIntersection(files)
        warned = names
    }
}

// MARK: - What taking learns

extension DirectoryArrivalSource {
    /// Still being written: it holds the deadlines after its last change, for a while.
    func hold(_ candidate: Candidate) {
        warnOfLeftover(candidate.name, candidate.status, "is still open for writing")
        let changed = min(Instant(nanoseconds: candidate.status.changedAt), looked)
        let end = changed + settings.settle
        guard looked < end else { return }
        hold(deadlinesAfter: changed)
        lookAgain(at: end)
    }

    func hold(deadlinesAfter instant: Instant) { heldFrom = min(heldFrom ?? instant, instant) }

    /// Linked under a second name: its writer will remove the first.
    func awaitUnlinking(_ candidate: Candidate) {
        warnOfLeftover(candidate.name, candidate.status, "has a second hard link")
        let changed = Instant(nanoseconds: candidate.status.changedAt)
        if looked < changed + settings.settle { lookAgain(at: looked + SpoolBounds.linkPoll) }
    }

    func lookAgain(at instant: Instant) { nextLook = min(nextLook ?? instant, instant) }

    func warn(_ name: FileName, _ what: String) {
        guard warned.count < SpoolBounds.warnings, warned.insert(name).inserted else { return }
        warnings.append("\(layout.new.path(of: name)) \(what)")
        guard warned.count == SpoolBounds.warnings else { return }
        warnings.append("\(layout.new.path) holds more of them: \(warned.count) were told of, the others are not")
    }

    private func warnOfLeftover(_ name: FileName, _ status: FileStatus, _ what: String) {
        guard Instant(nanoseconds: status.changedAt) + SpoolBounds.leftoverAge < looked else { return }
        warn(name, "\(what), and was last changed more than an hour ago; it is not taken: finish or remove it")
    }

    /// Somebody wants to write to it, or has: lets him, and looks again soon, for he may also have given up.
    func letGo(_ file: SpoolFile) {
        forget(file)
        lookAgain(at: looked)
    }

    /// Gives up a taken file, and its lease: the next look finds it again.
    func forget(_ file: SpoolFile) {
        files[file.id] = nil
        if current?.file === file { (current, announced) = (nil, nil) }
    }
}
