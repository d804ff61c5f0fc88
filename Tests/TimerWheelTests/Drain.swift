// What the tests of the wheel share: wheels of numbers, and expiry as a list.

@testable import TimerWheel

/// A timer that expired, comparable.
struct Expired: Hashable, CustomStringConvertible {
    let payload: Int64
    let due: Int64

    var description: String { "\(payload)@\(due)" }
}

extension TimerWheel<Int64> {
    init(at origin: Int64 = 0) {
        self.init(origin: Tick(origin))
    }

    mutating func schedule(_ payload: Int64, due: Int64) -> TimerHandle {
        schedule(payload, due: Tick(due))
    }

    /// Schedules timers that carry their own due times.
    mutating func schedule(dues: [Int64]) {
        for due in dues { _ = schedule(due, due: due) }
    }

    mutating func expire(through now: Int64, limit: Int = .max) -> [Expired] {
        var expired: [Expired] = []
        expire(through: Tick(now), limit: limit) { expiry in
            expired.append(Expired(payload: expiry.payload, due: expiry.due.count))
        }
        return expired
    }

    mutating func payloads(through now: Int64, limit: Int = .max) -> [Int64] {
        expire(through: now, limit: limit).map(\.payload)
    }

    /// `nextDue` as a bare count.
    mutating func next() -> Int64? {
        nextDue?.count
    }
}

/// Spans and moments in ticks of a millisecond.
enum Ticks {
    static let minute: Int64 = 60_000
    static let hour = 60 * minute
    static let day = 24 * hour
    static let year = 365 * day
    /// 9999-12-31T23:59:59.999Z.
    static let endOfYear9999: Int64 = 253_402_300_799_999
    /// 23 November 2026, noon.
    static let now: Int64 = 1_795_435_200_000
}
