// What must be true of a wheel between any two calls, for tests to check.

extension TimerWheel {
    /// Traps unless the wheel is sound. O(slots + timers).
    package func checkInvariants() {
        order.checkInvariants()
    }
}

extension DueOrder {
    func checkInvariants() {
        var count = 0
        for node in 0..<Node(Slot.count) {
            let slot = Slot(node: node)
            let length = checkRing(of: slot)
            precondition(occupancy.contains(slot) == (length > 0), "the map says what the rings say")
            count += length
        }
        precondition(count == pool.count, "every timer is in one slot")
        checkFirst()
    }

    private func checkRing(of slot: Slot) -> Int {
        var length = 0
        var (previous, node) = (slot.node, pool.next(slot.node))
        while node != slot.node {
            precondition(pool.previous(node) == previous, "links agree in both directions")
            checkTimer(node, in: slot)
            length += 1
            (previous, node) = (node, pool.next(node))
        }
        precondition(pool.previous(slot.node) == previous, "the ring closes")
        return length
    }

    private func checkTimer(_ node: Node, in slot: Slot) {
        let due = pool.due(node)
        precondition(origin <= due, "no timer is due before the origin")
        precondition(due.slot(from: origin) == slot, "a timer's slot follows from its due time and the origin")
        precondition(pool.due(slot.node) <= due, "no timer is due before its slot's bound")
        precondition(slot.start(from: origin) <= pool.due(slot.node), "a slot's bound lies in the slot")
        precondition(pool.node(of: pool.handle(of: node)) == node, "a timer's own handle names it")
    }

    private func checkFirst() {
        let occupied = (0..<Node(Slot.count)).map(Slot.init(node:)).first(where: occupancy.contains)
        precondition(occupancy.first == occupied, "the map finds the first occupied slot")
    }
}
