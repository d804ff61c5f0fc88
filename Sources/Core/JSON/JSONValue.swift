// A JSON document as a value that keeps what the text said: members in their order, numbers in their digits.

/// A JSON value (RFC 8259). Numbers keep their text: a price never passes through a Double.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The digits as they were written, e.g. `1500.0`, `1e400`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])
}

/// One member of an object.
package struct JSONMember: Hashable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}
