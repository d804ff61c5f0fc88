// done/: the files that were accepted, by the day they arrived, with what is needed to trust and to replay them.

import CivilTime
import Engine
import Glibc

/// `done/YYYY-MM-DD/ARRIVEDNS-UID-NAME`, and in each day a manifest of SHA-256 sums.
struct Archive {
    private let directory: Directory

    init(_ directory: Directory) { self.directory = directory }

    /// The directory of a UTC day, made if it is missing.
    func day(_ date: CivilDate) throws(SystemError) -> ArchiveDay {
        let name = FileName(date.archiveName)
        if try directory.makeDirectory(name, mode: 0o700) { try directory.sync() }
        return try ArchiveDay(directory.directory(name))
    }

    /// Removes days that ended at or before `horizon`, a bounded number of files at a time.
    /// - Returns: whether more is left to do.
    func clean(before horizon: Instant) throws(SystemError) -> Bool {
        var budget = SpoolBounds.filesPerCleaning
        for name in try directory.names().sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            guard let date = CivilDate(archiveName: name.text), date < CivilDate(utc: horizon) else { continue }
            let day = try directory.directory(name)
            let files = try day.names()
            for file in files.prefix(budget) { try day.remove(file) }
            guard files.count <= budget else { return true }
            budget -= files.count
            try directory.removeDirectory(name)
        }
        return false
    }
}

/// A day of the archive, open while files move into it.
final class ArchiveDay {
    let directory: Directory
    private let manifest: FileDescriptor
    private var chosen: Set<FileName> = []

    static let manifestName = FileName("SHA256SUMS")

    init(_ directory: Directory) throws(SystemError) {
        self.directory = directory
        manifest = try directory.open(Self.manifestName, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
    }

    /// A free name for an accepted file. It is the first, unless somebody else put something there.
    func name(for candidate: Candidate) throws(SystemError) -> FileName {
        let first = FileName(archiving: candidate)
        var number = 1
        while true {
            let name = FileName.numbered(number, stem: first.stem, suffix: first.suffix)
            if try directory.status(of: name) == nil, chosen.insert(name).inserted { return name }
            number += 1
        }
    }

    /// Adds a line to the manifest, before the file itself comes.
    func list(_ name: FileName, _ digest: Digest) throws(SystemError) {
        let length = try manifest.status().size
        do throws(SystemError) { try manifest.write(ManifestLine(digest, name).bytes) } catch {
            try manifest.truncate(to: length)  // half a line would spoil the next one
            throw error
        }
    }

    func syncManifest() throws(SystemError) { try manifest.sync() }

    /// Takes the line of a file that did not come out of the manifest again. O(size of the manifest).
    func strike(_ name: FileName, _ digest: Digest) throws(SystemError) {
        let reader = try directory.open(Self.manifestName, O_RDONLY)
        var content = [UInt8](repeating: 0, count: Int(try reader.status().size))
        _ = try reader.read(into: &content, at: 0)
        let line = ManifestLine(digest, name).bytes.dropLast()
        let kept = content.split(separator: UInt8(ascii: "\n")).filter { $0 != line }
        try replaceManifest(kept.flatMap { $0 + [UInt8(ascii: "\n")] })
    }

    private func replaceManifest(_ content: [UInt8]) throws(SystemError) {
        try manifest.truncate(to: 0)
        try manifest.write(content)
        try manifest.sync()
    }
}
