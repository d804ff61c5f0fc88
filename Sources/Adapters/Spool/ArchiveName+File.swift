// `ARRIVEDNS-UID-NAME`: what an accepted file is called in done/, and what can be told from that.

import CivilTime
import Engine
import SHA256

extension FileName {
    /// The first choice for an accepted file: it depends on nothing but when it arrived, whose it is, and what it was
    /// called. What must be cut is cut from the file's own name, but not its suffix, and a digest of the whole name
    /// stands for it, so that two files never have one first choice.
    init(archiving candidate: Candidate) {
        let stamp = String(candidate.arrivedAt)
        let zeros = String(repeating: "0", count: max(0, FileName.stampDigits - stamp.count))
        let stem = Array("\(zeros)\(stamp)-\(candidate.status.owner)-".utf8) + candidate.name.stem
        let suffix = candidate.name.suffix
        guard stem.count + suffix.count > SpoolBounds.nameBytes else {
            self.init(bytes: stem + suffix)
            return
        }
        let sum = Digest(bytes: SHA256.sum(of: Array(candidate.name.bytes)))
        let mark = Array("~".utf8) + sum.hexadecimal.prefix(FileName.markDigits)
        self.init(bytes: FileName.cut(stem, to: SpoolBounds.nameBytes - suffix.count - mark.count) + mark + suffix)
    }

    private static let markDigits = 16
    /// Enough for the nanoseconds of the next two centuries.
    fileprivate static let stampDigits = 19
}

extension ArchiveName {
    init(_ candidate: Candidate) {
        let first = FileName(archiving: candidate)
        // What was just written is read back; nothing else can come of it.
        guard let name = ArchiveName(first) else { preconditionFailure("\(first.text) is no archive name") }
        self = name
    }

    /// Nil for every name that no archive gives.
    init?(_ file: FileName) {
        let parts = file.bytes.split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count >= FileName.stampDigits, !parts[2].isEmpty,
            let arrivedAt = Int64(digits: parts[0]), let submitter = Int64(digits: parts[1]),
            let submitter = UInt32(exactly: submitter)
        else { return nil }
        self.init(arrivedAt: arrivedAt, submitter: submitter, name: FileName(bytes: parts[2]).text)
    }

    /// The UTC day in whose directory it lies.
    var day: CivilDate { CivilDate(utc: position.instant) }
}

extension Int64 {
    /// Nil for what is no whole number in digits alone.
    fileprivate init?(digits: ArraySlice<UInt8>) {
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
