// Where one record of a file ends and the next begins, found without reading what they say.

import Orders

/// Cuts a file, fed in pieces of any size, into records. The cuts do not depend on how it was fed.
protocol RecordSplitter {
    mutating func feed(_ bytes: UnsafeRawBufferPointer)
    mutating func finish()
    /// The next record; nil when more bytes are needed, or none is left after `finish`.
    mutating func next() -> Piece?
}

/// A record as it stands in the file.
struct Piece {
    /// Where it begins, both from 1; columns are bytes.
    let line: Int
    let column: Int
    let content: Content

    enum Content {
        case whole([UInt8])
        /// Not a record that can be read; with as much of it as is kept.
        case refused(Refusal, [UInt8])
    }

    static let emptyFile = Piece(
        line: 1, column: 1,
        content: .refused(
            Refusal(
                .unreadable, expected: "an event", found: "an empty file",
                advice: "Drop a file that is complete: write it elsewhere, then move it."), []))
}

extension Refusal {
    /// How much of a record that is too large is kept, to know it by.
    static let keptBytes = 1024

    static func tooLarge(_ maximumBytes: Int) -> Refusal {
        Refusal(
            .unreadable, expected: "an event of at most \(maximumBytes) bytes", found: "a longer one",
            advice: "Only its beginning is kept here. Shorten it, or raise spool.maximum_event_bytes.")
    }
}
