// A wheel with one timer for each key, found again by the key alone.

/// Timers of which each key has at most one: started, moved, stopped and expired in constant time.
///
/// The timers are found in a hash table of nodes, open-addressed with linear probing; what is taken out is filled up
/// from behind, so the table has no gravestones (Knuth, "The Art of Computer Programming", volume 3, 6.4, algorithms L
/// and R). The keys themselves stand in the wheel only: four bytes a place, of which at most two thirds are taken.
package struct KeyedTimerWheel<Key: Hashable & BitwiseCopyable & Sendable>: ~Copyable {
    private var wheel: TimerWheel<Key>
    /// A power of two of them; 0, which is no timer's node, where nothing is.
    private var places = [Node](repeating: 0, count: 64)

    /// An empty wheel; `origin` as in `TimerWheel`.
    package init(origin: Tick) { wheel = TimerWheel(origin: origin) }

    /// The timers that run. O(1).
    package var count: Int { wheel.count }

    /// As in `TimerWheel`.
    package var nextDue: Tick? {
        mutating get { wheel.nextDue }
    }

    /// Starts or moves the timer of a key; nil stops it. O(1), amortised over the growth of the arrays.
    package mutating func set(_ key: Key, due: Tick?) {
        var place = place(of: key)
        if places[place] != 0 {
            wheel.cancel(at: places[place])
            vacate(place)
            place = self.place(of: key)
        }
        guard let due else { return }
        if wheel.count >= places.count / 3 * 2 {
            grow()
            place = self.place(of: key)
        }
        places[place] = wheel.schedule(key, due: due).node
    }

    /// As in `TimerWheel`.
    package mutating func expireNext(through now: Tick) -> TimerWheel<Key>.Expiry? {
        guard let expiry = wheel.expireNext(through: now) else { return nil }
        // Its node still has the key, for nobody else was given it yet.
        vacate(place(of: expiry.payload))
        return expiry
    }

    /// As in `TimerWheel`.
    package mutating func reseat(to now: Tick) { wheel.reseat(to: now) }
}

// MARK: - The table

extension KeyedTimerWheel {
    private func home(_ key: Key) -> Int { key.hashValue & (places.count - 1) }

    private func next(_ place: Int) -> Int { (place + 1) & (places.count - 1) }

    /// Where a key's timer is; where it would be put, when it has none.
    private func place(of key: Key) -> Int {
        var place = home(key)
        while places[place] != 0, wheel.payload(at: places[place]) != key { place = next(place) }
        return place
    }

    /// Empties a place, and moves up what had been put behind it for want of room.
    private mutating func vacate(_ place: Int) {
        var (hole, place) = (place, next(place))
        while places[place] != 0 {
            let distance = place - home(wheel.payload(at: places[place]))
            if distance & (places.count - 1) >= (place - hole) & (places.count - 1) {
                places[hole] = places[place]
                hole = place
            }
            place = next(place)
        }
        places[hole] = 0
    }

    private mutating func grow() {
        let nodes = places
        places = [Node](repeating: 0, count: 2 * nodes.count)
        for node in nodes where node != 0 { places[place(of: wheel.payload(at: node))] = node }
    }
}

// MARK: - Invariants

extension KeyedTimerWheel {
    /// Traps unless the wheel is sound, and each timer is found by its key. O(slots + places).
    package func checkInvariants() {
        wheel.checkInvariants()
        let nodes = places.filter { $0 != 0 }
        precondition(nodes.count == wheel.count, "every timer has one place")
        for node in nodes {
            precondition(places[place(of: wheel.payload(at: node))] == node, "a timer is found by its key")
        }
    }
}
