// A dialect is one way of writing events: CloudEvents, or what a marketplace calls its own. One file each.

import Engine
import JSON
import Orders

/// Makes events of records that are written in one particular way.
protocol Dialect: Sendable {
    /// Whether a record has this dialect's shape. Says nothing yet about whether it is well-formed.
    func recognises(_ record: JSONValue) -> Bool

    /// The events that one record says, in their order; none when it says nothing that concerns us.
    func events(in record: JSONValue) throws(Refusal) -> [Event]
}

/// The dialects that a file may be written in.
struct Dialects: Sendable {
    /// What a record is taken for that no dialect recognises: it is refused in the words of the native format.
    private let native: any Dialect
    private let foreign: [any Dialect]

    static let known = Dialects(native: CloudEvents(), foreign: [])

    init(native: any Dialect, foreign: [any Dialect]) {
        self.native = native
        self.foreign = foreign
    }

    func events(in record: JSONValue) throws(Refusal) -> [Event] {
        let dialect = native.recognises(record) ? native : foreign.first { $0.recognises(record) } ?? native
        return try dialect.events(in: record)
    }
}
