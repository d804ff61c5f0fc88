// A day of an archive as it is read back: its files by name, and what its manifest vouches for.

import CivilTime
import Engine
import Glibc
import SHA256

final class ArchivedDay {
    let directory: Directory
    /// What else lies there is none of ours.
    private(set) var files: [ArchiveName: FileName] = [:]
    private var known: Manifest?
    private let writers: Set<UInt32>?

    /// - Parameters:
    ///   - date: the day it is named after; what arrived on another is none of its files.
    ///   - writers: who may have written it, since it tells of other people's files; nil where nothing is fed.
    init(_ directory: Directory, date: CivilDate?, writers: Set<UInt32>?) throws(SystemError) {
        self.directory = directory
        self.writers = writers
        for file in try directory.names() {
            guard let name = ArchiveName(file), date == nil || name.day == date else { continue }
            files[name] = file
        }
    }

    /// In the order of the queue.
    var names: [ArchiveName] { files.keys.sorted { $0.position < $1.position } }

    func manifest() throws(IntakeFailure) -> Manifest {
        if let known { return known }
        do throws(SystemError) {
            let file = try directory.open(ArchiveDay.manifestName, O_RDONLY | O_NONBLOCK)
            let status = try file.status()
            guard status.kind == .regular else { throw SystemError("read", file.path, code: EINVAL) }
            guard isTrusted(status), isTrusted(try directory.status()) else {
                throw SystemError("trust", file.path + ", which others than root and the daemon can write", code: EPERM)
            }
            var content = [UInt8](repeating: 0, count: Int(status.size))
            _ = try file.read(into: &content, at: 0)
            let manifest = Manifest(content)
            known = manifest
            return manifest
        } catch { throw IntakeFailure(reading: error) }
    }

    private func isTrusted(_ status: FileStatus) -> Bool {
        guard let writers else { return true }
        return writers.contains(status.owner) && !status.isSharedForWriting
    }

    /// An open file whose content is what the manifest says.
    func verified(_ name: FileName) throws(IntakeFailure) -> FileDescriptor {
        let manifest = try manifest()
        let file: FileDescriptor
        let digest: Digest
        do throws(SystemError) {
            file = try directory.open(name, O_RDONLY | O_NONBLOCK)
            guard try file.status().kind == .regular else { throw SystemError("read", file.path, code: EINVAL) }
            digest = try file.digest()
        } catch { throw IntakeFailure(reading: error) }
        guard digest.hexadecimal[...] == manifest.sums[name] else {
            throw IntakeFailure("\(file.path) is not what was accepted: its SHA-256 is not that in SHA256SUMS")
        }
        return file
    }
}

extension IntakeFailure {
    /// Of an archive, which the spool does not try again by itself.
    init(reading error: SystemError) { self.init("\(error)") }
}

extension FileDescriptor {
    /// Of the whole content.
    fileprivate func digest() throws(SystemError) -> Digest {
        let digest = SHA256()
        var buffer = [UInt8](repeating: 0, count: SpoolBounds.chunkBytes)
        var offset: Int64 = 0
        while true {
            let count = try read(into: &buffer, at: offset)
            guard count > 0 else { return Digest(bytes: digest.finish()) }
            buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += Int64(count)
        }
    }
}
