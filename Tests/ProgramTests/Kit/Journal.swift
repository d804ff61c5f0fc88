// What a daemon says on standard error, all of its lives in one file.

import Foundation
import Glibc

final class Journal {
    private let path: String
    private var reader: FileHandle?
    private var rest = Data()
    private var read: [Line] = []

    init(_ path: String) { self.path = path }

    /// `notice: 1-1 placed: … (ORDER=1 SHIPMENT=1-1 …)`
    struct Line {
        let text: String

        /// A field whose value has no spaces.
        subscript(name: String) -> String? {
            guard let start = text.range(of: "(\(name)=") ?? text.range(of: " \(name)=") else { return nil }
            return String(text[start.upperBound...].prefix { $0 != " " && $0 != ")" })
        }
    }

    /// Everything is appended, so that lives follow each other.
    func writer() throws -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXFailure("open", path) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Every whole line so far.
    var lines: [Line] {
        get throws {
            if reader == nil { reader = FileHandle(forReadingAtPath: path) }
            rest += try reader?.readToEnd() ?? Data()
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                read.append(Line(text: String(decoding: rest[..<end], as: UTF8.self)))
                rest = rest[rest.index(after: end)...]
            }
            return read
        }
    }

    func contains(_ text: String) throws -> Bool { try lines.contains { $0.text.contains(text) } }

    /// How many lives began.
    var starts: Int {
        get throws { try lines.count { $0.text.hasPrefix("info: cutoffd ") && $0.text.contains(" started: ") } }
    }

    /// The end of it, for people who look at a failure.
    var tail: String { get throws { try lines.suffix(20).map(\.text).joined(separator: "\n") } }
}
