// An event that cutoffctl writes itself.

import CivilTime
import Engine
import EventFormats
import Glibc
import JSON
import Orders

struct EventDraft {
    let event: Event
    /// The line that is dropped.
    let text: String

    /// Written, and read back by the door's own reader; a refusal says what is wrong with it.
    init(
        type: String, subject: String?, data: [JSONMember], source: SourceName, at now: Instant
    ) throws(Refusal) {
        let name = EventName(source: source, id: "\(now.milliseconds)-\(getpid())")
        // No time: what is said here takes effect when it arrives, as from every source that is not trusted for times.
        text = EventText.of(name, type: type, subject: subject, time: nil, data: .object(data))
        event = try Self.read(text)
    }

    private static func read(_ text: String) throws(Refusal) -> Event {
        guard var reader = FileFormats().reader(forFileNamed: "event.json") else {
            preconditionFailure("events are written as .json")
        }
        Array(text.utf8).withUnsafeBytes { reader.feed($0) }
        reader.finish()
        guard let record = reader.next() else { preconditionFailure("a text has a record") }
        return try record.content.get()
    }

    /// `/cutoffctl/anna`
    static var usualSource: SourceName {
        let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
        return SourceName("/cutoffctl/\(user ?? String(getuid()))")
    }
}
