// The shape of the wheel: eleven levels of 64 slots are 66 bits, so no due time lies beyond the outermost level.

/// One of the wheel's slots. A slot of level `n` spans 64^n ticks: at 1 ms, level 4 has slots of 4.7 hours, level 7
/// slots of 139 years.
struct Slot: Hashable {
    static let digitBits = 6
    static let perLevel = 1 << digitBits
    static let levels = 11
    static let count = levels * perLevel

    /// The slot's place among the nodes of a `NodePool`, where it heads the ring of its timers.
    let node: Node

    init(node: Node) {
        self.node = node
    }

    init(level: Int, digit: Int) {
        self.init(node: Node(level * Slot.perLevel + digit))
    }

    var level: Int { Int(node) / Slot.perLevel }
    var digit: Int { Int(node) % Slot.perLevel }

    /// The first tick that belongs to this slot in a wheel that starts at `origin`.
    func start(from origin: Tick) -> Tick {
        let shift = Slot.digitBits * level
        let above = ~((1 << (shift + Slot.digitBits)) &- 1) as UInt64
        return Tick(key: origin.key & above | UInt64(digit) << shift)
    }
}
