// A real spool in a temporary directory, and a turn of the engine as the spool sees it.

import CLinux
import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

/// A spool, its source, and a store. Removed with everything in it at the end of a test.
final class SpoolFixture {
    let path: String
    var settings: SpoolSettings
    private(set) var source: DirectoryArrivalSource
    private(set) var store = ReceiptStore()

    init(_ settings: SpoolSettings = SpoolSettings()) throws {
        path = try temporaryDirectory()
        self.settings = settings
        source = try DirectoryArrivalSource(path: path, settings: settings, formats: LineFormats())
    }

    deinit { removeTree(path) }

    /// What a crash leaves: the files, the store, and nothing else.
    func restart() throws {
        source = try DirectoryArrivalSource(path: path, settings: settings, formats: LineFormats())
    }
}

// MARK: - Turns

extension SpoolFixture {
    /// Looks, decides everything there is, commits and follows. A line that begins with `refuse` is refused.
    /// - Returns: the records decided, those of earlier lives left out.
    @discardableResult
    func turn(began: Instant = soon()) throws -> [Submission] {
        try source.look(began: began)
        let (decided, committed) = try decide()
        _ = try source.follow(committed)
        return decided
    }

    /// The turn up to its commit: what is lost is only in memory.
    @discardableResult
    func turnThatCrashesAfterItsCommit() throws -> [Submission] {
        try source.look(began: soon())
        return try decide().0
    }

    /// Follows a commit with these rejections in it.
    func follow(_ late: [LateRejection]) throws -> [RecordID] {
        var batch = emptyBatch
        batch.lateRejections = late
        return try source.follow(store.commit(batch))
    }

    private func decide() throws -> ([Submission], Committed) {
        var batch = emptyBatch
        var decided: [Submission] = []
        var known: (file: FileID, outcomes: [Int: Outcome])?
        while let submission = try source.next() {
            if known?.file != submission.id.file {
                let outcomes = store.outcomes(of: submission.id.file)
                known = (submission.id.file, outcomes)
                source.recall(outcomes, of: submission.id.file)
            }
            guard known?.outcomes[submission.id.index] == nil else { continue }
            decided.append(submission)
            batch.receipts.append(Receipt(record: submission.id, event: nil, outcome: outcome(of: submission.record)))
        }
        batch.filings = source.filings
        return (decided, try store.commit(batch))
    }

    func commit(_ receipt: Receipt) throws {
        var batch = emptyBatch
        batch.receipts = [receipt]
        _ = try store.commit(batch)
    }

    /// Tells the source what the store knows of a file.
    func recall(_ file: FileID) { source.recall(store.outcomes(of: file), of: file) }

    private var emptyBatch: Batch {
        Batch(
            committedAt: soon(),
            mark: ClockMark(position: .distantPast, wall: .distantPast, sinceBoot: .zero, boot: "test"))
    }

    private func outcome(of record: Record) -> Outcome {
        if case .failure(let refusal) = record.content { return .refused(refusal) }
        guard record.text.hasPrefix("refuse") else { return .applied }
        return .refused(Refusal(.illegal, expected: "a packed shipment", found: "none", advice: "Pack it first."))
    }
}

// MARK: - Files

extension SpoolFixture {
    /// Writes into `tmp/` and renames into `new/`, as a careful writer does.
    func drop(_ name: String, _ content: String) throws {
        try write("tmp/" + name, content)
        try #require(rename(file("tmp/" + name), file("new/" + name)) == 0)
    }

    func write(_ name: String, _ content: String) throws {
        let descriptor = try openForWriting(name)
        var content = content
        let count = content.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        try #require(count == content.utf8.count)
    }

    /// A writer that has not finished; the caller closes it.
    func openForWriting(_ name: String) throws -> Int32 {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0, "\(name): \(String(cString: strerror(errno)))")
        return descriptor
    }

    func file(_ name: String) -> String { path + "/" + name }

    func names(_ directory: String) throws -> [String] {
        try Directory(path: file(directory)).names().map(\.text).sorted()
    }

    func content(_ name: String) throws -> String {
        let descriptor = try Directory(path: path).open(FileName(name), O_RDONLY)
        var bytes = [UInt8](repeating: 0, count: Int(try descriptor.status().size))
        _ = try descriptor.read(into: &bytes, at: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    func status(_ name: String) throws -> FileStatus {
        try #require(try Directory(path: path).status(of: FileName(name)))
    }

    /// The only day in `done/`, as a path.
    func doneDay() throws -> String {
        let days = try names("done")
        try #require(days.count == 1)
        return "done/" + days[0]
    }

    /// What was accepted: the names after the time stamp and the owner.
    func accepted() throws -> [String] {
        guard !(try names("done")).isEmpty else { return [] }
        return try names(doneDay()).filter { $0 != "SHA256SUMS" }
            .map { String($0.split(separator: "-", maxSplits: 2)[2]) }.sorted()
    }
}

extension Submission {
    var text: String { record.text }
}

/// A little ahead of now, so that what was just dropped is old enough to be taken.
func soon() -> Instant {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Instant(flooring: Int64(now.tv_sec), nanoseconds: Int64(now.tv_nsec)) + .milliseconds(50)
}

func temporaryDirectory() throws -> String {
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(place)/spool-test-XXXXXX".utf8CString)
    return String(cString: try #require(mkdtemp(&template)))
}

func removeTree(_ path: String) {
    guard let directory = try? Directory(path: path) else { return }
    for name in (try? directory.names()) ?? [] {
        if (try? directory.status(of: name))?.kind == .directory { removeTree(directory.path(of: name)) }
        try? directory.remove(name)
        try? directory.removeDirectory(name)
    }
    rmdir(path)
}

/// Runs as an ordinary user, as far as this thread's access to files goes: root may do everything, and hides failures.
func asOrdinaryUser<R>(owning paths: [String], _ body: () throws -> R) rethrows -> R {
    guard geteuid() == 0 else { return try body() }
    let nobody: uid_t = 65534
    for path in paths { chown(path, nobody, nobody) }
    setfsgid(nobody)
    setfsuid(nobody)
    defer {
        setfsuid(0)
        setfsgid(0)
    }
    return try body()
}
