// The programs under test, as they were built beside the tests.

import Foundation
import Glibc

enum Program {
    static var cutoffd: String { directory + "/cutoffd" }
    static var cutoffctl: String { directory + "/cutoffctl" }

    /// Where the test bundle lies, and the programs with it.
    static let directory: String = {
        let arguments = CommandLine.arguments
        let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] }
        let executable = bundle ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: executable).deletingLastPathComponent().path
    }()

    static func process(_ command: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("CUTOFFD_") }
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs a program to its end.
    static func run(_ command: [String], environment: [String: String] = [:]) async throws -> Result {
        let files = (output: try Scratch(), errors: try Scratch())
        let process = process(command, environment: environment)
        process.standardOutput = files.output.handle
        process.standardError = files.errors.handle
        try process.begin()
        do {
            try await eventually("\(command[0]) ends") { !process.isRunning }
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
        return Result(
            status: process.terminationStatus, output: try files.output.text(), errors: try files.errors.text())
    }

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }
}

extension Process {
    /// Runs it with no signal blocked: a thread of Dispatch has blocked them all, and a child would inherit that.
    func begin() throws {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }
}

/// A file without a name: unlike a pipe it never fills up.
private struct Scratch {
    let handle: FileHandle

    init() throws {
        var path = Array((NSTemporaryDirectory() + "cutoffd-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw POSIXFailure("mkstemp", NSTemporaryDirectory()) }
        unlink(path)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func text() throws -> String {
        try handle.seek(toOffset: 0)
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
}

/// A call that the kernel refused.
struct POSIXFailure: Error, CustomStringConvertible {
    let description: String

    init(_ call: String, _ subject: String) {
        description = "\(call) \(subject): \(String(cString: strerror(errno)))"
    }
}
