// What was heard of whom, for people who look.

import CivilTime
import Engine
import Orders

/// What was heard of a source.
package struct SourceStatus: Hashable, Sendable {
    /// Nil for all that was refused and told nobody whose it was.
    package let source: SourceName?
    /// Nil when only others spoke in its name, and were refused; or nobody did.
    package let lastEventAt: Instant?
    /// By type, in the order of names.
    package let types: [TypeCount]
    /// Nil for a source that nothing is expected of.
    package let expectation: Expectation?

    package init(
        source: SourceName?, lastEventAt: Instant?, types: [TypeCount], expectation: Expectation? = nil
    ) {
        self.source = source
        self.lastEventAt = lastEventAt
        self.types = types
        self.expectation = expectation
    }

    package struct Expectation: Hashable, Sendable {
        package let every: Span
        package let state: Feed.State
    }

    package var counts: EventCounts { types.reduce(into: EventCounts()) { $0 += $1.counts } }
}

/// What was heard of a source that is of one type.
package struct TypeCount: Hashable, Sendable {
    /// Empty for what was counted before types were.
    package let type: String
    package let counts: EventCounts

    package init(type: String, counts: EventCounts) {
        self.type = type
        self.counts = counts
    }
}

/// What became of events.
package struct EventCounts: Hashable, Sendable {
    /// They took effect or said what was so already.
    package var accepted = 0
    package var duplicate = 0
    /// Of the accepted those that came after the deadline that they should have met.
    package var late = 0
    /// They are waiting now.
    package var waiting = 0
    package var refused = 0

    package init(accepted: Int = 0, duplicate: Int = 0, late: Int = 0, waiting: Int = 0, refused: Int = 0) {
        self.accepted = accepted
        self.duplicate = duplicate
        self.late = late
        self.waiting = waiting
        self.refused = refused
    }

    package static func += (left: inout EventCounts, right: EventCounts) {
        left.accepted += right.accepted
        left.duplicate += right.duplicate
        left.late += right.late
        left.waiting += right.waiting
        left.refused += right.refused
    }
}

extension Connection {
    /// Every source that was heard of or is expected to speak, by name; what names none comes last.
    func sources() throws(StoreFailure) -> [SourceStatus] {
        let types = try typeCounts()
        let feeds = Dictionary(grouping: try feeds(), by: \.source)
        let rows = try rows(
            """
            SELECT * FROM (
                SELECT source, last_event FROM sources
                UNION ALL SELECT source, NULL FROM feeds WHERE source NOT IN (SELECT source FROM sources)
            ) ORDER BY source = '', source
            """)
        var sources: [SourceStatus] = []
        while try rows.next() {
            let name: String = try rows[0]
            let source = name.isEmpty ? nil : SourceName(name)
            sources.append(
                SourceStatus(
                    source: source, lastEventAt: try rows.lastEvent(at: 1), types: types[name] ?? [],
                    expectation: source.flatMap { feeds[$0]?.first }.map { .init(every: $0.every, state: $0.state) }))
        }
        return sources
    }

    private func typeCounts() throws(StoreFailure) -> [String: [TypeCount]] {
        let rows = try rows(
            "SELECT source, type, accepted, duplicate, late, waiting, refused FROM heard ORDER BY source, type")
        var types: [String: [TypeCount]] = [:]
        while try rows.next() {
            let counts = EventCounts(
                accepted: try rows[2], duplicate: try rows[3], late: try rows[4], waiting: try rows[5],
                refused: try rows[6])
            types[try rows[0], default: []].append(TypeCount(type: try rows[1], counts: counts))
        }
        return types
    }
}
