// What the spool refuses by itself, before anybody reads an event in it.

import Engine
import Orders

extension Refusal {
    init(kindOf candidate: Candidate) {
        self.init(
            .unreadable, expected: "a regular file", found: candidate.status.kind.description,
            advice: "Drop the event file itself; links, pipes, sockets and devices are not followed.")
    }

    /// Nil when the file is small enough.
    init?(sizeOf candidate: Candidate, _ settings: SpoolSettings) {
        guard candidate.status.size > settings.maximumFileBytes else { return nil }
        self.init(
            .unreadable, expected: "at most \(settings.maximumFileBytes) bytes (spool.maximum_file_bytes)",
            found: "\(candidate.status.size) bytes", advice: "Split it into several files, one event a line in each.")
    }

    /// Nil when the file lies in the spool's own file system.
    init?(placeOf candidate: Candidate, _ layout: SpoolLayout) {
        guard candidate.status.device != layout.device else { return nil }
        self.init(
            .unreadable, expected: "a file in the spool's own file system", found: "another file system mounted there",
            advice: "Unmount it, and drop a copy of the file.")
    }

    init(nameOf candidate: Candidate, _ formats: any RecordFormats) {
        self.init(
            .unreadable, expected: "a name that ends in \(formats.accepted)", found: "\"\(candidate.name.text)\"",
            advice: "Give the file the suffix of its format, and drop it again.")
    }

    init(reading error: SystemError, retries: Int) {
        self.init(
            .unreadable, expected: "a file that can be read", found: "\(error)",
            advice: "Drop a copy that the daemon may read. It was tried \(retries + 1) times.")
    }
}
