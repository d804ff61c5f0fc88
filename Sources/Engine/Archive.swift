// The archive: accepted files, by names that tell when they arrived and whose they are. After a restore it knows files
// that the store does not, and they are fed again with their own places in the queue.

import CivilTime
import Orders

/// What an accepted file is known by, wherever it is moved or copied to: `ARRIVEDNS-UID-NAME` in `done/`.
package struct ArchiveName: Hashable, Sendable {
    /// Nanoseconds since 1970.
    package let arrivedAt: Int64
    package let submitter: UInt32
    package let name: String

    package init(arrivedAt: Int64, submitter: UInt32, name: String) {
        self.arrivedAt = arrivedAt
        self.submitter = submitter
        self.name = name
    }

    /// Where its first record stands in the queue.
    package var position: Position {
        Position(instant: Instant(flooring: 0, nanoseconds: arrivedAt), name: name, record: 0)
    }
}

/// How much of a file was decided.
package enum FilingExtent: Int, Hashable, Sendable {
    /// Some of its records.
    case begun = 0
    /// Every record. Only then may the file be in the archive.
    case whole = 1
    /// The store was restored, and an operator said to go on without this file.
    case declined = 2
}

/// What the store knows of a file, by the name that it has or will have in the archive.
package struct Filing: Hashable, Sendable {
    package let name: ArchiveName
    /// What its receipts are kept under.
    package let file: FileID
    package let extent: FilingExtent

    package init(_ name: ArchiveName, file: FileID, extent: FilingExtent) {
        self.name = name
        self.file = file
        self.extent = extent
    }
}

/// A file of an archive, to be fed.
package struct ArchivedFile: Hashable, Sendable {
    package let name: ArchiveName
    package let id: FileID

    package init(name: ArchiveName, id: FileID) {
        self.name = name
        self.id = id
    }
}

/// An archive, read day by day: `done/`, or a copy of it. The port.
package protocol ArchivedArrivals: AnyObject {
    /// Its directory.
    var path: String { get }

    /// The names of the next day's files, in the order of the queue; nil after the last day.
    func nextDay() throws(IntakeFailure) -> [ArchiveName]?
    /// Begins with the first day again.
    func rewind()

    /// Those of the day that its manifest of checksums lists: nothing else is an accepted file.
    func listed(_ names: [ArchiveName]) throws(IntakeFailure) -> [ArchiveName]
    /// Under what the receipts of a file of the day are kept; every copy of it has the same.
    func identity(of name: ArchiveName) -> FileID

    /// Records come out of these files of the day from now on, in this order.
    func feed(_ files: [ArchivedFile])
    /// The position of the next record; nil when what was fed is at its end. A file is compared with its checksum
    /// before anything of it is handed out.
    func peek() throws(IntakeFailure) -> Position?
    /// Takes the record that `peek` announced.
    func next() throws(IntakeFailure) -> Submission?
    /// The files that records came out of since they were filed whole.
    var filings: [Filing] { get }
    /// Those are filed.
    func follow(_ committed: Committed)
}

extension ArchivedArrivals {
    /// Every name, day after day.
    package func forEachDay<Failure>(
        _ body: ([ArchiveName]) throws(Failure) -> Void
    ) throws(Failure) -> IntakeFailure? {
        rewind()
        defer { rewind() }
        while true {
            let day: [ArchiveName]
            do throws(IntakeFailure) {
                guard let next = try nextDay() else { return nil }
                day = next
            } catch { return error }
            try body(day)
        }
    }
}
