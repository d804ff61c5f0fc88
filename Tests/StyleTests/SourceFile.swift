// A Swift file of this package, as the style's rules look at it.

import Foundation

struct SourceFile {
    /// Below the package's directory, `Sources/Core/Orders/Money.swift`.
    let path: String
    let lines: [SourceLine]

    init(path: String, text: String) {
        self.path = path
        var isInString = false
        let ended = text.hasSuffix("\n") ? text.dropLast() : text[...]
        lines = ended.split(separator: "\n", omittingEmptySubsequences: false)
            .map { SourceLine($0, isInString: &isInString) }
    }

    /// Whether it says, before anything else, that it is a table: then it may be longer than others.
    var isTable: Bool {
        lines.prefix { $0.text.hasPrefix("//") }.contains { $0.comment.contains("A table.") }
    }
}

extension SourceFile {
    /// The directory that Package.swift lies in.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below some directories of the package, in the order of their paths.
    static func all(below directories: String...) throws -> [SourceFile] {
        try directories.flatMap { directory in
            let names = try FileManager.default.subpathsOfDirectory(atPath: package.appending(path: directory).path)
            return try names.filter { $0.hasSuffix(".swift") }.sorted().map { try SourceFile("\(directory)/\($0)") }
        }
    }

    private init(_ path: String) throws {
        let text = try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
        self.init(path: path, text: text)
    }
}
