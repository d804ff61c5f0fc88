// The machine's clocks. This is the one file that reads them.

import CLinux
import CivilTime
import Engine
import Glibc

/// Reads CLOCK_REALTIME_COARSE, CLOCK_REALTIME, CLOCK_BOOTTIME, the boot's id, and whether the kernel calls the clock
/// synchronised.
package struct SystemClock: WallClock {
    private let boot: String

    package init() { boot = Self.bootID() }

    package func read() -> ClockReading {
        // The coarse clock first: it is never ahead of the others.
        let coarse = Self.time(CLOCK_REALTIME_COARSE)
        let wall = Self.time(CLOCK_REALTIME)
        let sinceBoot = Self.time(CLOCK_BOOTTIME)
        return ClockReading(
            coarse: Self.instant(coarse), wall: Self.instant(wall),
            sinceBoot: .milliseconds(Int64(sinceBoot.tv_sec) * 1000 + Int64(sinceBoot.tv_nsec) / 1_000_000),
            boot: boot, isSynchronised: Self.isSynchronised)
    }

    /// How far the coarse clock, and with it every file's stamp, may lag behind.
    package static var tick: Span {
        var resolution = timespec()
        clock_getres(CLOCK_REALTIME_COARSE, &resolution)
        return .milliseconds(Int64(resolution.tv_nsec) / 1_000_000 + 1)
    }

    /// CLOCK_MONOTONIC: for how long something takes.
    package static var monotonic: Duration {
        let time = time(CLOCK_MONOTONIC)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func instant(_ time: timespec) -> Instant {
        Instant(flooring: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    private static func time(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }

    /// adjtimex(2): TIME_ERROR, or STA_UNSYNC, means that nobody disciplines the clock.
    private static var isSynchronised: Bool { cutoff_clock_is_synchronised() == 1 }

    /// random(4), "boot_id": another one after every boot. Empty where there is no /proc.
    private static func bootID() -> String {
        guard let file = fopen("/proc/sys/kernel/random/boot_id", "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 36)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
