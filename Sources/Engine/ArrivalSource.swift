// Where everything comes in: the port.

import CivilTime
import Orders

/// Where events arrive: a spool directory, or a test's list.
package protocol ArrivalSource {
    /// Looks again. `began` is the coarse clock, read before the call: everything that arrived in an earlier
    /// millisecond is visible to this look.
    mutating func look(began: Instant) throws(IntakeFailure)

    /// The position of the next complete record of the last look, in queue order; nil when there is none left.
    /// Passing over what is still being written, it learns `holds`.
    mutating func peek() throws(IntakeFailure) -> Position?

    /// Takes the record that `peek` announced.
    mutating func next() throws(IntakeFailure) -> Submission?

    /// Deadlines with a position after this instant have to wait: something that arrived then is still being written.
    /// Nil when nothing is. Complete only as far as `peek` has come.
    var heldFrom: Instant? { get }

    /// When looking again may show something new though nothing will wake us: a file too young to be taken, a hold that
    /// runs out. Nil when only a wake-up can.
    var lookAgain: Instant? { get }

    /// An operator's control event of these types that lies anywhere in the queue, for when the queue itself is
    /// stopped. It stays where it is, and is taken again in its turn.
    mutating func peekControl(_ types: Set<ControlType>) throws(IntakeFailure) -> Submission?

    /// Until the next look, nothing is taken but this file.
    mutating func narrow(to file: FileID)

    /// What was handed out and got no outcome was not decided: the next look hands it out again.
    mutating func giveBack()

    /// The files that records came out of since they were filed whole; the batch takes them along.
    var filings: [Filing] { get }

    /// The archive of accepted files; nil: the source's own.
    func archive(at directory: String?) throws(IntakeFailure) -> any ArchivedArrivals

    /// Learns what records had come to before a crash.
    mutating func recall(_ outcomes: [Int: Outcome], of file: FileID)

    /// Follows what was committed: retires the files that are filed whole, and puts refused records, with their
    /// reasons, into `rejected/`. Late rejections that have their place are returned.
    mutating func follow(_ committed: Committed) throws(IntakeFailure) -> [RecordID]

    /// Gives the rejections of an earlier life their place.
    mutating func reject(_ late: [LateRejection]) throws(IntakeFailure) -> [RecordID]

    /// Files in `new/` that are not retired, and files in `rejected/`.
    var depth: Int { get }
    var rejected: Int { get }
}

/// The intake stopped; the files stay where they are.
package struct IntakeFailure: Error, Sendable, CustomStringConvertible {
    package let description: String
    /// Whether it is known all the same what lies in the spool, so that deadlines before it may fire.
    package let isSpoolSeen: Bool
    /// Whether no waiting mends it.
    package let isLasting: Bool

    package init(_ description: String, isSpoolSeen: Bool = false, isLasting: Bool = false) {
        self.description = description
        self.isSpoolSeen = isSpoolSeen
        self.isLasting = isLasting
    }
}
