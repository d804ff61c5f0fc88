// What wakes the daemon: a file in the spool, a signal, an instant, or somebody who sets the clock. Each is a hint to
// look, and nothing more.

import CLinux
import CivilTime
import Glibc

/// Waits in epoll(7) for descriptors, signals by signalfd(2), and the wall clock by timerfd_create(2). Single-threaded:
/// signals are blocked for the thread that makes it, before any other is started.
package final class EventLoop {
    /// Why `wait` returned.
    package struct Wake: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let descriptor = Wake(rawValue: 1)
        package static let timer = Wake(rawValue: 2)
        /// SIGTERM or SIGINT.
        package static let stop = Wake(rawValue: 4)
        /// SIGHUP.
        package static let reload = Wake(rawValue: 8)
        /// Somebody set the wall clock.
        package static let clockSet = Wake(rawValue: 16)
    }

    private let epoll: Int32
    private let timer: Int32
    private let signals: Int32

    package init() throws(LinuxFailure) {
        var mask = Self.signalMask
        guard sigprocmask(SIG_BLOCK, &mask, nil) == 0 else { throw LinuxFailure("block signals") }
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        timer = timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK | TFD_CLOEXEC))
        signals = signalfd(-1, &mask, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        guard epoll >= 0, timer >= 0, signals >= 0 else { throw LinuxFailure("make an event loop") }
        try watch(timer)
        try watch(signals)
    }

    deinit {
        close(signals)
        close(timer)
        close(epoll)
    }

    /// Wakes when a descriptor can be read. Its owner reads it.
    package func watch(_ descriptor: Int32) throws(LinuxFailure) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.fd = descriptor
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw LinuxFailure("watch a descriptor") }
    }

    /// Waits until something happens, at the latest until an instant by the wall clock.
    package func wait(until instant: Instant) throws(LinuxFailure) -> Wake {
        guard arm(instant) else { return .clockSet }
        return try wait(milliseconds: -1)
    }

    /// What has happened already, without waiting.
    package func poll() throws(LinuxFailure) -> Wake { try wait(milliseconds: 0) }

    /// What a busy time had of memory and needs no more goes back to the kernel.
    package static func giveMemoryBack() { cutoff_give_memory_back() }

    private func wait(milliseconds: Int32) throws(LinuxFailure) -> Wake {
        var events = [epoll_event](repeating: epoll_event(), count: 8)
        let count = epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        if count < 0, errno == EINTR { return [] }
        guard count >= 0 else { throw LinuxFailure("wait for events") }
        return events.prefix(Int(count)).reduce(into: []) { $0.formUnion(read($1.data.fd)) }
    }

    private func read(_ descriptor: Int32) -> Wake {
        switch descriptor {
        case timer: readTimer()
        case signals: readSignals()
        default: .descriptor
        }
    }

    /// False when the clock was set since it was armed last (ECANCELED).
    private func arm(_ instant: Instant) -> Bool {
        var setting = itimerspec()
        // 0 would disarm: an instant long past expires at once.
        setting.it_value.tv_sec = max(1, Int(instant.milliseconds / 1000))
        setting.it_value.tv_nsec = max(0, Int(instant.milliseconds % 1000)) * 1_000_000
        let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
        return timerfd_settime(timer, flags, &setting, nil) == 0
    }

    private func readTimer() -> Wake {
        var expirations: UInt64 = 0
        let count = Glibc.read(timer, &expirations, MemoryLayout<UInt64>.size)
        return count < 0 && errno == ECANCELED ? .clockSet : .timer
    }

    private func readSignals() -> Wake {
        var wake: Wake = []
        var info = signalfd_siginfo()
        while Glibc.read(signals, &info, MemoryLayout<signalfd_siginfo>.size) > 0 {
            wake.insert(Int32(info.ssi_signo) == SIGHUP ? .reload : .stop)
        }
        return wake
    }

    private static var signalMask: sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&mask, signal) }
        return mask
    }
}

/// A call that the kernel refused.
package struct LinuxFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ purpose: String) {
        description = "cannot \(purpose): \(String(cString: strerror(errno)))"
    }
}
