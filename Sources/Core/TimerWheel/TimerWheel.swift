// A hierarchical timer wheel.
package struct TimerHandle: Hashable, Sendable { let raw: UInt64 }
