// Answers for programs: an object a line, its members in the order that the interface promises, nulls written out.

import CivilTime
import JSON
import Orders

extension Session {
    func say(_ line: JSONValue) { say(line.compact) }
}

extension JSONValue {
    init(_ instant: Instant) { self = .string(instant.rfc3339) }
    init(_ identifier: some Identifier) { self = .string(identifier.rawValue) }
    init(_ count: Int) { self = .number(String(count)) }

    /// Null where there is nothing.
    init(_ instant: Instant?) { self = instant.map { JSONValue($0) } ?? .null }
    init(_ identifier: (some Identifier)?) { self = identifier.map { JSONValue($0) } ?? .null }
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    init(_ date: CivilDate?) { self = date.map { .string($0.description) } ?? .null }
}
