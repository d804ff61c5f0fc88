// An archive that is read back: done/, a day of it, or a copy. Nothing in it is moved or changed.

import CivilTime
import Engine
import Glibc
import Orders
import SHA256

/// Feeds archived files with the arrival times and submitters in their names.
package final class ArchivedFiles: ArchivedArrivals {
    package let path: String
    private let root: Directory
    /// The spool's own archive. A file that lies there too has the identity that it had in `new/`.
    private let home: Directory
    private let formats: any RecordFormats
    private let writers: Set<UInt32>?
    /// The days that are left; nil for an archive of one, which is `root` itself.
    private var rest: ArraySlice<FileName?>
    private var day: ArchivedDay?
    private var lastHome: (date: CivilDate, directory: Directory?)?

    private var queue: ArraySlice<ArchivedFile> = []
    private var current: Reading?
    private var announced: Submission?
    private var ended: [Filing] = []

    private struct Reading {
        let file: ArchivedFile
        var stream: RecordStream
        var nextIndex = 0
        var isFiled = false
    }

    /// - Parameter directory: nil for the spool's own.
    convenience init(
        at directory: String?, of layout: SpoolLayout, _ formats: any RecordFormats
    ) throws(IntakeFailure) {
        do throws(SystemError) {
            let root = try directory.map { (path) throws(SystemError) in try Directory(path: path) } ?? layout.done
            try self.init(root, home: layout.done, formats, writers: [0, geteuid()])
        } catch { throw IntakeFailure(reading: error) }
    }

    /// An archive that is only looked at.
    package convenience init(at path: String) throws(IntakeFailure) {
        do throws(SystemError) {
            let root = try Directory(path: path)
            try self.init(root, home: root, NoFormats(), writers: nil)
        } catch { throw IntakeFailure(reading: error) }
    }

    private init(
        _ root: Directory, home: Directory, _ formats: any RecordFormats, writers: Set<UInt32>?
    ) throws(SystemError) {
        self.root = root
        self.home = home
        self.formats = formats
        self.writers = writers
        path = root.path
        rest = try Self.days(of: root)
    }

    /// In their order.
    private static func days(of root: Directory) throws(SystemError) -> ArraySlice<FileName?> {
        var days: [FileName] = []
        for name in try root.names() where CivilDate(archiveName: name.text) != nil {
            if try root.status(of: name)?.kind == .directory { days.append(name) }
        }
        guard !days.isEmpty else { return [FileName?.none][...] }
        return days.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(Optional.some)[...]
    }

    package func rewind() {
        rest = (try? Self.days(of: root)) ?? []
        (day, queue, current, announced, ended) = (nil, [], nil, nil, [])
    }

    package func nextDay() throws(IntakeFailure) -> [ArchiveName]? {
        guard let name = rest.popFirst() else { return nil }
        do throws(SystemError) {
            let directory = try name.map { (name) throws(SystemError) in try root.directory(name) } ?? root
            let date = name.flatMap { CivilDate(archiveName: $0.text) }
            let day = try ArchivedDay(directory, date: date, writers: writers)
            self.day = day
            return day.names
        } catch { throw IntakeFailure(reading: error) }
    }

    package func listed(_ names: [ArchiveName]) throws(IntakeFailure) -> [ArchiveName] {
        guard let day else { return [] }
        let sums = try day.manifest().sums
        return names.filter { name in day.files[name].map { sums[$0] != nil } ?? false }
    }

    package func identity(of name: ArchiveName) -> FileID {
        if let file = day?.files[name], let there = try? homeDay(name.day)?.status(of: file) {
            return FileID(inode: there.inode, changedAt: name.arrivedAt)
        }
        return FileID(inode: name.mark, changedAt: name.arrivedAt)
    }

    private func homeDay(_ date: CivilDate) -> Directory? {
        if let lastHome, lastHome.date == date { return lastHome.directory }
        let directory = try? home.directory(FileName(date.archiveName))
        lastHome = (date, directory)
        return directory
    }
}

// MARK: - Looking

extension ArchivedFiles {
    /// What is wrong with a file of the day; nil when it is what its manifest says.
    package func damage(of name: ArchiveName) -> String? {
        guard let day, let file = day.files[name] else { return nil }
        do throws(IntakeFailure) {
            guard try !listed([name]).isEmpty else { return nil }
            _ = try day.verified(file)
            return nil
        } catch { return error.description }
    }
}

private struct NoFormats: RecordFormats {
    var accepted: String { "" }
    func reader(forFileNamed name: String) -> (any RecordReader)? { nil }
}

// MARK: - Feeding

extension ArchivedFiles {
    package func feed(_ files: [ArchivedFile]) { (queue, current, announced) = (files[...], nil, nil) }

    package func peek() throws(IntakeFailure) -> Position? {
        while announced == nil {
            if current != nil {
                do { try advance() } catch { throw IntakeFailure(reading: error) }
            } else {
                guard let file = queue.first else { return nil }
                current = try open(file)
                queue.removeFirst()
            }
        }
        return announced?.position
    }

    package func next() throws(IntakeFailure) -> Submission? {
        guard try peek() != nil else { return nil }
        defer { announced = nil }
        current?.nextIndex += 1
        return announced
    }

    private func advance() throws(SystemError) {
        guard let record = try current?.stream.next(), let reading = current else {
            if let file = current?.file { ended.append(Filing(file.name, file: file.id, extent: .whole)) }
            current = nil
            return
        }
        let name = reading.file.name
        announced = Submission(
            id: RecordID(file: reading.file.id, index: reading.nextIndex),
            position: Position(instant: name.position.instant, name: name.name, record: reading.nextIndex),
            submitter: name.submitter, record: record)
    }

    /// Reads all of it once before anything counts.
    private func open(_ file: ArchivedFile) throws(IntakeFailure) -> Reading {
        guard let day, let name = day.files[file.name] else { throw IntakeFailure("\(file.name.name) is gone") }
        let descriptor = try day.verified(name)
        guard let reader = formats.reader(forFileNamed: file.name.name) else {
            throw IntakeFailure("\(descriptor.path) does not end in \(formats.accepted)")
        }
        do throws(SystemError) {
            let size = try descriptor.status().size
            return Reading(file: file, stream: RecordStream(descriptor, size: size, reader: reader))
        } catch { throw IntakeFailure(reading: error) }
    }

    package var filings: [Filing] {
        guard let current, current.nextIndex > 0, !current.isFiled else { return ended }
        return ended + [Filing(current.file.name, file: current.file.id, extent: .begun)]
    }

    package func follow(_ committed: Committed) {
        let filed = Set(committed.batch.filings)
        ended.removeAll(where: filed.contains)
        if let file = current?.file, filed.contains(Filing(file.name, file: file.id, extent: .begun)) {
            current?.isFiled = true
        }
    }
}

extension ArchiveName {
    /// In the place of an inode, which a copy does not keep. No inode has the uppermost bit.
    fileprivate var mark: UInt64 {
        let sum = SHA256.sum(of: Array("\(arrivedAt)-\(submitter)-\(name)".utf8))
        return sum.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } | 1 << 63
    }
}
