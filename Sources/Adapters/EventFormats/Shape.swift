// What a member must be is said once: in words for whoever mends it, and in code. Shapes are values without state or
// nearly so; their words are put together only when somebody has to read them.

import JSON
import Orders

/// A kind of value that a member can have.
protocol Shape<Value> {
    associatedtype Value

    /// `a whole number from 1 to 1000000`
    var expected: String { get }
    /// What to do when something else is found. A sentence.
    var advice: String { get }

    /// Nil for a value that is not of this shape; a refusal, seen from the value, when something inside of it is not.
    func read(_ json: JSONNode) throws(Refusal) -> Value?

    /// The value; a refusal, seen from it, when it is not of this shape.
    func value(of json: JSONNode) throws(Refusal) -> Value
}

extension Shape {
    func value(of json: JSONNode) throws(Refusal) -> Value {
        guard let value = try read(json) else { throw refusal(finding: json.inWords) }
        return value
    }

    func refusal(finding found: String, advice: String? = nil) -> Refusal {
        Refusal(.malformed, expected: expected, found: found, advice: advice ?? self.advice)
    }
}

/// What is written as a string.
protocol TextShape<Value>: Shape {
    associatedtype Value

    func read(text: String) -> Value?
}

extension TextShape {
    func read(_ json: JSONNode) throws(Refusal) -> Value? {
        guard let text = json.string else { return nil }
        return read(text: text)
    }
}

extension JSONNode {
    /// What was found, for a refusal: short, and on one line.
    var inWords: String {
        switch kind {
        case .null, .bool: compact
        case .number: number.map { $0.utf8.count <= 40 ? $0 : "\($0.prefix(40))…" } ?? ""
        case .string: string?.inWords ?? ""
        case .array: elements?.isEmpty == true ? "an empty array" : "an array"
        case .object: "an object"
        }
    }

    /// The same where anything may stand, also what is personal: a text is not quoted.
    var inGeneral: String { kind == .string ? "a text" : inWords }
}

extension String {
    /// The same of a text that was found.
    var inWords: String { JSONValue.string(utf8.count <= 80 ? self : "\(prefix(80))…").compact }
}
