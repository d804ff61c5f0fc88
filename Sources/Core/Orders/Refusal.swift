// Why something was not done: what was expected, what was found, and what to do about it. The same at the
// door (a member that is missing) and inside (a shipment that is not packed yet).

/// A reasoned no. Refusing changes nothing.
package struct Refusal: Hashable, Sendable, Codable, Error {
    package enum Code: String, CaseIterable, Hashable, Sendable, Codable {
        /// Not a file or a text that can be read: its type, its size, its syntax.
        case unreadable
        /// A member is missing, of another type, or outside its bounds.
        case malformed
        /// Well-formed, and not possible in the state that was met.
        case illegal
        /// The name was used before, for something else.
        case conflict
        /// It waited for something that did not come.
        case orphaned
        /// The submitter may not say this.
        case forbidden
    }

    package var code: Code
    /// The member at fault, as an RFC 6901 JSON pointer; nil when the whole record is.
    package var pointer: String?
    /// `a whole number from 1 to 1000000`
    package var expected: String
    /// `"two"`
    package var found: String
    /// `Write the quantity as a number.` A sentence.
    package var advice: String

    package init(_ code: Code, at pointer: String? = nil, expected: String, found: String, advice: String) {
        self.code = code
        self.pointer = pointer
        self.expected = expected
        self.found = found
        self.advice = advice
    }

    /// One line for journal and terminal; pointer and advice have the names of members in them, which may be anything.
    package var text: String {
        ((pointer.map { "\($0): " } ?? "") + "expected \(expected), found \(found). \(advice)").onOneLine
    }
}
