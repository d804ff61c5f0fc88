// What a member must be is said once: in words for whoever mends it, and in code.

import JSON
import Orders

/// A kind of value that a member can have.
struct Shape<Value> {
    /// `a whole number from 1 to 1000000`
    let expected: String
    /// What to do when something else is found. A sentence.
    let advice: String
    /// Nil for a value that is not of this shape; a refusal, seen from the value, when something inside of it is not.
    private let read: (JSONValue) throws(Refusal) -> Value?

    init(_ expected: String, advice: String, read: @escaping (JSONValue) throws(Refusal) -> Value?) {
        self.expected = expected
        self.advice = advice
        self.read = read
    }

    /// The value; a refusal, seen from it, when it is not of this shape.
    func value(of json: JSONValue) throws(Refusal) -> Value {
        guard let value = try read(json) else { throw refusal(finding: json.inWords) }
        return value
    }

    func refusal(finding found: String, advice: String? = nil) -> Refusal {
        Refusal(.malformed, expected: expected, found: found, advice: advice ?? self.advice)
    }
}

extension Shape {
    /// A string that says such a value.
    static func text(_ expected: String, advice: String, read: @escaping (String) -> Value?) -> Shape {
        Shape(expected, advice: advice) { json throws(Refusal) in json.string.flatMap(read) }
    }

    /// An object, read by its members.
    static func object(_ read: @escaping (Members) throws(Refusal) -> Value) -> Shape {
        Shape("an object", advice: "Write it as an object, in braces.") { json throws(Refusal) in
            guard case .object(let members) = json else { return nil }
            return try read(Members(members))
        }
    }
}

extension JSONValue {
    /// What was found, for a refusal: short, and on one line.
    var inWords: String {
        switch self {
        case .null, .bool: compact
        case .number(let digits): digits.utf8.count <= 40 ? digits : "\(digits.prefix(40))…"
        case .string(let text): JSONValue.string(text.utf8.count <= 80 ? text : "\(text.prefix(80))…").compact
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .object: "an object"
        }
    }
}
