// What a wheel promises its callers: order, batches, handles, memory.

import Testing

@testable import TimerWheel

struct TimerWheelTests {
    // MARK: - Order

    @Test func timersExpireInTheOrderOfTheirDueTimes() {
        var wheel = TimerWheel(at: Ticks.now)
        let dues = [Ticks.year, 1, Ticks.hour, 63, 64, 65, Ticks.day, 2].map { Ticks.now + $0 }
        wheel.schedule(dues: dues)
        let expired = wheel.payloads(through: Ticks.now + Ticks.year)
        #expect(expired == dues.sorted())
    }

    @Test func timersDueAtTheSameTickExpireInTheOrderInWhichTheyWereScheduled() {
        var wheel = TimerWheel(at: 0)
        let midnight = Ticks.day
        for payload in 0..<50 as Range<Int64> {
            _ = wheel.schedule(payload, due: midnight)
            _ = wheel.schedule(-1, due: Ticks.hour + payload)
            _ = wheel.payloads(through: Ticks.hour + payload)
        }
        let expired = wheel.payloads(through: midnight)
        #expect(expired == Array(0..<50))
    }

    @Test func theOrderOfScheduleSurvivesTheWheelStartingEarlier() {
        var wheel = TimerWheel(at: Ticks.now)
        for payload in 1...3 as ClosedRange<Int64> { _ = wheel.schedule(payload, due: Ticks.now + 5) }
        _ = wheel.schedule(0, due: Ticks.now - Ticks.day)
        for payload in 4...6 as ClosedRange<Int64> { _ = wheel.schedule(payload, due: Ticks.now + 5) }
        let expired = wheel.payloads(through: Ticks.now + 5)
        #expect(expired == [0, 1, 2, 3, 4, 5, 6])
    }

    @Test func aTimerScheduledInThePastExpiresNextInItsOrder() {
        var wheel = TimerWheel(at: 0)
        _ = wheel.payloads(through: Ticks.now)
        wheel.schedule(dues: [Ticks.now, Ticks.now - Ticks.year, Ticks.now - 1, Ticks.now + 1])
        let next = wheel.next()
        let expired = wheel.payloads(through: Ticks.now)
        #expect(next == Ticks.now - Ticks.year)
        #expect(expired == [Ticks.now - Ticks.year, Ticks.now - 1, Ticks.now])
    }

    @Test func anEmptyWheelHasNothingDue() {
        var wheel = TimerWheel(at: Ticks.now)
        let next = wheel.next()
        let expired = wheel.payloads(through: .max)
        #expect(next == nil)
        #expect(expired.isEmpty)
    }

    // MARK: - Batches

    @Test func anInterruptedBatchResumesWhereItStopped() {
        var wheel = TimerWheel(at: 0)
        wheel.schedule(dues: Array(1...1000))
        var batches: [[Int64]] = []
        while wheel.count > 0 { batches.append(wheel.payloads(through: 2000, limit: 300)) }
        #expect(batches.map(\.count) == [300, 300, 300, 100])
        #expect(batches.flatMap(\.self) == Array(1...1000))
    }

    @Test func betweenTwoBatchesTimersMayComeAndGo() {
        var wheel = TimerWheel(at: 0)
        wheel.schedule(dues: [10, 20])
        let doomed = wheel.schedule(30, due: 30)
        wheel.schedule(dues: [40, 5000])
        let first = wheel.payloads(through: 100, limit: 1)
        let nextAfterFirst = wheel.next()
        wheel.schedule(dues: [5, 15, 35])
        let cancelled = wheel.cancel(doomed)
        let next = wheel.next()
        let rest = wheel.payloads(through: 100)
        #expect(first == [10])
        #expect(nextAfterFirst == 20)
        #expect(cancelled)
        #expect(next == 5)
        #expect(rest == [5, 15, 20, 35, 40])
        #expect(wheel.count == 1)
    }

    @Test func aLimitOfNothingExpiresNothing() {
        var wheel = TimerWheel(at: 0)
        wheel.schedule(dues: [1])
        let expired = wheel.payloads(through: 10, limit: 0)
        #expect(expired.isEmpty)
        #expect(wheel.count == 1)
    }

    // MARK: - Handles

    @Test func aCancelledTimerDoesNotExpire() {
        var wheel = TimerWheel(at: 0)
        let handle = wheel.schedule(1, due: 100)
        wheel.schedule(dues: [100])
        let first = wheel.cancel(handle)
        let second = wheel.cancel(handle)
        let expired = wheel.payloads(through: 100)
        #expect(first)
        #expect(!second)
        #expect(expired == [100])
    }

    @Test func theHandleOfAnExpiredTimerCancelsNothing() {
        var wheel = TimerWheel(at: 0)
        let stale = wheel.schedule(1, due: 1)
        _ = wheel.payloads(through: 1)
        let tenant = wheel.schedule(2, due: 2)
        let cancelled = wheel.cancel(stale)
        #expect(stale.node == tenant.node, "the place is used again")
        #expect(!cancelled)
        #expect(wheel.count == 1)
    }

    @Test func aHandleStaysStaleWhenTheGenerationsOfItsPlaceAreUsedUp() {
        let pool = NodePool(minimumCapacity: 1, firstGeneration: NodePool.retired - 2)
        var wheel = TimerWheel<Int64>(origin: Tick(0), pool: pool)
        var handles: [TimerHandle] = []
        for payload in 1...4 as ClosedRange<Int64> {
            handles.append(wheel.schedule(payload, due: payload))
            wheel.cancel(handles[handles.count - 1])
        }
        _ = wheel.schedule(5, due: 5)
        let cancelled = handles.filter { wheel.cancel($0) }
        #expect(handles.map { $0.node - handles[0].node } == [0, 0, 1, 1], "a used up place is never given out again")
        #expect(cancelled.isEmpty)
    }

    @Test func aHandleOfAnotherWheelIsHarmless() {
        var large = TimerWheel(at: 0)
        var small = TimerWheel(at: 0)
        large.schedule(dues: Array(1...500))
        let foreign = large.schedule(0, due: 1)
        let cancelled = small.cancel(foreign)
        #expect(!cancelled)
    }

    // MARK: - Memory

    @Test func aTimerTakesTwentyBytesAndItsPayload() {
        #expect(TimerWheel<Int64>.bytesPerTimer == 28)
        #expect(TimerWheel<UInt32>.bytesPerTimer == 24)
        #expect(MemoryLayout<TimerHandle>.size == 8)
    }

    @Test func theArraysDoubleAndKeepEveryTimer() {
        var wheel = TimerWheel<Int64>(origin: Tick(0), minimumCapacity: 1)
        var capacities: Set<Int> = []
        for due in 0..<1000 as Range<Int64> {
            _ = wheel.schedule(due, due: due * 1000)
            capacities.insert(wheel.order.pool.capacity - Slot.count)
        }
        wheel.checkInvariants()
        let expired = wheel.payloads(through: 1_000_000)
        #expect(capacities.sorted() == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])
        #expect(expired == Array(0..<1000))
    }

    @Test func placesAreUsedAgainBeforeTheArraysGrow() {
        var wheel = TimerWheel<Int64>(origin: Tick(0), minimumCapacity: 8)
        for due in 0..<10_000 as Range<Int64> {
            _ = wheel.schedule(due, due: due)
            if wheel.count == 8 { _ = wheel.payloads(through: due, limit: 4) }
        }
        #expect(wheel.order.pool.capacity - Slot.count == 8)
    }
}
