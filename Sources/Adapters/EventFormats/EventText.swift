// Events for programs that make them, in the native format.

import CivilTime
import JSON
import Orders

/// Writes an event as CloudEvents 1.0 JSON.
package enum EventText {
    /// One line without a line feed, ready for an .ndjson file. Nothing is checked: `FileFormats` reads it as it reads
    /// every file.
    package static func of(
        _ name: EventName, type: String, subject: String?, time: Instant?, data: JSONValue
    ) -> String {
        let attributes: [(String, JSONValue?)] = [
            ("specversion", "1.0"), ("id", .string(name.id)), ("source", .string(name.source.rawValue)),
            ("type", .string(type)), ("time", time.map { .string($0.rfc3339) }),
            ("subject", subject.map { .string($0) }), ("data", data),
        ]
        return JSONValue.object(attributes.compactMap { name, value in value.map { JSONMember(name, $0) } }).compact
    }
}
