// A hierarchical timer wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987), for any payload.

/// Timers with exact due times: started, stopped and expired in constant time.
///
/// The wheel has no clock. Callers say through which tick to expire, and may say an earlier one than last time: a
/// clock that is set back fires nothing, twice or at all, until it has come to a due time again. No timer expires
/// early, none is rounded, and none is too far away: every `Tick` has its slot.
///
/// A timer takes 20 bytes and its payload (`bytesPerTimer`), in arrays that double when full and never shrink; an
/// empty wheel takes about 20 KB. `schedule` and `cancel` are O(1). A timer is moved at most once a level between its
/// start and its end; but when a timer is scheduled earlier than the wheel has looked, those that stood close behind
/// may come down the levels again.
///
/// Nothing here is `@inlinable`: the optimizer of Swift 6.3 crashes on it in package structs that own memory. Other
/// modules therefore run the code that is not specialised, at 1.5 times the cost of `cancel` and `schedule` and twice
/// that of expiry.
package struct TimerWheel<Payload: BitwiseCopyable & Sendable>: ~Copyable {
    /// A timer that has come due.
    package struct Expiry: Sendable {
        package let payload: Payload
        package let due: Tick
    }

    private(set) var order: DueOrder
    /// Payloads by node, as many as the pool has room for.
    private var payloads: UnsafeMutablePointer<Payload>
    private var capacity: Int

    /// An empty wheel. `origin` is a tick around which timers will be scheduled, such as the present: a hint that
    /// saves work and changes nothing else. O(`minimumCapacity`) memory, O(1) time beside the slots.
    package init(origin: Tick, minimumCapacity: Int = 64) {
        self.init(origin: origin, pool: NodePool(minimumCapacity: minimumCapacity))
    }

    init(origin: Tick, pool: consuming NodePool) {
        capacity = pool.capacity
        payloads = .allocate(capacity: capacity)
        order = DueOrder(origin: origin, pool: pool)
    }

    deinit {
        payloads.deallocate()
    }

    /// The timers that are scheduled and have neither expired nor been cancelled. O(1).
    package var count: Int { order.pool.count }

    /// What one more timer takes, in bytes, once its array is full.
    package static var bytesPerTimer: Int {
        MemoryLayout<NodePool.Link>.stride + MemoryLayout<Tick>.stride + MemoryLayout<Payload>.stride
    }
}

// MARK: - Starting and stopping timers

extension TimerWheel {
    /// Starts a timer. A due time that has passed already is legal: the timer expires, in its order, with the next
    /// call of `expire`.
    ///
    /// O(1), amortised over the growth of the arrays. A due time before all that was ever expired through, or before
    /// what `nextDue` has looked at, costs O(slots) and moves no timer.
    package mutating func schedule(_ payload: Payload, due: Tick) -> TimerHandle {
        let node = order.insert(due: due)
        if capacity < order.pool.capacity { growPayloads() }
        (payloads + Int(node)).initialize(to: payload)
        return order.pool.handle(of: node)
    }

    /// Stops a timer. False, and nothing happens, when the handle's timer has expired or was cancelled before. O(1).
    @discardableResult
    package mutating func cancel(_ handle: TimerHandle) -> Bool {
        guard let node = order.pool.node(of: handle) else { return false }
        order.remove(node)
        return true
    }

    /// Stops the timer at a node that one stands at. O(1).
    mutating func cancel(at node: Node) { order.remove(node) }

    /// What stands at a node, also when its timer has just gone.
    func payload(at node: Node) -> Payload { payloads[Int(node)] }

    private mutating func growPayloads() {
        payloads = payloads.moved(count: capacity, toCapacity: order.pool.capacity)
        capacity = order.pool.capacity
    }
}

// MARK: - Time passes

extension TimerWheel {
    /// The exact due time of the next timer, also when it has passed; nil when there is none.
    ///
    /// O(1), unless the earliest timer of its slot was cancelled: then O(timers in that slot), which go down a level.
    package var nextDue: Tick? {
        mutating get { order.earliest() }
    }

    /// Expires the earliest timer that is due at or before `now`; nil when there is none.
    ///
    /// Timers expire in the order of their due times, and those due at the same tick in the order in which they were
    /// scheduled. Between two calls anything is legal. O(1) and what is moved, however far `now` is ahead; a slot
    /// that comes due is moved as a whole.
    package mutating func expireNext(through now: Tick) -> Expiry? {
        guard let node = order.removeEarliest(through: now) else { return nil }
        return Expiry(payload: payloads[Int(node)], due: order.pool.due(node))
    }

    /// Expires at most `limit` timers that are due at or before `now`, in the order of `expireNext`, and answers how
    /// many. When that is `limit`, the rest waits for another call. O(expired and moved).
    @discardableResult
    package mutating func expire(through now: Tick, limit: Int, _ body: (Expiry) -> Void) -> Int {
        var expired = 0
        while expired < limit, let expiry = expireNext(through: now) {
            body(expiry)
            expired += 1
        }
        return expired
    }

    /// Makes ready for timers around `now` after the clock was set back. Keeps all timers, fires none, and is a matter
    /// of speed only: `schedule` does the same when it has to. O(slots).
    package mutating func reseat(to now: Tick) {
        if now < order.origin { order.rewind(to: now) }
    }
}
