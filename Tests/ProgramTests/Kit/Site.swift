// A place for one daemon: settings, a spool and a store in a temporary directory, and the process itself, which a test
// starts, stops and kills as it likes. Everything is gone when the test is over.

import CivilTime
import Configuration
import Foundation
import Glibc
import Orders
import Store

final class Site {
    let root: String
    let journal: Journal
    private(set) var process: Process?
    private var errors: FileHandle?

    /// - Parameter settings: TOML; `@` stands for the site's directory.
    init(_ settings: String = .settings()) throws {
        root = NSTemporaryDirectory() + "cutoffd-" + UUID().uuidString.prefix(8)
        for part in ["lib", "run", "spool/tmp", "spool/new"] {
            try FileManager.default.createDirectory(atPath: root + "/" + part, withIntermediateDirectories: true)
        }
        journal = Journal(root + "/journal")
        try configure(settings)
    }

    deinit {
        if let process, process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: root)
    }

    var config: String { root + "/cutoffd.toml" }
    var store: String { root + "/lib/orders.db" }
    var new: String { root + "/spool/new" }
    var rejected: String { root + "/spool/rejected" }

    func configure(_ settings: String) throws {
        let text = settings.replacingOccurrences(of: "@", with: root)
        try text.write(toFile: config, atomically: true, encoding: .utf8)
    }

    func settings() throws -> Settings { try Settings.load(path: config) }

    func reader() throws -> OrderReader { try OrderReader(path: store) }
}

// MARK: - The process

extension Site {
    var pid: Int32 { process?.processIdentifier ?? 0 }
    var isRunning: Bool { process?.isRunning ?? false }

    /// Starts a daemon, and does not wait for it.
    /// - Parameters:
    ///   - wrapper: a command that becomes it, with its arguments.
    ///   - errors: its standard error; the site's journal where nil.
    func launch(
        environment: [String: String] = [:], through wrapper: [String] = [], errors: FileHandle? = nil
    ) throws {
        let command = wrapper + [Program.cutoffd, "--config", config]
        let surroundings = ["RUNTIME_DIRECTORY": root + "/run"].merging(environment) { $1 }
        let process = Program.process(command, environment: surroundings)
        process.standardError = try errors ?? journal.writer()
        try process.begin()
        self.process = process
    }

    /// Starts a daemon, and waits until it says so.
    func start(environment: [String: String] = [:], through wrapper: [String] = []) async throws {
        let lives = try journal.starts
        try launch(environment: environment, through: wrapper)
        try await eventually("the daemon starts") { try journal.starts > lives || !isRunning }
        guard isRunning else { throw Impatience("the daemon ended: \(try journal.tail)") }
    }

    func signal(_ number: Int32) { kill(pid, number) }

    /// Waits for its end.
    /// - Returns: its exit status, or the signal that ended it.
    @discardableResult
    func end() async throws -> Int32 {
        try await eventually("the daemon ends") { !isRunning }
        return process?.terminationStatus ?? 0
    }

    @discardableResult
    func stop() async throws -> Int32 {
        signal(SIGTERM)
        return try await end()
    }

    /// As a power cut would.
    func killNow() async throws {
        signal(SIGKILL)
        try await end()
    }
}

// MARK: - The spool

extension Site {
    /// Drops a file as everybody should: written elsewhere, then renamed.
    @discardableResult
    func drop(_ name: String, _ content: String) throws -> DroppedFile { try drop(name, Array(content.utf8)) }

    @discardableResult
    func drop(_ name: String, _ content: [UInt8]) throws -> DroppedFile {
        let status = try write(name, content)
        try move(name)
        return DroppedFile(
            name: name, inode: UInt64(status.st_ino), changedFrom: status.changedAt, content: content)
    }

    /// Writes a file in `tmp/`.
    @discardableResult
    func write(_ name: String, _ content: [UInt8]) throws -> stat {
        let path = root + "/spool/tmp/" + name
        try Data(content).write(to: URL(filePath: path))
        return try status(of: path)
    }

    /// Moves a file from `tmp/` to `new/`.
    func move(_ name: String) throws {
        guard rename(root + "/spool/tmp/" + name, new + "/" + name) == 0 else { throw POSIXFailure("rename", name) }
    }

    func status(of path: String) throws -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw POSIXFailure("lstat", path) }
        return status
    }

    /// Waits until a file has left `new/`.
    func served(_ name: String) async throws {
        try await eventually("\(name) is served") { [new] in access(new + "/" + name, F_OK) != 0 && errno == ENOENT }
    }

    /// Waits until `new/` is empty.
    func isServed() async throws {
        try await eventually("new/ is empty") { [new] in try names(in: new).isEmpty }
    }

    func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    /// What was accepted, by the names it was dropped under.
    var accepted: [String] {
        get throws {
            let done = root + "/spool/done"
            let files = try names(in: done).flatMap { try names(in: done + "/" + $0) }
            return files.filter { $0 != "SHA256SUMS" }.map {
                $0.split(separator: "-", maxSplits: 2).last.map(String.init) ?? $0
            }
        }
    }

    /// The reasons beside a refused file.
    /// - Parameter stem: its name without the suffix.
    func reasons(_ stem: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: "\(rejected)/\(stem).reason.json"))
        return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    }
}

extension stat {
    /// Nanoseconds since 1970.
    fileprivate var changedAt: Int64 { Int64(st_ctim.tv_sec) * 1_000_000_000 + Int64(st_ctim.tv_nsec) }
}

/// A file as it was dropped.
struct DroppedFile: Sendable {
    let name: String
    let inode: UInt64
    /// It arrived at this change time or later, in nanoseconds: an inode may be used again.
    let changedFrom: Int64
    let content: [UInt8]
}
