// How often a source is expected to speak, and what follows when it does not: people are told, once, and once more
// when it speaks again. The due time of a silence is a deadline in the one queue, of a source instead of an order. It
// follows from what was heard, so a downtime of ours neither makes a silence nor hides one.

import CivilTime
import Orders

/// A source with `expect_every`, and how it stands.
package struct Feed: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// Each of its words moves it. Left when it passes.
        case expected(by: Instant)
        /// Nothing had come by then. Left by its next word.
        case silent(since: Instant)
    }

    /// What people are to hear of it.
    package enum News: String, Hashable, Sendable {
        case silent
        case speaksAgain = "speaks-again"
    }

    package let source: SourceName
    /// `expect_every`, as `state` was set by.
    package private(set) var every: Span
    package private(set) var state: State
    /// When its last word arrived; nil before the first.
    package private(set) var lastEvent: Instant?
    /// What happened last and was perhaps not told.
    package internal(set) var news: News?

    package init(source: SourceName, every: Span, state: State, lastEvent: Instant?, news: News? = nil) {
        self.source = source
        self.every = every
        self.state = state
        self.lastEvent = lastEvent
        self.news = news
    }

    /// Nobody is silent before it could be known that he was expected to speak: one that spoke long ago is so from
    /// `now` on, and one that never did has all of its time.
    init(source: SourceName, every: Span, lastEvent: Instant?, since now: Instant) {
        let due = lastEvent.map { max($0 + every, now) } ?? now + every
        self.init(source: source, every: every, state: .expected(by: due), lastEvent: lastEvent)
    }

    /// When it falls silent; nil when it has.
    package var due: Instant? {
        guard case .expected(let due) = state else { return nil }
        return due
    }

    // MARK: - What happens to it

    /// A word of it arrived. An older one than the last, of a file that is replayed, says nothing about now.
    mutating func heard(at arrival: Instant) {
        if let lastEvent, arrival <= lastEvent { return }
        lastEvent = arrival
        switch state {
        case .expected(let due): state = .expected(by: max(due, arrival + every))
        case .silent: (state, news) = (.expected(by: arrival + every), .speaksAgain)
        }
    }

    mutating func passed() {
        guard case .expected(let due) = state else { return }
        (state, news) = (.silent(since: due), .silent)
    }

    /// It is expected to speak more or less often. A silence that is none by the new measure ends without a word: it
    /// was not the source that changed.
    mutating func isExpected(every fresh: Span, since now: Instant) {
        let renewed = Feed(source: source, every: fresh, lastEvent: lastEvent, since: now)
        switch state {
        case .silent where lastEvent.map { $0 + fresh <= now } ?? true: every = fresh
        case .silent, .expected: self = renewed
        }
    }

    /// What the clock said before it was set back does not count: nothing is expected later than from now on.
    mutating func isNoLater(than now: Instant) {
        if let lastEvent, lastEvent > now { self.lastEvent = now }
        if case .expected(let due) = state, due > now + every { state = .expected(by: now + every) }
    }
}
