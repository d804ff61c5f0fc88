// The file that node_exporter's textfile collector reads.

import Glibc

package struct MetricsFile {
    package let path: String

    /// - Parameter directory: where services keep what lives as long as they do (`$RUNTIME_DIRECTORY`); of several, the
    ///   first. Nil when there is none: then there is no file.
    package init?(in directory: String?) {
        guard let directory = directory?.split(separator: ":").first else { return nil }
        path = "\(directory)/metrics.prom"
    }

    /// Replaces the file whole, so that nobody reads a half of it. Not synced: it means nothing after a crash. One that
    /// cannot be replaced grows old, and its age is what alerts look at.
    package func replace(with text: String) throws(MetricsFailure) {
        let fresh = path + ".new"  // the collector reads *.prom only
        do throws(MetricsFailure) {
            try Self.write(text, to: fresh)
            guard rename(fresh, path) == 0 else { throw MetricsFailure("rename \(fresh) to", path) }
        } catch {
            unlink(fresh)
            throw error
        }
    }

    /// A daemon that has ended has no figures.
    package func remove() { unlink(path) }

    private static func write(_ text: String, to path: String) throws(MetricsFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw MetricsFailure("create", path) }
        defer { close(descriptor) }
        fchmod(descriptor, 0o644)  // whatever the umask
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw MetricsFailure("write", path) }
            rest = rest.dropFirst(count)
        }
    }
}

/// The file could not be replaced.
package struct MetricsFailure: Error, CustomStringConvertible {
    package let description: String

    /// With what the system said (`errno`) when it was asked to `deed` the file.
    init(_ deed: String, _ path: String) {
        description = "cannot \(deed) \(path): \(String(cString: strerror(errno)))"
    }
}
