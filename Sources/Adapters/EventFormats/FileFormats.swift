// Which files hold events, by their names.

import Engine

/// The formats that the spool takes: JSON documents, and JSON lines.
package struct FileFormats: RecordFormats {
    /// Longer events are refused without being read.
    private let maximumEventBytes: Int

    package init(maximumEventBytes: Int = 1 << 20) {
        self.maximumEventBytes = maximumEventBytes
    }

    package var accepted: String { ".json, .ndjson or .jsonl" }

    package func reader(forFileNamed name: String) -> (any RecordReader)? {
        let suffix = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[$0...] }
        return switch suffix {
        case ".json": EventReader(DocumentSplitter(maximumBytes: maximumEventBytes))
        case ".ndjson", ".jsonl": EventReader(LineSplitter(maximumBytes: maximumEventBytes))
        default: nil
        }
    }
}
