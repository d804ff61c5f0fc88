// The faults that other timer wheels had in service, each as a test: early, late, wrapped, stalled, or all at once.

import Testing

@testable import TimerWheel

struct TimerWheelLessonTests {
    // MARK: - Range

    /// Wheels with a capacity expire what lies beyond it by force.
    @Test(arguments: [
        15 * Ticks.minute, 12 * Ticks.day + 10 * Ticks.hour, 30 * Ticks.day, 5 * Ticks.year,
        Ticks.endOfYear9999 - Ticks.now,
        .max - Ticks.now,
    ])
    func aLongTimeoutIsNotCutToTheRangeOfTheWheel(span: Int64) {
        var wheel = TimerWheel(at: Ticks.now)
        wheel.schedule(dues: [Ticks.now + span])
        let early = wheel.payloads(through: Ticks.now + span - 1)
        let next = wheel.next()
        let punctual = wheel.payloads(through: Ticks.now + span)
        #expect(early.isEmpty)
        #expect(next == Ticks.now + span)
        #expect(punctual == [Ticks.now + span])
    }

    @Test func everyTickHasItsSlotTheFirstAndTheLastIncluded() {
        var wheel = TimerWheel(at: Ticks.now)
        wheel.schedule(dues: [.max, 0, .min, -1, .max - 1, .min + 1])
        wheel.checkInvariants()
        let expired = wheel.payloads(through: .max)
        #expect(expired == [.min, .min + 1, -1, 0, .max - 1, .max])
    }

    /// In a wheel of 2^36 ticks a long-lived clock made short timers fall into slots of the outermost level that had
    /// been wrapped, and later ended the process.
    @Test(arguments: [24, 30, 36, 42, 48, 54, 60, 62])
    func shortTimersAreExactWhenTheClockHasTurnedALevelRound(bits: Int64) {
        let turn: Int64 = 1 << bits
        var wheel = TimerWheel(at: 0)
        for now in [turn - 70, turn - 1, turn, turn + 1, turn + turn / 2, turn + turn / 64 * 63] {
            _ = wheel.payloads(through: now)
            let dues = [1, 2, 63, 64, 65, 4096, 15 * Ticks.minute].map { now + $0 }
            wheel.schedule(dues: dues)
            wheel.checkInvariants()
            for due in dues {
                let early = wheel.payloads(through: due - 1)
                let punctual = wheel.payloads(through: due)
                #expect(early.isEmpty)
                #expect(punctual == [due])
            }
        }
    }

    // MARK: - Removal

    /// The level was computed again, from a clock that had moved, and the timer was sought in the wrong slot.
    @Test(arguments: [1, 63, 64, 4095, 262_144, Ticks.day, Ticks.year])
    func aTimerIsCancelledWhereItStandsThoughTheClockHasMoved(span: Int64) {
        var wheel = TimerWheel(at: 0)
        let (steps, due) = (7 as Int64, 2 * span + 1)
        let handles = (0..<3).map { wheel.schedule($0, due: due) }
        for step in 1...steps { _ = wheel.payloads(through: due / steps * step - 1) }
        let cancelled = [handles[1], handles[0]].map { wheel.cancel($0) }
        wheel.checkInvariants()
        let expired = wheel.payloads(through: due)
        #expect(cancelled == [true, true])
        #expect(expired == [2])
    }

    /// The next due time kept naming an entry that had been removed, and the timer never rang again.
    @Test func theNextDueTimeForgetsACancelledTimer() {
        var wheel = TimerWheel(at: Ticks.now)
        let day = Ticks.now + Ticks.day
        wheel.schedule(dues: [day + 9, day + 5, day + 7])
        let earliest = wheel.schedule(0, due: day + 1)
        let before = wheel.next()
        wheel.cancel(earliest)
        let after = wheel.next()
        let expired = wheel.payloads(through: day + 5)
        #expect(before == day + 1)
        #expect(after == day + 5)
        #expect(expired == [day + 5])
    }

    @Test func theNextDueTimeIsExactAfterEachOfManyCancellations() {
        var wheel = TimerWheel(at: Ticks.now)
        let dues = (0..<2000).map { Ticks.now + Ticks.hour + ($0 * 7919) % 2000 * 977 }
        let timers = dues.map { due in (due, wheel.schedule(due, due: due)) }.sorted { $0.0 < $1.0 }
        for (due, handle) in timers {
            let next = wheel.next()
            #expect(next == due)
            wheel.cancel(handle)
        }
        let next = wheel.next()
        #expect(next == nil)
    }

