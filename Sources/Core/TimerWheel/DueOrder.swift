// The mechanism of the wheel: timers filed by due time, without their payloads.

/// Eleven levels of slots over a line of ticks that begins at `origin`.
///
/// Where a timer stands follows from its due time and `origin` alone: on the level of the highest digit in which the
/// two differ, in the slot of that digit. So a lower level is earlier than a higher one, a lower slot earlier than a
/// higher one of its level, timers due at the same tick share a slot, and nothing ever wraps around.
///
/// `origin` is no clock. It only promises that no timer is due before it, so it moves forward over empty time, and
/// back when a timer is scheduled before it.
struct DueOrder: ~Copyable {
    private(set) var origin: Tick
    private(set) var occupancy = OccupancyMap()
    private(set) var pool: NodePool

    init(origin: Tick, pool: consuming NodePool) {
        self.origin = origin
        self.pool = pool
    }
}

// MARK: - Timers come and go

extension DueOrder {
    /// Adds a timer. O(1) from `origin` on; before it, see `rewind`.
    mutating func insert(due: Tick) -> Node {
        if due < origin { rewind(to: due) }
        let node = pool.take(due: due)
        place(node)
        return node
    }

    /// Takes a timer out. O(1).
    mutating func remove(_ node: Node) {
        if let emptied = pool.unlink(node) { occupancy.remove(emptied) }
        pool.giveBack(node)
    }

    /// Files a timer that is in no slot. The earliest known one stands first, the others in the order they came; of
    /// those due at the same tick the first to come is therefore always ahead.
    private mutating func place(_ node: Node) {
        let due = pool.due(node)
        let slot = due.slot(from: origin)
        if occupancy.contains(slot), due >= pool.due(slot.node) {
            pool.link(node, after: pool.previous(slot.node))
        } else {
            pool.setDue(slot.node, due)
            pool.link(node, after: slot.node)
            occupancy.insert(slot)
        }
    }
}

// MARK: - Looking ahead

extension DueOrder {
    /// The earliest due time of all. A slot remembers a tick that none of its timers is due before; when its first
    /// timer is due then, that is the answer, in O(1). Otherwise the one that was has gone, and the slot is cascaded.
    mutating func earliest() -> Tick? {
        while let slot = occupancy.first {
            let bound = pool.due(slot.node)
            if pool.due(pool.next(slot.node)) == bound { return bound }
            cascade(slot)
        }
        return nil
    }

    /// Takes out the earliest timer due at or before `now`. Costs what it cascades; after the last one `origin` moves
    /// up to `now`, if nothing is in between.
    mutating func removeEarliest(through now: Tick) -> Node? {
        while let slot = occupancy.first, pool.due(slot.node) <= now {
            guard slot.level > 0 else {
                let node = pool.next(slot.node)
                remove(node)
                return node
            }
            cascade(slot)
        }
        catchUp(with: now)
        return nil
    }

    private mutating func catchUp(with now: Tick) {
        guard origin < now else { return }
        if let slot = occupancy.first, slot.start(from: origin) <= now { return }
        origin = now
    }
}

// MARK: - Moving the origin

extension DueOrder {
    /// Spreads the earliest slot's timers over the levels below it, which are empty. O(timers in the slot); a timer
    /// goes down at least one level each time.
    private mutating func cascade(_ slot: Slot) {
        origin = pool.due(slot.node)
        occupancy.remove(slot)
        var node = pool.detach(slot)
        while node != slot.node {
            let next = pool.next(node)
            place(node)
            node = next
        }
    }

    /// Moves `origin` back. Seen from there, all timers on the levels below the highest digit that changes fall into
    /// one slot, which is empty, so their rings are joined, earliest first, and no timer is touched. O(slots joined).
    mutating func rewind(to tick: Tick) {
        let level = tick.level(from: origin)
        let target = Slot(level: level, digit: origin.digit(at: level))
        origin = tick
        guard let earliest = occupancy.first, earliest.level < level else { return }
        pool.setDue(target.node, pool.due(earliest.node))
        while let slot = occupancy.first, slot.level < level {
            pool.splice(slot, onto: target)
            occupancy.remove(slot)
        }
        occupancy.insert(target)
    }
}
