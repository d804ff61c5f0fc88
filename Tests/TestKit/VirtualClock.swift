// Clocks that a test sets: a year passes in seconds, and any of them can be wrong.

import CivilTime
import Engine

/// A wall clock, a boot clock and a synchronisation state that a test moves.
package final class VirtualClock: WallClock {
    private var reading: ClockReading

    package init(_ start: Instant, isSynchronised: Bool = true) {
        reading = ClockReading(
            coarse: start, wall: start, sinceBoot: .hours(1), boot: "boot-1", isSynchronised: isSynchronised)
    }

    package var now: Instant { reading.wall }

    package func read() -> ClockReading { reading }

    /// Time passes.
    package func pass(_ span: Span) {
        step(span)
        reading.sinceBoot = Span(milliseconds: reading.sinceBoot.milliseconds + span.milliseconds)
    }

    /// Time passes until an instant; nothing when that has been.
    package func pass(to instant: Instant) {
        if instant > now { pass(instant - now) }
    }

    /// Somebody sets the wall clock, by so much.
    package func step(_ span: Span) {
        reading.coarse = reading.coarse + span
        reading.wall = reading.wall + span
    }

    /// The machine starts anew.
    package func reboot(isSynchronised: Bool) {
        reading.boot += "'"
        reading.sinceBoot = .seconds(10)
        reading.isSynchronised = isSynchronised
    }

    package func synchronise() { reading.isSynchronised = true }
}
