// A refused record is kept on one line, so that a file of them is NDJSON again.

import JSON

enum OneLine {
    /// A record that could be read: as it was written when that is one line, else without its white space.
    static func text(of value: JSONNode, writtenAs bytes: [UInt8]) -> [UInt8] {
        let hasBreak = bytes.withUnsafeBytes { bytes in lineBreaks.contains { bytes.first($0) != nil } }
        return hasBreak ? value.compactBytes : bytes
    }

    /// Bytes that could not: with spaces for line breaks, and U+FFFD for what is no UTF-8.
    static func raw(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { lineBreaks.contains($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    private static let lineBreaks = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
}
