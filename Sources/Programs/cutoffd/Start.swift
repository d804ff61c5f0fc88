// A start that waits for what may come: a lock that another daemon holds, a directory that is not there or not ours to
// write in, a full disk. It tries again with growing pauses, and says so once, however long it lasts. What no waiting
// mends ends it.
//
// The service manager is to let it wait. At first it hears that the start takes longer; when the pauses have grown to
// their longest, that the service is ready. So whoever asked for the start, a boot or an upgrade for one, is held no
// longer, and nothing gives the start up and begins it anew. A daemon that waits is ready as one is that is held: its
// status says that it does not work yet. A try that takes long, ready or not, is taken for no daemon that hangs.

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
    private let began: Instant

    private static let shortest = Span.milliseconds(250)
    private static let longest = Span.seconds(30)
    /// How long a try may take by itself: a large store is migrated, or a large archive compared.
    private static let tryTakes = Span.minutes(30)

    init(_ settings: Settings, _ config: String) throws(LinuxFailure) {
        self.settings = settings
        self.config = config
        loop = try EventLoop()
        began = clock.read().wall
    }

    /// - Returns: nil when it was told to stop.
    mutating func daemon() throws -> Daemon? {
        while true {
            manager.extendTimeout(Self.tryTakes)
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
        if pause == Self.longest { manager.ready() }
        pause = min(.milliseconds(pause.milliseconds * 2), Self.longest)
        let wake = try sleep(until: end)
        if wake.contains(.reload) { reload() }
        return !stops(wake)
    }

    /// A life that ended in trouble right after its start would do so again, as often as the service manager begins
    /// one: then it takes its time to end.
    /// - Returns: false when it is told to stop.
    func linger() -> Bool {
        guard manager.isThere else { return true }
        manager.status("ends in trouble, and is to be started again")
        let wake = try? sleep(until: min(began, clock.read().wall) + Self.longest)
        return !stops(wake ?? [])
    }

    private func stops(_ wake: EventLoop.Wake) -> Bool {
        guard wake.contains(.stop) else { return false }
        manager.stopping()
        report(.stopped)
        return true
    }

    /// - Returns: what woke it before; nothing that it need not wake for.
    private func sleep(until end: Instant) throws(LinuxFailure) -> EventLoop.Wake {
        while case let now = clock.read().wall, now < end {
            manager.alive()
            let wake = try loop.wait(until: min(end, manager.watchdogInterval.map { now + $0.third } ?? end))
            if !wake.isDisjoint(with: [.stop, .reload, .clockSet]) { return wake }
        }
        return []
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
