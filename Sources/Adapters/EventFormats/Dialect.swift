// A dialect is one way of writing events: CloudEvents, or what a marketplace calls its own. One file each.

import Engine
import JSON
import Orders

/// Makes events of records that are written in one particular way.
protocol Dialect: Sendable {
    /// Whether a record has this dialect's shape. Says nothing yet about whether it is well-formed.
    func recognises(_ record: JSONNode) -> Bool

    /// What a record says, in its order: a list says something with each of its elements, and one that is no good
    /// takes nothing from the others. Never empty: what does not concern us is said as an aside.
    func readings(of record: JSONNode) -> [Reading]
}

/// One thing that a record says: an event, or why it is none.
struct Reading {
    let content: Result<Event, Refusal>
    /// What is kept of it on one line, ready to be mended and dropped again. Nil: the record as it was written.
    let text: String?

    init(_ content: Result<Event, Refusal>, keeping text: String? = nil) {
        self.content = content
        self.text = text
    }

    /// Of a record that is one event.
    init(_ event: () throws(Refusal) -> Event) { self.init(Result(catching: event)) }
}

/// The dialects that a file may be written in.
struct Dialects: Sendable {
    /// What a record is taken for that no dialect recognises: it is refused in the words of the native format.
    private let native: any Dialect
    private let foreign: [any Dialect]

    static let known = Dialects(native: CloudEvents(), foreign: [Marketplace()])

    /// The same, and one more.
    func and(_ dialect: any Dialect) -> Dialects { Dialects(native: native, foreign: foreign + [dialect]) }

    init(native: any Dialect, foreign: [any Dialect]) {
        self.native = native
        self.foreign = foreign
    }

    func readings(of record: JSONNode) -> [Reading] {
        let dialect = native.recognises(record) ? native : foreign.first { $0.recognises(record) } ?? native
        return dialect.readings(of: record)
    }
}
