// The archive of a listed spool: its accepted files, by the days they arrived on.

import CivilTime
import Engine
import Orders

extension Outcome {
    var isRefused: Bool { if case .refused = self { true } else { false } }
}

final class ListedArchive: ArchivedArrivals {
    static let home = "done"
    let path: String
    private let files: [ArchiveName: ListedSpool.File]
    private let damaged: Set<String>
    private let days: [[ArchiveName]]
    private var rest: ArraySlice<[ArchiveName]>
    private var queue: ArraySlice<ArchivedFile> = []
    private var record = 0
    private var ended: [Filing] = []

    /// - Parameter path: `done`, or `done/DAY` with the number of a day since 1970.
    init(_ spool: ListedSpool, _ path: String) throws(IntakeFailure) {
        self.path = path
        damaged = spool.damaged
        files = Dictionary(spool.done.map { ($0.archiveName, $0) }) { first, _ in first }
        let byDay = Dictionary(grouping: files.keys) { $0.arrivedAt / 86_400_000_000_000 }
        let wanted = path == Self.home ? nil : path.split(separator: "/").last.flatMap { Int64($0) }
        if path != Self.home, wanted.flatMap({ byDay[$0] }) == nil { throw IntakeFailure("no such directory") }
        days = byDay.filter { wanted == nil || $0.key == wanted }.sorted { $0.key < $1.key }
            .map { $0.value.sorted { $0.position < $1.position } }
        rest = days[...]
    }

    func nextDay() -> [ArchiveName]? { rest.popFirst() }

    func rewind() { (rest, queue, record, ended) = (days[...], [], 0, []) }

    func listed(_ names: [ArchiveName]) -> [ArchiveName] { names }

    func identity(of name: ArchiveName) -> FileID { files[name]?.id ?? FileID(inode: 0, changedAt: name.arrivedAt) }

    func feed(_ files: [ArchivedFile]) { (queue, record) = (files[...], 0) }

    func peek() throws(IntakeFailure) -> Position? {
        while let file = queue.first {
            guard !damaged.contains(file.name.name) else { throw IntakeFailure("\(file.name.name) is damaged") }
            if record < files[file.name]?.records.count ?? 0 {
                return Position(instant: file.name.position.instant, name: file.name.name, record: record)
            }
            ended.append(Filing(file.name, file: file.id, extent: .whole))
            (queue, record) = (queue.dropFirst(), 0)
        }
        return nil
    }

    func next() throws(IntakeFailure) -> Submission? {
        guard let position = try peek(), let file = queue.first, let listed = files[file.name] else { return nil }
        defer { record += 1 }
        return Submission(
            id: RecordID(file: file.id, index: record), position: position, submitter: file.name.submitter,
            record: listed.records[record])
    }

    var filings: [Filing] {
        let begun = record > 0 ? queue.first.map { Filing($0.name, file: $0.id, extent: .begun) } : nil
        return ended + [begun].compactMap(\.self)
    }

    func follow(_ committed: Committed) {
        let filed = Set(committed.batch.filings)
        ended.removeAll(where: filed.contains)
    }
}
