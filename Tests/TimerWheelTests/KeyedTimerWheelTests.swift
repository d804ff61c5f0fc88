// A wheel with keys beside a dictionary: whatever is set, moved, stopped and expired, each key has the timer it was
// last given.

import TestKit
import Testing
import TimerWheel

/// Keys of which many have the same hash.
private struct Key: Hashable, BitwiseCopyable, Sendable {
    let id: Int

    func hash(into hasher: inout Hasher) { hasher.combine(id / 40) }
}

@Suite struct KeyedTimerWheelTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func itAgreesWithADictionary(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wheel = KeyedTimerWheel<Key>(origin: Tick(0))
        var (model, now, expired) = ([Key: Int64](), Int64(0), 0)
        for step in 1...20_000 {
            let key = Key(id: .random(in: 0..<600, using: &random))
            switch Int.random(in: 0..<100, using: &random) {
            case ..<70:
                let due = now + Int64.random(in: -50...5000, using: &random)
                wheel.set(key, due: Tick(due))
                model[key] = due
            case ..<85:
                wheel.set(key, due: nil)
                model[key] = nil
            case ..<86: wheel.checkInvariants()
            default:
                now += Int64.random(in: 0...100, using: &random)
                while let expiry = wheel.expireNext(through: Tick(now)) {
                    #expect(model.removeValue(forKey: expiry.payload) == expiry.due.count, "seed \(seed), step \(step)")
                    expired += 1
                }
                #expect(model.values.allSatisfy { $0 > now }, "seed \(seed), step \(step)")
            }
            #expect(wheel.count == model.count && wheel.nextDue?.count == model.values.min(), "seed \(seed)")
        }
        #expect(expired > 1000, "seed \(seed) hardly tested anything")
    }

    @Test func aHundredThousandAreFoundAgain() {
        var wheel = KeyedTimerWheel<Int64>(origin: Tick(0))
        for key in 1...100_000 as ClosedRange<Int64> { wheel.set(key, due: Tick(key)) }
        wheel.checkInvariants()
        for key in 1...100_000 as ClosedRange<Int64> where key % 2 == 0 { wheel.set(key, due: nil) }
        wheel.checkInvariants()
        var keys: [Int64] = []
        while let expiry = wheel.expireNext(through: Tick(100_000)) { keys.append(expiry.payload) }
        #expect(keys == Array(stride(from: 1, to: 100_000, by: 2)))
        #expect(wheel.count == 0)
    }
}
