// The clocks: the port.

import CivilTime

/// Reads the clocks.
package protocol WallClock {
    mutating func read() -> ClockReading
}

/// The clocks at one moment.
package struct ClockReading: Hashable, Sendable {
    /// CLOCK_REALTIME_COARSE, floored: no file that appears from now on is stamped before it.
    package var coarse: Instant
    /// CLOCK_REALTIME.
    package var wall: Instant
    /// CLOCK_BOOTTIME.
    package var sinceBoot: Span
    /// The boot's id.
    package var boot: String
    /// The kernel calls the clock synchronised (adjtimex without STA_UNSYNC).
    package var isSynchronised: Bool

    package init(coarse: Instant, wall: Instant, sinceBoot: Span, boot: String, isSynchronised: Bool) {
        self.coarse = coarse
        self.wall = wall
        self.sinceBoot = sinceBoot
        self.boot = boot
        self.isSynchronised = isSynchronised
    }
}
