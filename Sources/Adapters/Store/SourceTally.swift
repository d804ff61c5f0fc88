// What was heard of each source, added up over a batch, so that a source costs one row a turn.

import CivilTime
import Engine
import Orders

struct SourceTally {
    private struct Changes {
        var counts: [Column: Int] = [:]
        var lastEvent: Instant?
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

    private var sources: [SourceName: Changes] = [:]

    /// - Parameter arrival: nil for what was heard of before.
    mutating func add(_ outcome: Outcome, of source: SourceName?, at arrival: Instant?) {
        guard let source else { return }
        var changes = sources[source] ?? Changes()
        changes.counts[Column(outcome), default: 0] += 1
        changes.lastEvent = [changes.lastEvent, arrival].compactMap(\.self).max()
        sources[source] = changes
    }

    /// What was counted earlier, and is to be counted differently.
    mutating func remove(_ outcome: Outcome, of source: SourceName?) {
        guard let source else { return }
        sources[source, default: Changes()].counts[Column(outcome), default: 0] -= 1
    }

    func write(to connection: Connection) throws(StoreFailure) {
        for (source, changes) in sources {
            func count(_ column: Column) -> Int { changes.counts[column] ?? 0 }
            try connection.run(
                """
                INSERT INTO sources (source, accepted, duplicate, waiting, refused, last_event)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                    accepted = accepted + excluded.accepted, duplicate = duplicate + excluded.duplicate,
                    waiting = waiting + excluded.waiting, refused = refused + excluded.refused,
                    last_event = max(last_event, excluded.last_event)
                """, source, count(.accepted), count(.duplicate), count(.waiting), count(.refused),
                changes.lastEvent ?? .distantPast)
        }
    }
}
