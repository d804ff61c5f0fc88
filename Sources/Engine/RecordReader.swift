// How a file's bytes become records: the spool reads bytes, a format finds the records, and neither knows the other.

/// Finds the records of one file, fed in pieces, so that a large file is never in memory whole.
package protocol RecordReader {
    /// The next bytes of the file, in order.
    mutating func feed(_ bytes: UnsafeRawBufferPointer)
    /// There are no more bytes.
    mutating func finish()
    /// The next record that is complete; nil when more bytes are needed, or none is left after `finish`.
    mutating func next() -> Record?
}

/// Which format a file has, by its name.
package protocol RecordFormats: Sendable {
    /// Nil when no format goes by such a name; `accepted` tells which names do.
    func reader(forFileNamed name: String) -> (any RecordReader)?
    /// `.json, .ndjson or .jsonl`: for the refusal.
    var accepted: String { get }
}
