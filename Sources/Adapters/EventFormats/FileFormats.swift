// Which files hold events, by their names.

import Engine
import Orders

/// The formats that the spool takes: JSON documents, JSON lines, and tables of carriers' statuses.
package struct FileFormats: RecordFormats {
    /// Longer events are refused without being read.
    private let maximumEventBytes: Int
    private let sources: [EventSource]

    /// - Parameter sources: those with a table of statuses are carriers, whose files have a dialect of their own.
    package init(maximumEventBytes: Int = 1 << 20, sources: some Sequence<EventSource> = []) {
        self.maximumEventBytes = maximumEventBytes
        self.sources = sources.filter { !$0.statuses.isEmpty }
    }

    package var accepted: String { ".json, .ndjson, .jsonl or .csv" }

    package func reader(forFileNamed name: String) -> (any RecordReader)? {
        let suffix = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[$0...] }
        let statuses = CarrierStatuses(sources, file: name)
        let dialects = Dialects.known.and(statuses)
        return switch suffix {
        case ".json": EventReader(DocumentSplitter(maximumBytes: maximumEventBytes), dialects: dialects)
        case ".ndjson", ".jsonl": EventReader(LineSplitter(maximumBytes: maximumEventBytes), dialects: dialects)
        case ".csv":
            EventReader(
                CSVSplitter(columns: CarrierStatuses.columns, maximumBytes: maximumEventBytes), dialects: dialects,
                unreadable: statuses.attribution)
        default: nil
        }
    }
}
