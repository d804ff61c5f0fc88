// Everything that can happen to an order enters here. A due deadline is an arrival like any other.

import CivilTime
import JSON
import Orders

/// Where something stands in the one queue: by instant, then by file name (bytes), then by record.
package struct Position: Hashable, Comparable, Sendable {
    package let instant: Instant
    package let name: String
    package let record: Int

    package init(instant: Instant, name: String, record: Int) {
        self.instant = instant
        self.name = name
        self.record = record
    }

    package static func < (left: Position, right: Position) -> Bool {
        if left.instant != right.instant { return left.instant < right.instant }
        if left.name != right.name { return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
        return left.record < right.record
    }
}

/// One record of a spool file, as it came through the door.
package struct Submission: Sendable {
    package let id: RecordID
    package let position: Position
    /// The owner of the file.
    package let submitter: UInt32
    package let record: Record

    package init(id: RecordID, position: Position, submitter: UInt32, record: Record) {
        self.id = id
        self.position = position
        self.submitter = submitter
        self.record = record
    }

    package var arrivedAt: Instant { position.instant }
}

/// One record of a file: an event, or why it is none.
package struct Record: Sendable {
    /// The line of the file it begins on, from 1.
    package let line: Int
    package let content: Result<Event, Refusal>
    /// Whom it is counted for, and how often, where it is no event; junk may be many records in one.
    package let refused: [Attribution: Int]
    /// What it says that it is about, where it is no event.
    private let told: String?
    /// Its text as it was cut out of the file: most records are good, and then nobody asks for it.
    private let bytes: [UInt8]

    /// - Parameter attribution: what it says of itself all the same where it is no event.
    package init(
        line: Int, content: Result<Event, Refusal>, text bytes: [UInt8], attribution: Attribution = .unknown,
        subject: String? = nil
    ) {
        self.line = line
        self.content = content
        self.bytes = bytes
        told = subject
        if case .failure = content { refused = [attribution: 1] } else { refused = [:] }
    }

    package init(
        line: Int, content: Result<Event, Refusal>, text: String, attribution: Attribution = .unknown
    ) {
        self.init(line: line, content: content, text: Array(text.utf8), attribution: attribution)
    }

    /// Several records that are no events, refused as one.
    package init(line: Int, refusal: Refusal, text: String, refused: [Attribution: Int]) {
        self.line = line
        content = .failure(refusal)
        bytes = Array(text.utf8)
        told = nil
        self.refused = refused
    }

    /// The number by which people find it among others in its line: a shipment's, an order's or a parcel's.
    package var subject: String? {
        switch content {
        case .success(let event): event.body.subject
        case .failure: told
        }
    }

    /// The record as it was written, on one line, so that it can be mended and dropped again. O(length).
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// How long its text is, in bytes of UTF-8.
    package var length: Int { bytes.count }
}

/// A checked event: a CloudEvent, or what a dialect made of its own record.
package struct Event: Sendable {
    package let name: EventName
    /// The event's own claim about when it happened; believed only from a trusted source.
    package let time: Instant?
    package let body: EventBody
    /// SHA-256 over the canonical form of type, subject, time and data: the same name with another digest is a
    /// conflict. Nil for a report of how something stands: it is no event, and compared anew each time it arrives.
    package let digest: Digest?
    /// The whole event as canonical JSON, unknown attributes and members included: what the history keeps.
    package let text: String
    /// Where in the record its id stands, as a JSON pointer.
    package let idPlace: String

    package init(
        name: EventName, time: Instant?, body: EventBody, digest: Digest?, text: String, idPlace: String = "/id"
    ) {
        self.name = name
        self.idPlace = idPlace
        self.time = time
        self.body = body
        self.digest = digest
        self.text = text
    }
}

/// 32 bytes of SHA-256.
package struct Digest: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
}

package enum EventBody: Hashable, Sendable {
    case order(OrderNumber, OrderEvent)
    /// What a carrier says of a parcel; whose tracking number it is, the store knows.
    case tracked(TrackingNumber, ShipmentStatus)
    /// An operator's command to the daemon itself, by the same door.
    case control(ControlEvent)
    /// Nothing of our orders, and what it is about: taken and counted, and nothing is done.
    case aside(String)
}

/// What operators tell the daemon.
package enum ControlEvent: Hashable, Sendable {
    /// The wall clock is right: end the clock guard's hold.
    case clockAccepted
    /// Feed the accepted files of a directory again, as far as the store does not know them.
    case replayRequested(directory: String)
    /// Go on without the files that the archive has and the store has not.
    case replayDeclined

    package var type: ControlType {
        switch self {
        case .clockAccepted: .clockAccepted
        case .replayRequested: .replayRequested
        case .replayDeclined: .replayDeclined
        }
    }
}

package enum ControlType: String, CaseIterable, Hashable, Sendable {
    case clockAccepted = "clock.accepted"
    case replayRequested = "replay.requested"
    case replayDeclined = "replay.declined"
}

/// What an event is about, in a word: what counts are kept by.
package struct EventKind: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

extension EventKind {
    package static let aside = EventKind("aside")
}

extension EventBody {
    package var kind: EventKind {
        switch self {
        case .order(_, let event): event.kind
        case .tracked(_, let status): EventKind(status.rawValue)
        case .control(let control): EventKind(control.type.rawValue)
        case .aside: .aside
        }
    }
}

extension EventBody {
    /// The number of what it is about.
    fileprivate var subject: String? {
        switch self {
        case .order(let order, let event): event.subject ?? order.rawValue
        case .tracked(let number, _): number.rawValue
        case .control, .aside: nil
        }
    }
}

extension OrderEvent {
    package var kind: EventKind { EventKind(name) }

    /// Nil when it is about a whole order.
    var subject: String? {
        if case .reported(let report) = self { return report.number.rawValue }
        return shipment?.rawValue
    }
}
