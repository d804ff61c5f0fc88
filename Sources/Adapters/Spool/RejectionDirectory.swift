// rejected/: what was refused, ready to be mended, and beside it the reason. Nothing in it is ever overwritten.

import CivilTime
import Engine
import Glibc
import Orders

/// Two free names that belong together: `STEM.ndjson` and `STEM.reason.json`, or both with the same number.
struct RejectionPlace {
    let body: FileName
    let reason: FileName
}

/// Writes into `rejected/`.
///
/// What it writes carries the change time of the refused file as its modification time, to the nanosecond. So what was
/// put there before a crash is known again, and is not put there twice; and people see when the file arrived.
struct RejectionDirectory {
    let directory: Directory
    private(set) var count = 0
    /// The directory's modification time when it was last counted.
    private var countedAt: Int64?

    private static let reasonSuffix = Array(".reason.json".utf8)
    private static let temporaryPrefix = ".writing-"
    private static let removalPrefix = ".retiring-"

    /// Sweeps away what a crash left half done.
    init(_ directory: Directory) throws(IntakeFailure) {
        self.directory = directory
        do throws(SystemError) {
            try directory.forEachName { (name) throws(SystemError) in
                if Self.isLeftover(name) { try directory.remove(name) }
            }
            try recount()
        } catch { throw IntakeFailure(error) }
    }

    /// Where a file goes that is about to be removed, so that a late writer can still be seen.
    static func removalName(of file: FileID) -> FileName { FileName(removalPrefix + String(file.inode)) }

    private static func isLeftover(_ name: FileName) -> Bool {
        name.text.hasPrefix(temporaryPrefix) || name.text.hasPrefix(removalPrefix)
    }

    /// Counts again, if somebody changed the directory. O(entries) then, else O(1).
    mutating func recount() throws(SystemError) {
        let modifiedAt = try directory.status().modifiedAt
        guard modifiedAt != countedAt else { return }
        var reasons = 0
        try directory.forEachName { reasons += $0.bytes.reversed().starts(with: Self.reasonSuffix.reversed()) ? 1 : 0 }
        count = reasons
        countedAt = modifiedAt
    }

    /// Makes everything written so far durable.
    mutating func sync() throws(SystemError) {
        try directory.sync()
        countedAt = try directory.status().modifiedAt
    }
}

// MARK: - Writing

extension RejectionDirectory {
    /// The pair of names that the same rejection has already, or the first that is free. O(pairs with that stem).
    /// - Parameter mark: the change time of the refused file, in nanoseconds since 1970.
    func place(
        _ reasons: ReasonFile, stem: some Collection<UInt8>, suffix: some Collection<UInt8>, mark: Int64
    ) throws(SystemError) -> RejectionPlace {
        var number = 1
        while true {
            let place = Self.pair(number, stem, suffix)
            if try isFree(place.body, mark), try isFree(place.reason, mark, reasons.bytes) { return place }
            number += 1
        }
    }

    /// A pair of names that is free, for a rejection that has none. O(log(pairs with that stem)).
    func freshPlace(
        stem: some Collection<UInt8>, suffix: some Collection<UInt8>
    ) throws(SystemError) -> RejectionPlace {
        let number = try Self.freeNumber { (number) throws(SystemError) in
            let place = Self.pair(number, stem, suffix)
            guard try directory.status(of: place.body) == nil else { return false }
            return try directory.status(of: place.reason) == nil
        }
        return Self.pair(number, stem, suffix)
    }

    /// 1 where that is free, else a number that is free behind one that is not. Steps that double find a free one, and
    /// halves the nearest before it.
    static func freeNumber(_ isFree: (Int) throws(SystemError) -> Bool) throws(SystemError) -> Int {
        var (taken, free) = (0, 1)
        while try !isFree(free) { (taken, free) = (free, 2 * free) }
        while free - taken > 1 {
            let middle = (taken + free) / 2
            if try isFree(middle) { free = middle } else { taken = middle }
        }
        return free
    }

    private static func pair(
        _ number: Int, _ stem: some Collection<UInt8>, _ suffix: some Collection<UInt8>
    ) -> RejectionPlace {
        let stem = FileName.cut(stem, to: SpoolBounds.nameBytes - reasonSuffix.count - SpoolBounds.suffixBytes)
        return RejectionPlace(
            body: .numbered(number, stem: stem, suffix: suffix),
            reason: .numbered(number, stem: stem, suffix: reasonSuffix))
    }

    /// Free, or written by the same rejection before a crash. Files of one clock tick have one mark; the reasons, which
    /// name their file, tell them apart.
    private func isFree(_ name: FileName, _ mark: Int64, _ content: [UInt8]? = nil) throws(SystemError) -> Bool {
        guard let status = try directory.status(of: name) else { return true }
        guard status.kind == .regular, status.modifiedAt == mark else { return false }
        guard let content else { return true }
        guard status.size == content.count else { return false }
        var found = [UInt8](repeating: 0, count: content.count)
        _ = try directory.open(name, O_RDONLY).read(into: &found, at: 0)
        return found == content
    }

    /// Puts the reasons into their place. They come after what they are about, so that whoever sees them sees both.
    mutating func write(_ reasons: ReasonFile, to place: RejectionPlace, mark: Int64) throws(SystemError) {
        let isNew = try write(place.reason, mark: mark) { (file) throws(SystemError) in try file.write(reasons.bytes) }
        if isNew { count += 1 }
    }

    /// Writes a file that appears only when it is whole and durable.
    /// - Returns: false when it is there already.
    @discardableResult
    func write(
        _ name: FileName, mark: Int64, content: (FileDescriptor) throws(SystemError) -> Void
    ) throws(SystemError) -> Bool {
        guard try directory.status(of: name) == nil else { return false }
        let temporary = FileName(Self.temporaryPrefix + String(mark))
        try directory.remove(temporary)
        do throws(SystemError) {
            let file = try directory.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o640)
            try file.setMode(0o640)
            try content(file)
            try file.setModified(mark)
            try file.sync()
            try directory.move(temporary, to: directory, as: name)
        } catch {
            try? directory.remove(temporary)
            throw error
        }
        return true
    }

    /// Takes a rejection back: its file will be judged again.
    mutating func withdraw(_ place: RejectionPlace) throws(SystemError) {
        try directory.remove(place.body)
        try directory.remove(place.reason)
        count -= 1
    }
}
