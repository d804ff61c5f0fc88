// The wheel beside a sorted array, under long runs of random operations: the two must never differ.

import TestKit
import Testing

@testable import TimerWheel

struct TimerWheelModelTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 0xC0FFEE, 20_261_123] as [UInt64])
    func theWheelAgreesWithASortedArray(seed: UInt64) throws {
        var run = ModelRun(seed: seed)
        for step in 1...20_000 {
            if let difference = run.step() {
                Issue.record("seed \(seed), step \(step): \(difference)")
                return
            }
        }
        #expect(run.expired > 1000, "seed \(seed) hardly tested anything")
        #expect(run.cancelled > 1000, "seed \(seed) hardly tested anything")
    }

    /// The same with few ticks and many timers on each, where ties and joined slots are the rule.
    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func theWheelAgreesWithASortedArrayInACrowd(seed: UInt64) throws {
        var run = ModelRun(seed: seed, spans: [0, 1, 2, 60, 64, 130, 5000])
        for step in 1...20_000 {
            if let difference = run.step() {
                Issue.record("seed \(seed), step \(step): \(difference)")
                return
            }
        }
        #expect(run.expired > 1000, "seed \(seed) hardly tested anything")
    }
}

/// A wheel and its model, fed with the same operations.
private struct ModelRun: ~Copyable {
    private struct Entry {
        let payload: Int64
        let due: Int64
        let handle: TimerHandle
    }

    private var random: SeededGenerator
    private var wheel = TimerWheel(at: Ticks.now)
    private var now = Ticks.now
    /// In due order, equal ones in the order in which they were scheduled.
    private var model: [Entry] = []
    private var stale: [TimerHandle] = []
    private var scheduled: Int64 = 0
    private let spans: [Int64]
    private(set) var expired = 0
    private(set) var cancelled = 0

    init(
        seed: UInt64,
        spans: [Int64] = [1, 64, 5000, 15 * Ticks.minute, Ticks.day, 30 * Ticks.day, 3 * Ticks.year, 1000 * Ticks.year]
    ) {
        random = SeededGenerator(seed: seed)
        self.spans = spans
    }

    /// Does one random thing to both; says how they differ, if they do.
    mutating func step() -> String? {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<45: schedule()
        case ..<62: if let difference = cancel() { return difference }
        case ..<66: if let difference = cancelStale() { return difference }
        case ..<90: if let difference = expire() { return difference }
        case ..<93: setBack()
        case ..<94: wheel.checkInvariants()
        default: if let difference = look() { return difference }
        }
        return wheel.count == model.count ? nil : "holds \(wheel.count), not \(model.count)"
    }

    private mutating func span() -> Int64 {
        let longest = spans.randomElement(using: &random) ?? 1
        return Int64.random(in: 0...longest, using: &random)
    }

    private mutating func schedule() {
        let late = Int.random(in: 0..<8, using: &random) == 0
        let due = late ? now - span() : now + span()
        scheduled += 1
        let entry = Entry(payload: scheduled, due: due, handle: wheel.schedule(scheduled, due: due))
        model.insert(entry, at: model.partitionIndex { $0.due <= due })
    }

    private mutating func cancel() -> String? {
        guard !model.isEmpty else { return nil }
        let first = Bool.random(using: &random)
        let entry = model.remove(at: first ? 0 : Int.random(in: model.indices, using: &random))
        stale.append(entry.handle)
        cancelled += 1
        return wheel.cancel(entry.handle) ? nil : "did not cancel \(entry.payload)"
    }

    private mutating func cancelStale() -> String? {
        guard let handle = stale.randomElement(using: &random) else { return nil }
        return wheel.cancel(handle) ? "cancelled by a stale handle" : nil
    }

    private mutating func expire() -> String? {
        if Bool.random(using: &random) { now += span() / 8 }
        let limit = Int.random(in: 0...12, using: &random)
        let due = model.prefix(limit).prefix { $0.due <= now }
        let found = wheel.expire(through: now, limit: limit)
        let expected = due.map { Expired(payload: $0.payload, due: $0.due) }
        stale += due.map(\.handle)
        model.removeFirst(due.count)
        expired += due.count
        return found == expected ? nil : "through \(now) expired \(found), not \(expected)"
    }

    private mutating func setBack() {
        now -= span() / 16
        if Bool.random(using: &random) { wheel.reseat(to: Tick(now)) }
    }

    private mutating func look() -> String? {
        let next = wheel.next()
        return next == model.first?.due ? nil : "next due at \(next ?? -1), not \(model.first?.due ?? -1)"
    }
}

extension Array {
    /// The first index whose element does not satisfy `belongsBefore`, in an array partitioned by it. O(log count).
    fileprivate func partitionIndex(where belongsBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
