// A source that fell silent, or that speaks again, as people are told of it.

import CivilTime
import Engine
import Orders

extension Feed {
    func sentence(in zone: TimeZoneRules) -> String {
        switch state {
        case .silent(let due):
            let time = WallClockText(in: zone, readAt: due)
            let last = lastEvent.map { "the last came \(time.moment($0))" } ?? "none ever came"
            return "\(source) is silent: an event was expected \(time.deadline(due)); \(last)"
        case .expected(let due):
            guard let lastEvent else { return "\(source) speaks" }
            let time = WallClockText(in: zone, readAt: due)
            return "\(source) speaks again: an event came \(time.moment(lastEvent)) (\(zone.name))"
        }
    }
}

extension JournalRecord {
    static func fields(_ feed: Feed, isRepeat: Bool) -> [JournalField] {
        [
            JournalField("SOURCE", feed.source.rawValue),
            JournalField("DEADLINE", DeadlineKind.feedSilence.rawValue),
            JournalField("DUE", feed.state.due.rfc3339),
            JournalField("LAST_EVENT", ifAny: feed.lastEvent?.rfc3339),
            JournalField("REPEAT", ifAny: isRepeat ? "1" : nil),
        ].compactMap(\.self)
    }
}

extension Feed.State {
    /// When the next word is due, or was.
    fileprivate var due: Instant {
        switch self {
        case .expected(let due), .silent(let due): due
        }
    }
}
