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
    /// Whom it is counted for where it is no event.
    let attribution: Attribution
    /// What it says that it is about, where it is no event.
    let subject: String?
    /// What is kept of it on one line, ready to be mended and dropped again. Nil: the record as it was written.
    private(set) var text: String?

    /// Of a record that is one event.
    /// - Parameters:
    ///   - subject: where the number stands by which people find it, whatever else is wrong with it.
    ///   - attribution: what it says of itself all the same where it is none.
    init(
        about subject: @autoclosure () -> JSONNode?, attributedTo attribution: @autoclosure () -> Attribution,
        _ event: () throws(Refusal) -> Event
    ) {
        content = Result(catching: event)
        if case .failure = content {
            self.attribution = attribution()
            self.subject = subject().flatMap { Line(limit: TextBounds.identifier).read($0) }
        } else {
            (self.attribution, self.subject) = (.unknown, nil)
        }
    }

    /// The same, cut out of a record: kept is only what it says itself.
    func kept(as text: String) -> Reading {
        var reading = self
        reading.text = self.text ?? text
        return reading
    }
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
