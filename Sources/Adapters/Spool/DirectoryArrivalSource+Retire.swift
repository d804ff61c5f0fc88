// Retiring: a file leaves new/ when every record in it has a durable outcome, and no late writer is lost on the way.

import CivilTime
import Engine
import Glibc
import Orders

/// Where a settled file goes. Whatever belongs beside it is written, and durable, before it moves.
enum Destination {
    case done(ArchiveDay, FileName, Digest)
    /// The thing itself goes to `rejected/`.
    case rejected(RejectionPlace)
    /// A copy is in `rejected/`: the file is removed.
    case removed
}

/// One file and its way out of `new/`.
struct Departure {
    let file: SpoolFile
    let destination: Destination
    /// What was written into `rejected/` for it.
    let place: RejectionPlace?
}

/// Files that are about to move.
struct Retirement {
    var days: [CivilDate: ArchiveDay] = [:]
    var departures: [Departure] = []

    var hasRejections: Bool { departures.contains { $0.place != nil } }
}

extension DirectoryArrivalSource {
    /// Retires every file whose records all have an outcome. What could not be retired stays, for the next call.
    func retireSettled() throws(IntakeFailure) {
        // Whom a writer waits for is let go first, and read again when it is complete.
        for file in files.values where file.isSettled && !file.isUndisturbed { letGo(file) }
        let settled = files.values.filter(\.isSettled).sorted { Candidate.isBefore($0.candidate, $1.candidate) }
        guard !settled.isEmpty else { return }
        do throws(SystemError) { try retire(settled) } catch { throw IntakeFailure(error) }
    }

    func retire(_ settled: [SpoolFile]) throws(SystemError) { try complete(prepare(settled)) }

    /// A failure that concerns this file alone does not hold up the others.
    private func unlessStuck(_ file: SpoolFile, _ step: () throws(SystemError) -> Void) throws(SystemError) {
        do throws(SystemError) { try step() } catch {
            guard !error.concernsTheDirectory else { throw error }
            warn(file.name, "is decided and cannot be moved (\(error)); remove what holds it")
            stuck.insert(file.id)
            forget(file)
        }
    }
}

// MARK: - Before it moves

extension DirectoryArrivalSource {
    /// Writes everything that must lie beside these files, durably. Nothing has moved then.
    func prepare(_ settled: [SpoolFile]) throws(SystemError) -> Retirement {
        var retirement = Retirement()
        for file in settled {
            try unlessStuck(file) { () throws(SystemError) in
                retirement.departures.append(try prepare(file, &retirement.days))
            }
        }
        if retirement.hasRejections { try rejections.sync() }
        for day in retirement.days.values { try day.syncManifest() }
        return retirement
    }

    private func prepare(_ file: SpoolFile, _ days: inout [CivilDate: ArchiveDay]) throws(SystemError) -> Departure {
        let place = try reject(file)
        if let place, file.mustBeMovedAsItIs {
            return Departure(file: file, destination: .rejected(place), place: place)
        }
        guard !file.isRefusedWhole, let digest = file.digest else {
            return Departure(file: file, destination: .removed, place: place)
        }
        let day = try day(of: file, &days)
        let name = try day.name(for: file.candidate)
        try day.list(name, digest)
        return Departure(file: file, destination: .done(day, name, digest), place: place)
    }

    private func day(of file: SpoolFile, _ days: inout [CivilDate: ArchiveDay]) throws(SystemError) -> ArchiveDay {
        let date = CivilDate(utc: file.candidate.position.instant)
        if let day = days[date] { return day }
        let day = try archive.day(date)
        days[date] = day
        return day
    }

    /// Puts what is refused of a file into `rejected/`.
    private func reject(_ file: SpoolFile) throws(SystemError) -> RejectionPlace? {
        guard file.refusals.count > 0 || file.mustBeMovedAsItIs else { return nil }
        do throws(SystemError) { return try writeRejection(of: file) } catch {
            // It was readable when it was decided, and is not any more: then it is kept as it is.
            guard error.call == "read", !file.mustBeMovedAsItIs else { throw error }
            file.mustBeMovedAsItIs = true
            return try writeRejection(of: file)
        }
    }

