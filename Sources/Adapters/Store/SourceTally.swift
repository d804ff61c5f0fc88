// What was heard of each source, added up over a batch, so that a source costs a row a turn for each type.

import CivilTime
import Engine
import Orders

struct SourceTally {
    /// What counts are kept by. The source is empty where nothing told whose a record was, the type for what was
    /// counted before types were.
    private struct Subject: Hashable {
        let source: String
        let type: String
    }

    private enum Column {
        case accepted, duplicate, waiting, refused

        init(_ outcome: Outcome) {
            switch outcome {
            case .applied, .unchanged: self = .accepted
            case .duplicate: self = .duplicate
            case .waiting: self = .waiting
            case .refused: self = .refused
            }
        }
    }

    private struct Changes {
        var counts: [Column: Int] = [:]
        var late = 0
    }

    private var changes: [Subject: Changes] = [:]

    mutating func add(_ outcome: Outcome, _ timeliness: Timeliness = .inTime, of source: SourceName?, _ type: String) {
        guard let source else { return }
        let subject = Subject(source: source.rawValue, type: type)
        changes[subject, default: Changes()].counts[Column(outcome), default: 0] += 1
        if timeliness == .late { changes[subject]?.late += 1 }
    }

    /// Records that are no events.
    mutating func add(refused count: Int, attributedTo attribution: Attribution) {
        let subject = Subject(source: attribution.source?.rawValue ?? "", type: attribution.kind.rawValue)
        changes[subject, default: Changes()].counts[.refused, default: 0] += count
    }

    /// What was counted earlier, and is to be counted differently.
    mutating func remove(_ outcome: Outcome, of source: SourceName?, _ type: String) {
        guard let source else { return }
        let subject = Subject(source: source.rawValue, type: type)
        changes[subject, default: Changes()].counts[Column(outcome), default: 0] -= 1
    }

    func write(to connection: Connection) throws(StoreFailure) {
        for (subject, changes) in changes {
            func count(_ column: Column) -> Int { changes.counts[column] ?? 0 }
            try connection.run(
                "INSERT INTO sources (source, last_event) VALUES (?, ?) ON CONFLICT DO NOTHING", subject.source,
                Instant.distantPast)
            try connection.run(
                """
                INSERT INTO heard (source, type, accepted, duplicate, late, waiting, refused)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, type) DO UPDATE SET
                    accepted = accepted + excluded.accepted, duplicate = duplicate + excluded.duplicate,
                    late = late + excluded.late, waiting = waiting + excluded.waiting,
                    refused = refused + excluded.refused
                """, subject.source, subject.type, count(.accepted), count(.duplicate), changes.late,
                count(.waiting), count(.refused))
        }
    }
}
