// Where in a file something stands, for people.

import Glibc

/// A line and a column, both from 1; columns count bytes.
struct TextPosition: Equatable, CustomStringConvertible {
    private(set) var line = 1
    private(set) var column = 1

    var description: String { "line \(line), column \(column)" }

    mutating func advance(over bytes: UnsafeRawBufferPointer) {
        var lineStart = 0
        while let lineFeed = bytes.lineFeed(from: lineStart) {
            line += 1
            column = 1
            lineStart = lineFeed + 1
        }
        column += bytes.count - lineStart
    }
}

extension UnsafeRawBufferPointer {
    /// Where the first such byte is, at `start` or after it.
    func first(_ byte: UInt8, from start: Int = 0) -> Int? {
        guard let baseAddress, let found = memchr(baseAddress + start, Int32(byte), count - start) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    func lineFeed(from start: Int) -> Int? { first(lineFeedByte, from: start) }
}
