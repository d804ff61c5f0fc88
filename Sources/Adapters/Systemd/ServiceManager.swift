// What systemd is told about the process itself: ready, reloading, stopping, alive, and one line for
// `systemctl status`. Outside systemd every call does nothing (sd_notify(3)).

import CSystemd
import CivilTime
import Glibc
import Orders

package struct ServiceManager: Sendable {
    package init() {}

    /// Whether there is one to tell.
    package var isThere: Bool { getenv("NOTIFY_SOCKET") != nil }

    /// Whatever was started or reloaded is in force now; the watchdog is as patient as it was set.
    @discardableResult
    package func ready() -> Bool {
        expectAlive(within: watchdogInterval)
        return notify("READY=1")
    }

    /// A reload begins; `ready` ends it. Stamped with CLOCK_MONOTONIC, as systemd compares it with its own request.
    @discardableResult
    package func reloading() -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
        return notify("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    @discardableResult
    package func stopping() -> Bool { notify("STOPPING=1") }

    /// Alive. Only the turn says so, never a thread of its own: a stuck loop must not look alive.
    @discardableResult
    package func alive() -> Bool { notify("WATCHDOG=1") }

    /// What `systemctl status` shows, on one line.
    @discardableResult
    package func status(_ text: String) -> Bool { notify("STATUS=\(text.onOneLine)") }

    /// A start takes longer: until `ready` the service manager and its watchdog are to wait this long from now.
    @discardableResult
    package func extendTimeout(_ span: Span) -> Bool {
        expectAlive(within: watchdogInterval.map { max($0, span) })
        return notify("EXTEND_TIMEOUT_USEC=\(span.milliseconds * 1000)")
    }

    /// Begins a new interval of the watchdog; not where there is none, for this would set one.
    private func expectAlive(within interval: Span?) {
        if let interval { notify("WATCHDOG_USEC=\(interval.milliseconds * 1000)") }
    }

    /// How often, at the least, `alive` must be said; nil when nobody waits for it. Says so for the process that the
    /// service manager started, not for its children.
    package var watchdogInterval: Span? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .milliseconds(Int64(clamping: microseconds / 1000))
    }

    /// - Returns: Whether a service manager was told.
    @discardableResult
    private func notify(_ state: String) -> Bool { sd_notify(0, state) > 0 }
}
