// Which slots hold timers, a bit each, so that empty time costs nothing however long it is.

/// The set of occupied slots, in wheel order. Every operation is O(1).
struct OccupancyMap {
    /// Bit `n` is set while level `n` has an occupied slot.
    private var levels: UInt64 = 0
    /// A word for each of `Slot.levels`, a bit for each of its slots.
    private var digits = InlineArray<11, UInt64>(repeating: 0)

    /// The slot whose timers come first: on the lowest occupied level, the one with the lowest digit.
    var first: Slot? {
        guard levels != 0 else { return nil }
        let level = levels.trailingZeroBitCount
        return Slot(level: level, digit: digits[level].trailingZeroBitCount)
    }

    func contains(_ slot: Slot) -> Bool {
        digits[slot.level] & 1 << UInt64(slot.digit) != 0
    }

    mutating func insert(_ slot: Slot) {
        digits[slot.level] |= 1 << UInt64(slot.digit)
        levels |= 1 << UInt64(slot.level)
    }

    mutating func remove(_ slot: Slot) {
        digits[slot.level] &= ~(1 << UInt64(slot.digit))
        if digits[slot.level] == 0 { levels &= ~(1 << UInt64(slot.level)) }
    }
}
