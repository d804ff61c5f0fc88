// The memory of a wheel: flat arrays of nodes linked by index, so that a timer is no object and counts no references.

/// The place of a slot (below `Slot.count`) or of a timer (from there on) in the pool.
typealias Node = UInt32

/// Nodes in rings: each slot heads a doubly linked ring of its timers.
///
/// Unsafe pointers stay behind this type. Callers pass nodes that they got from it; what comes from outside is a
/// `TimerHandle`, and `node(of:)` checks it.
struct NodePool: ~Copyable {
    struct Link {
        var next: Node
        var previous: Node
        /// How often the node was given back; on a slot unused.
        var generation: UInt32
    }

    /// The generation of a node that is never given out again, since its next one would repeat an old handle.
    static let retired = UInt32.max

    /// How many nodes fit before the pool grows, slots included.
    private(set) var capacity: Int
    /// Timers that are given out.
    private(set) var count = 0
    /// Nodes from here on were never given out.
    private var untouched = Node(Slot.count)
    /// The nodes given back, linked by `next` and ended by 0, which is a slot's and never free.
    private var free: Node = 0
    private let firstGeneration: UInt32
    private var links: UnsafeMutablePointer<Link>
    private var dues: UnsafeMutablePointer<Tick>

    /// A pool with empty slots. `firstGeneration` is what the nodes' generations count from. O(1) beside the slots.
    init(minimumCapacity: Int, firstGeneration: UInt32 = 0) {
        capacity = Slot.count + max(minimumCapacity, 1)
        precondition(capacity <= Node.max, "a wheel has room for less than 2^32 timers")
        self.firstGeneration = firstGeneration
        links = .allocate(capacity: capacity)
        dues = .allocate(capacity: capacity)
        for slot in 0..<Node(Slot.count) {
            (links + Int(slot)).initialize(to: Link(next: slot, previous: slot, generation: 0))
            (dues + Int(slot)).initialize(to: Tick(0))
        }
    }

    deinit {
        links.deallocate()
        dues.deallocate()
    }
}

// MARK: - Reading

extension NodePool {
    func next(_ node: Node) -> Node { links[Int(node)].next }
    func previous(_ node: Node) -> Node { links[Int(node)].previous }

    /// A timer's due time; a slot's is a tick that none of its timers is due before.
    func due(_ node: Node) -> Tick { dues[Int(node)] }

    mutating func setDue(_ node: Node, _ due: Tick) { dues[Int(node)] = due }

    func handle(of node: Node) -> TimerHandle {
        TimerHandle(node: node, generation: links[Int(node)].generation)
    }

    /// The timer that `handle` was made for, unless it has gone since. O(1).
    func node(of handle: TimerHandle) -> Node? {
        guard handle.node >= Slot.count, handle.node < untouched else { return nil }
        return links[Int(handle.node)].generation == handle.generation ? handle.node : nil
    }
}

// MARK: - Giving out and taking back

extension NodePool {
    /// A node that is in no ring yet. O(1), amortised: a full pool doubles.
    mutating func take(due: Tick) -> Node {
        count += 1
        let node = takeFree() ?? takeUntouched()
        dues[Int(node)] = due
        return node
    }

    /// Takes back a node that is in no ring any more, and makes its handles stale. O(1).
    mutating func giveBack(_ node: Node) {
        count -= 1
        links[Int(node)].generation += 1
        guard links[Int(node)].generation != NodePool.retired else { return }
        links[Int(node)].next = free
        free = node
    }

    private mutating func takeFree() -> Node? {
        guard free != 0 else { return nil }
        let node = free
        free = links[Int(node)].next
        return node
    }

    private mutating func takeUntouched() -> Node {
        if Int(untouched) == capacity { grow() }
        let node = untouched
        untouched += 1
        (links + Int(node)).initialize(to: Link(next: node, previous: node, generation: firstGeneration))
        return node
    }

    private mutating func grow() {
        let larger = Slot.count + 2 * (capacity - Slot.count)
        precondition(larger <= Node.max, "a wheel has room for less than 2^32 timers")
        links = links.moved(count: capacity, toCapacity: larger)
        dues = dues.moved(count: capacity, toCapacity: larger)
        capacity = larger
    }
}

extension UnsafeMutablePointer {
    /// The first `count` elements in a larger allocation, which replaces this one. O(count).
    func moved(count: Int, toCapacity capacity: Int) -> Self {
        let larger = Self.allocate(capacity: capacity)
        larger.moveInitialize(from: self, count: count)
        deallocate()
        return larger
    }
}

// MARK: - Rings

extension NodePool {
    /// Puts a node that is in no ring behind `previous`. O(1).
    mutating func link(_ node: Node, after previous: Node) {
        let next = links[Int(previous)].next
        links[Int(node)].next = next
        links[Int(node)].previous = previous
        links[Int(previous)].next = node
        links[Int(next)].previous = node
    }

    /// Takes a timer out of whatever ring it is in, and answers the slot if that is empty now. The ring itself knows
    /// its slot, so no clock is asked where the timer stands. O(1).
    mutating func unlink(_ node: Node) -> Slot? {
        let link = links[Int(node)]
        links[Int(link.previous)].next = link.next
        links[Int(link.next)].previous = link.previous
        return link.previous == link.next ? Slot(node: link.next) : nil
    }

    /// Empties a slot and answers its first timer; the last one's `next` is still the slot. O(1).
    mutating func detach(_ slot: Slot) -> Node {
        let first = links[Int(slot.node)].next
        links[Int(slot.node)].next = slot.node
        links[Int(slot.node)].previous = slot.node
        return first
    }

    /// Moves the timers of an occupied slot, in their order, to the end of another slot's ring. O(1).
    mutating func splice(_ source: Slot, onto target: Slot) {
        let last = previous(source.node)
        let first = detach(source)
        let end = previous(target.node)
        links[Int(end)].next = first
        links[Int(first)].previous = end
        links[Int(last)].next = target.node
        links[Int(target.node)].previous = last
    }
}
