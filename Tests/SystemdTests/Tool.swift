// Runs other programs for a test.

import Foundation

enum Tool {
    static func exists(_ name: String) -> Bool { FileManager.default.isExecutableFile(atPath: path(name)) }

    /// - Parameter name: A program of the system, or a path.
    static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path(name))
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    private static func path(_ name: String) -> String { name.contains("/") ? name : "/usr/bin/\(name)" }
}
