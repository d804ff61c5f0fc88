// A start that waits for what may come: a lock that another daemon holds, a directory that is not there or not ours to
// write in, a full disk. It tries again with growing pauses, says so once, and is ready only when all is there. What no
// waiting mends ends it at once.
//
// The service manager's patience is not extended: it gives the start up after its `TimeoutStartSec`, tells whoever
// asked for it, lets a boot go on, and begins a new start, which waits in its turn.

import CivilTime
import Configuration
import Engine
import Linux
import Orders
import Systemd

struct Start {
    private(set) var settings: Settings
    let config: String
    let loop: EventLoop
    private let manager = ServiceManager()
    private let clock = SystemClock()
    private var pause = Self.shortest
    /// What was said last.
    private var told: String?

    private static let shortest = Span.milliseconds(250)
    private static let longest = Span.seconds(30)

    init(_ settings: Settings, _ config: String) throws(LinuxFailure) {
        self.settings = settings
        self.config = config
        loop = try EventLoop()
    }

    /// - Returns: nil when it was told to stop.
    mutating func daemon() throws -> Daemon? {
        while true {
            do {
                return try Daemon(self)
            } catch let failure as any DaemonFailure where failure.remedy == .time {
                tell("\(failure)")
            }
            guard try wait() else { return nil }
        }
    }

    private mutating func tell(_ reason: String) {
        guard reason != told else { return }
        told = reason
        report(.startWaits(reason))
        manager.status("waiting: \(reason)")
    }

    private func report(_ notice: Notice) {
        var reporter = JournalStream(environment: Environment.all).reporter(policy: settings.policy)
        reporter.report(notice)
    }

    /// Lets a pause pass. Other settings are tried at once.
    /// - Returns: false when it is told to stop.
    private mutating func wait() throws(LinuxFailure) -> Bool {
        let end = clock.read().wall + pause
        pause = min(.milliseconds(pause.milliseconds * 2), Self.longest)
        while clock.read().wall < end {
            let wake = try loop.wait(until: end)
            if wake.contains(.stop) {
                manager.stopping()
                report(.stopped)
                return false
            }
            if wake.contains(.reload) {
                reload()
                return true
            }
            if wake.contains(.clockSet) { return true }
        }
        return true
    }

    private mutating func reload() {
        do throws(Complaints) {
            settings = try Settings.loadForDaemon(path: config)
            pause = Self.shortest
            report(.reloaded(ignored: []))
            Reload.answer(nil)
        } catch {
            report(.reloadFailed("\(error)"))
            Reload.answer("\(error)")
        }
    }
}
