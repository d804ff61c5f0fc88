// What names a timer from outside: a place and how often that place has changed hands.

/// Names one timer of one wheel, for ever: once the timer has expired or was cancelled, its handle names nothing, also
/// when the place in memory belongs to another timer. Eight bytes.
package struct TimerHandle: Hashable, Sendable {
    let node: Node
    let generation: UInt32
}
