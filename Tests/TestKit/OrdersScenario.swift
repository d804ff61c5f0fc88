// Stories that a person from the warehouse can read, carried out. The language is described in
// Tests/OrdersTests/Scenarios/README.md.

import CivilTime
import Orders

/// A scenario: lines of `at … drop …`, `pass to …` and `expect …`, one after another.
package struct Scenario {
    package var story = Story()
    /// What became of the event that was dropped last.
    package var verdict: Verdict?
    private let lines: [String]

    package init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Carries it out, line by line.
    /// - Throws: where it cannot be read, or is not so.
    package mutating func run() throws(ScenarioFailure) {
        for (index, line) in lines.enumerated() {
            var words = ScenarioWords(line)
            guard let verb = words.next() else { continue }
            do {
                try carryOut(verb, &words)
            } catch {
                throw ScenarioFailure(line: index + 1, text: line, what: error.what)
            }
        }
    }

    private mutating func carryOut(_ verb: String, _ words: inout ScenarioWords) throws(ScenarioProblem) {
        switch verb {
        case "at": try drop(&words)
        case "pass":
            try words.expect("to")
            story.pass(to: try words.instant())
        case "expect": try expect(&words)
        default: throw ScenarioProblem("no such line: it begins with at, pass or expect")
        }
        guard words.isAtEnd else { throw ScenarioProblem("not understood: \(words.rest)") }
    }

    private mutating func drop(_ words: inout ScenarioWords) throws(ScenarioProblem) {
        let arrival = try words.instant()
        try words.expect("drop")
        let type = try words.one("a type of event") { EventType(rawValue: $0) }
        let number = try words.one("a number", read: \.self)
        var members = try ScenarioMembers(&words)
        let source = members.optional("from").map { SourceName($0) } ?? .wms
        let time = try members.optionalInstant("time")
        let event = try OrderEvent(type, number, &members)
        try members.finish()
        let order = event.shipment?.order ?? OrderNumber(number)
        verdict = story.take(event, of: order, at: arrival, time: time, from: source)
    }
}

/// Where a scenario is wrong, or is not so.
package struct ScenarioFailure: Error, CustomStringConvertible {
    let line: Int
    let text: String
    let what: String

    package var description: String { "line \(line): \(text)\n    \(what)" }
}

struct ScenarioProblem: Error {
    let what: String

    init(_ what: String) { self.what = what }
}
