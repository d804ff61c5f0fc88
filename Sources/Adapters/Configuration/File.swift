// Reading whole small files and listing directories, with the system's own words when that fails.

import Glibc

enum File {
    /// - Returns: Its bytes.
    static func read(_ path: String, atMost limit: Int) throws(FileFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .lastError }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .lastError }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { throw FileFailure(description: "more than \(limit) bytes") }
            bytes += buffer.prefix(count)
        }
    }
}

enum Directory {
    /// The names in a directory, hidden ones left out, in the order of their bytes; empty when there is no directory.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// What the system said.
struct FileFailure: Error, CustomStringConvertible {
    let description: String

    static var lastError: FileFailure { FileFailure(description: String(cString: strerror(errno))) }
}
