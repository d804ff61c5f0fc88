// The part of a batch that is about sources: when each spoke last, and what is expected of it.

import CivilTime
import Engine
import Orders

extension BatchWriter {
    /// What a clock that was ahead has left is cut to the time of the turn.
    func writeLastEvents() throws(StoreFailure) {
        for (source, arrival) in batch.heard {
            try connection.run(
                """
                INSERT INTO sources (source, last_event) VALUES (?, ?)
                ON CONFLICT (source) DO UPDATE SET last_event = max(min(last_event, ?), excluded.last_event)
                """, source, arrival, batch.committedAt)
        }
    }

    func writeFeeds() throws(StoreFailure) {
        for source in batch.unexpected { try connection.run("DELETE FROM feeds WHERE source = ?", source) }
        for feed in batch.feeds { try write(feed) }
    }

    private func write(_ feed: Feed) throws(StoreFailure) {
        let row = FeedRow(feed.state)
        if let silentSince = row.silentSince, silentSince > batch.mark.position {
            throw connection.conflict("\(feed.source) is called silent before it is due")
        }
        try connection.run(
            """
            INSERT INTO feeds (source, every, due, silent_since, news) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (source) DO UPDATE SET
                every = excluded.every, due = excluded.due, silent_since = excluded.silent_since, news = excluded.news
            """, feed.source, feed.every, row.due, row.silentSince, feed.news)
    }
}

/// A feed's state as columns: one of them is there.
private struct FeedRow {
    var due: Instant?
    var silentSince: Instant?

    init(_ state: Feed.State) {
        switch state {
        case .expected(let due): self.due = due
        case .silent(let since): silentSince = since
        }
    }
}

extension Connection {
    /// The sources that are expected to speak.
    func feeds() throws(StoreFailure) -> [Feed] {
        let rows = try rows(
            """
            SELECT source, every, due, silent_since, news, last_event FROM feeds LEFT JOIN sources USING (source)
            ORDER BY source
            """)
        var feeds: [Feed] = []
        while try rows.next() { feeds.append(try feed(rows)) }
        return feeds
    }

    private func feed(_ rows: borrowing Rows) throws(StoreFailure) -> Feed {
        let due: Instant? = try rows[2]
        let silentSince: Instant? = try rows[3]
        guard let state = due.map(Feed.State.expected) ?? silentSince.map(Feed.State.silent) else {
            throw corrupt("a source is neither expected to speak nor silent")
        }
        return Feed(
            source: try rows[0], every: try rows[1], state: state, lastEvent: try rows.lastEvent(at: 5),
            news: try rows[4])
    }
}

extension Rows {
    /// Nil for a source that never spoke: somebody else did in its name, or nobody.
    func lastEvent(at column: Int32) throws(StoreFailure) -> Instant? {
        let instant: Instant? = try self[column]
        return instant == .distantPast ? nil : instant
    }
}

extension Feed.News: StoredAs {}