    // MARK: - Early

    /// Rounding down, a coarse overflow level, a precision that did not match: timers that rang some milliseconds, or
    /// a whole rotation, too early.
    @Test func noTimerIsEarlyAtTheEdgeOfAnySlot() {
        for level in 1...8 {
            let width = Int64(1) << (6 * Int64(level))
            let edges = (1...3).flatMap { [width * $0 - 1, width * $0, width * $0 + 1] }
            var wheel = TimerWheel(at: 0)
            wheel.schedule(dues: edges.reversed())
            for edge in edges {
                let early = wheel.payloads(through: edge - 1)
                let punctual = wheel.payloads(through: edge)
                #expect(early.isEmpty)
                #expect(punctual == [edge])
            }
        }
    }

    @Test func everySingleTickIsExact() {
        var wheel = TimerWheel(at: Ticks.now)
        let dues = (1...10_000).map { Ticks.now + $0 }
        wheel.schedule(dues: dues.indices.map { dues[$0 * 7919 % dues.count] })
        for due in dues {
            let next = wheel.next()
            let expired = wheel.payloads(through: due)
            #expect(next == due)
            #expect(expired == [due])
        }
    }

    // MARK: - The clock set back

    /// Databases aborted, brokers hung, and schedulers let everything go at once when time stepped back.
    @Test(arguments: [1, 64, Ticks.minute, Ticks.day, 60 * Ticks.year])
    func aClockSetBackFiresNothingAndKeepsEverything(step: Int64) {
        var wheel = TimerWheel(at: Ticks.now)
        let dues = [1, 70, Ticks.hour, Ticks.day, Ticks.year].map { Ticks.now + $0 }
        wheel.schedule(dues: dues)
        let before = wheel.payloads(through: Ticks.now + 70)
        wheel.reseat(to: Tick(Ticks.now - step))
        wheel.checkInvariants()
        let during = wheel.payloads(through: Ticks.now - step)
        wheel.schedule(dues: [Ticks.now - step + 1])
        let next = wheel.next()
        let after = wheel.payloads(through: Ticks.now + Ticks.year)
        #expect(before == Array(dues[..<2]))
        #expect(during.isEmpty)
        #expect(next == Ticks.now - step + 1)
        #expect(after == [Ticks.now - step + 1] + dues[2...])
    }

    @Test func aWheelThatWasNotToldOfTheStepIsExactToo() {
        var wheel = TimerWheel(at: 0)
        wheel.schedule(dues: [Ticks.now + Ticks.day])
        _ = wheel.payloads(through: Ticks.now)
        let back = wheel.payloads(through: Ticks.now - Ticks.year)
        wheel.schedule(dues: [Ticks.now - Ticks.year + 1])
        let early = wheel.payloads(through: Ticks.now - Ticks.year)
        let punctual = wheel.payloads(through: Ticks.now - Ticks.year + 1)
        #expect(back.isEmpty)
        #expect(early.isEmpty)
        #expect(punctual == [Ticks.now - Ticks.year + 1])
    }

    /// After a long stop of the machine time is suddenly much later.
    @Test func aLeapOverCenturiesExpiresEverythingInOrderAndLeavesTheRest() {
        var wheel = TimerWheel(at: Ticks.now)
        let dues = (0..<5000).map { Ticks.now + ($0 * 6_700_417) % (300 * Ticks.year) }
        wheel.schedule(dues: dues + [Ticks.endOfYear9999])
        let expired = wheel.payloads(through: Ticks.now + 300 * Ticks.year)
        let next = wheel.next()
        #expect(expired == dues.sorted())
        #expect(next == Ticks.endOfYear9999)
    }

    // MARK: - Work

    /// However far time leaps over an empty stretch, nothing moves; and looking ahead moves nothing either.
    @Test func lookingAheadMovesNoTimerWhileTheEarliestOneStands() {
        var wheel = TimerWheel(at: Ticks.now)
        wheel.schedule(dues: (0..<1000).map { Ticks.now + Ticks.day + ($0 * 7919) % 1000 })
        let origin = wheel.order.origin
        let slots = wheel.occupiedSlots
        let next = wheel.next()
        #expect(next == Ticks.now + Ticks.day)
        #expect(wheel.order.origin == origin)
        #expect(wheel.occupiedSlots == slots)
    }
}

extension TimerWheel {
    fileprivate var occupiedSlots: [Slot] {
        (0..<Node(Slot.count)).map(Slot.init(node:)).filter(order.occupancy.contains)
    }
}
