// Why a text is not JSON, and where exactly.

/// The first thing in a text that makes it no JSON document.
package struct JSONFault: Error, Hashable, Sendable {
    /// Bytes before the fault.
    package let offset: Int
    /// From 1; lines end with a line feed.
    package let line: Int
    /// From 1, in bytes.
    package let column: Int
    /// The innermost value that was being read.
    package let pointer: JSONPointer
    /// `a comma or a closing bracket`
    package let expected: String
    /// `"}"`
    package let found: String

    init(_ fault: JSONParser.Fault, in bytes: UnsafeRawBufferPointer) {
        let before = bytes[..<min(fault.offset, bytes.count)]
        let lineStart = before.lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? 0
        offset = fault.offset
        line = before.reduce(into: 1) { if $1 == ASCII.lineFeed { $0 += 1 } }
        column = fault.offset - lineStart + 1
        pointer = fault.pointer
        expected = fault.expected
        found = fault.found
    }
}
