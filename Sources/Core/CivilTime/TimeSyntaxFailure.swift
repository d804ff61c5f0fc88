// What every reader of written times says when it cannot read one.

/// A text is no instant or span: what should have stood where.
package struct TimeSyntaxFailure: Error, Hashable, Sendable {
    /// A noun phrase: `a month from 01 to 12`.
    package let expected: String
    /// In bytes of UTF-8 from the beginning of the text; the text's length when something is missing at its end.
    package let offset: Int

    package init(expected: String, offset: Int) {
        self.expected = expected
        self.offset = offset
    }
}

extension TimeSyntaxFailure: CustomStringConvertible {
    /// `expected a month from 01 to 12 at offset 5`.
    package var description: String { "expected \(expected) at offset \(offset)" }
}
