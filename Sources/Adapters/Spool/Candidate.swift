// A file of the last look that may be taken, with its place in the queue.

import CivilTime
import Engine

/// Something in `new/` that is old enough to be taken and was not taken yet.
struct Candidate {
    let name: FileName
    let status: FileStatus
    /// Its change time, or the look when that lies in the future: nanoseconds since 1970.
    let arrivedAt: Int64
    /// Where its first record stands.
    let position: Position

    init(_ name: FileName, _ status: FileStatus, arrivedAt: Int64) {
        self.name = name
        self.status = status
        self.arrivedAt = arrivedAt
        position = Position(instant: Instant(nanoseconds: arrivedAt), name: name.text, record: 0)
    }

    /// Names that differ only in what is no text stay in the order of their bytes.
    static func isBefore(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.position < right.position { return true }
        if right.position < left.position { return false }
        return left.name.bytes.lexicographicallyPrecedes(right.name.bytes)
    }
}

extension Instant {
    /// The millisecond that contains a kernel time.
    init(nanoseconds: Int64) { self.init(flooring: 0, nanoseconds: nanoseconds) }

    /// Its first nanosecond.
    var nanoseconds: Int64 { milliseconds * 1_000_000 }
}