    private func writeRejection(of file: SpoolFile) throws(SystemError) -> RejectionPlace {
        let mark = file.id.changedAt
        let suffix = file.isRefusedWhole ? Array(file.name.suffix) : Array(".ndjson".utf8)
        let reasons = ReasonFile(file: file.name.text, refusals: file.refusals)
        let place =
            try file.mayHaveAPlace
            ? rejections.place(reasons, stem: file.name.stem, suffix: suffix, mark: mark)
            : rejections.freshPlace(stem: file.name.stem, suffix: suffix)
        file.mayHaveAPlace = true
        if let descriptor = file.descriptor, !file.mustBeMovedAsItIs {
            try rejections.write(place.body, mark: mark) { (copy) throws(SystemError) in
                if file.isRefusedWhole {
                    try copy.writeContent(of: descriptor)
                } else {
                    try writeRefusedRecords(of: file, descriptor, to: copy)
                }
            }
        }
        try rejections.write(reasons, to: place, mark: mark)
        return place
    }

    /// The refused records, one a line: read once more, so that nobody had to remember them.
    private func writeRefusedRecords(
        of file: SpoolFile, _ descriptor: FileDescriptor, to copy: FileDescriptor
    ) throws(SystemError) {
        guard let reader = formats.reader(forFileNamed: file.name.text) else { return }
        var stream = RecordStream(descriptor, size: file.candidate.status.size, reader: reader)
        var refused = file.refusals.indices[...]
        var index = 0
        while let range = refused.first, let record = try stream.next() {
            if range.contains(index) { try copy.write(Array((record.text + "\n").utf8)) }
            index += 1
            if index >= range.upperBound { refused.removeFirst() }
        }
    }
}

// MARK: - Moving

extension DirectoryArrivalSource {
    private func complete(_ retirement: Retirement) throws(SystemError) {
        for departure in retirement.departures {
            try unlessStuck(departure.file) { () throws(SystemError) in try depart(departure) }
        }
        for day in retirement.days.values { try day.directory.sync() }
        if retirement.hasRejections { try rejections.sync() }
        try layout.new.sync()
    }

    private func depart(_ departure: Departure) throws(SystemError) {
        let file = departure.file
        guard try layout.new.status(of: file.name)?.inode == file.id.inode else { return try lose(departure) }
        let (directory, name) = target(of: departure)
        try layout.new.move(file.name, to: directory, as: name)
        // The lease stood before the move and still does: nobody can have opened the file for writing in between.
        guard try directory.status(of: name)?.inode == file.id.inode, file.isUndisturbed else {
            return try bringBack(departure, from: directory, name)
        }
        if case .removed = departure.destination { try directory.remove(name) }
        retired(file)
    }

    private func target(of departure: Departure) -> (Directory, FileName) {
        switch departure.destination {
        case .done(let day, let name, _): (day.directory, name)
        case .rejected(let place): (layout.rejected, place.body)
        case .removed: (layout.rejected, RejectionDirectory.removalName(of: departure.file.id))
        }
    }

    private func retired(_ file: SpoolFile) {
        files[file.id] = nil
        depth -= 1
    }

    /// The submitter removed or renamed it. Its records are decided; there is nothing left to keep.
    private func lose(_ departure: Departure) throws(SystemError) {
        switch departure.destination {
        case .done(let day, let name, let digest): try day.strike(name, digest)
        case .rejected(let place): try rejections.withdraw(place)
        case .removed: break
        }
        retired(departure.file)
    }

    /// A writer was faster: the file goes back under a fresh name, and is judged again when it is complete.
    private func bringBack(
        _ departure: Departure, from directory: Directory, _ name: FileName
    ) throws(SystemError) {
        let file = departure.file
        var number = 2
        while true {
            let fresh = FileName.numbered(number, stem: file.name.stem, suffix: file.name.suffix)
            do throws(SystemError) {
                try directory.move(name, to: layout.new, as: fresh)
                break
            } catch {
                guard error.code == EEXIST else { throw error }
                number += 1
            }
        }
        if case .done(let day, let name, let digest) = departure.destination { try day.strike(name, digest) }
        if let place = departure.place { try rejections.withdraw(place) }
        letGo(file)
    }
}
