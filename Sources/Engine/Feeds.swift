// Every source that is expected to speak, and what a turn changed about them.

import CivilTime
import Orders

/// The sources with `expect_every`. There are few of them: each question looks at all.
struct Feeds {
    private var feeds: [SourceName: Feed] = [:]
    /// Sources that changed and are to be stored.
    private var touched: Set<SourceName> = []
    /// Sources that nothing is expected of any more.
    private(set) var ended: [SourceName] = []
    /// What people are to hear, in its order.
    private(set) var news: [Feed] = []

    init(_ recovered: [Feed] = []) {
        for feed in recovered { feeds[feed.source] = feed }
    }

    var isChanged: Bool { !touched.isEmpty || !ended.isEmpty }
    var changed: [Feed] { touched.compactMap { feeds[$0] } }

    /// What is perhaps not told yet.
    var untold: [Feed] { feeds.values.filter { $0.news != nil }.sorted { $0.source < $1.source } }

    /// The next silence, and whose.
    var next: (source: SourceName, due: Instant)? {
        var first: (source: SourceName, due: Instant)?
        for case (let source, let due?) in feeds.lazy.map({ ($0.key, $0.value.due) }) {
            if first.map({ (due, source) < ($0.due, $0.source) }) ?? true { first = (source, due) }
        }
        return first
    }

    // MARK: - What a turn does

    /// Makes them those of the settings.
    /// - Parameters:
    ///   - now: a moment that the clock guard believes.
    ///   - lastEvent: when a source was heard of last.
    mutating func follow(
        _ policy: Policy, at now: Instant, lastEvent: (SourceName) throws(StoreFailure) -> Instant?
    ) throws(StoreFailure) {
        for source in feeds.keys where policy.sources[source]?.expectEvery == nil {
            feeds[source] = nil
            ended.append(source)
        }
        for (source, settings) in policy.sources {
            guard let every = settings.expectEvery else { continue }
            if feeds[source] == nil {
                change(to: Feed(source: source, every: every, lastEvent: try lastEvent(source), since: now))
            } else {
                change(source) {
                    if $0.every != every { $0.isExpected(every: every, since: now) }
                    $0.isNoLater(than: now)
                }
            }
        }
    }

    mutating func hear(_ source: SourceName, at arrival: Instant) {
        guard let before = feeds[source] else { return }
        change(source) { $0.heard(at: arrival) }
        if before.due == nil, let feed = feeds[source], feed.due != nil { news.append(feed) }
    }

    mutating func pass(_ source: SourceName) {
        change(source) { $0.passed() }
        if let feed = feeds[source] { news.append(feed) }
    }

    private mutating func change(_ source: SourceName, _ body: (inout Feed) -> Void) {
        guard var feed = feeds[source] else { return }
        body(&feed)
        change(to: feed)
    }

    private mutating func change(to feed: Feed) {
        guard feeds[feed.source] != feed else { return }
        feeds[feed.source] = feed
        touched.insert(feed.source)
    }

    // MARK: - What follows

    /// They are stored as the batch has them.
    mutating func follow(_ batch: Batch) {
        for source in batch.unexpected { feeds[source] = nil }
        for feed in batch.feeds { feeds[feed.source] = feed }
    }

    /// People heard all of it.
    mutating func settle() {
        for source in feeds.keys { feeds[source]?.news = nil }
    }
}
