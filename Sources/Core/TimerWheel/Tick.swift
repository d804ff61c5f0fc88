// The wheel's time line: a bare count that no clock drives, read as digits in base 64.

/// A point in time, counted in ticks from an epoch that the caller chooses.
///
/// The wheel gives a tick no length. Callers that count milliseconds since 1970 get a wheel of 1 ms, and years of
/// four digits use 48 of the 64 bits; every `Int64` is a legal tick, the negative ones and both ends included.
package struct Tick: Hashable, Sendable {
    package let count: Int64

    package init(_ count: Int64) {
        self.count = count
    }
}

extension Tick: Comparable {
    package static func < (earlier: Tick, later: Tick) -> Bool {
        earlier.count < later.count
    }
}

// MARK: - Digits

extension Tick {
    /// The count moved up by 2^63: unsigned, and in the same order.
    var key: UInt64 {
        UInt64(bitPattern: count) ^ (1 << 63)
    }

    init(key: UInt64) {
        self.init(Int64(bitPattern: key ^ (1 << 63)))
    }

    /// The digit that says which of a level's slots this tick falls in: 0 to 63.
    func digit(at level: Int) -> Int {
        Int(key >> (Slot.digitBits * level) & UInt64(Slot.perLevel - 1))
    }

    /// Where a timer due at this tick stands in a wheel that starts at `origin`: at the level of the highest digit
    /// in which the two differ, in the slot of that digit. O(1).
    func slot(from origin: Tick) -> Slot {
        let level = level(from: origin)
        return Slot(level: level, digit: digit(at: level))
    }

    /// The highest digit in which this tick differs from `origin`; 0 also when they are equal.
    func level(from origin: Tick) -> Int {
        let difference = key ^ origin.key
        return (63 - (difference | 1).leadingZeroBitCount) / Slot.digitBits
    }
}
