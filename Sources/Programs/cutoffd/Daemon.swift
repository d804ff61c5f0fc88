// The daemon: its parts put together, and the loop that turns them. What a turn does stands in Engine/Turn.swift.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import EventFormats
import Glibc
import Linux
import Metrics
import Orders
import Spool
import Store
import Systemd

struct Daemon {
    private let config: String
    private var settings: Settings
    private var engine: Engine
    private let spool: DirectoryArrivalSource
    private var watch: SpoolWatch
    private let loop: EventLoop
    private let manager = ServiceManager()
    private let clock = SystemClock()
    private let upkeep = Upkeep()
    private var metering: Metering
    private var status = ""
    /// Turns followed one another without a rest: what they had of memory is given back at the next.
    private var isBusy = true

    /// Runs until it is told to stop.
    static func run(_ settings: Settings, _ config: String) throws {
        var start: Start?
        do {
            start = try Start(settings, config)
            guard var daemon = try start?.daemon() else { return }
            try daemon.run()
        } catch let failure as any DaemonFailure {
            Cutoffd.complain("\(failure)")
            if failure.remedy != .person, start?.linger() == false { return }
            throw ExitCode(failure.exitStatus)
        }
    }

    init(_ start: Start) throws {
        settings = start.settings
        config = start.config
        loop = start.loop
        spool = try DirectoryArrivalSource(
            path: settings.spool.path, settings: Spool.SpoolSettings(settings),
            formats: FileFormats(settings))
        watch = try SpoolWatch(path: settings.spool.path)
        try loop.watch(watch.descriptor)
        let (measures, wheel) = (Measures(), WheelAgenda())
        let store = try SQLiteOrderStore(path: settings.store.path, meter: measures.meter)
        metering = Metering(measures, store, wheel)
        let reporter = JournalStream(environment: Environment.all).reporter(policy: settings.policy)
        engine = try Engine(
            store: store, source: spool, reporter: MeasuringReporter(measures, reporter), wallClock: clock,
            agenda: wheel, policy: settings.policyOnThisMachine, operators: settings.operators,
            limits: ClockGuard.Limits(settings))
    }

    // MARK: - The loop

    private mutating func run() throws {
        engine.report(.started(open: engine.openOrders, version: Version.current))
        var isReady = false
        while true {
            let rest = try engine.turn()
            for warning in spool.takeWarnings() { engine.report(.spoolWarning(warning)) }
            manager.alive()
            if !isReady { isReady = manager.ready() || true }
            tellStatus()
            if let notice = metering.follow(engine, settings.policy, at: clock.read().wall) { engine.report(notice) }
            let wake = try sleep(rest)
            if wake.contains(.descriptor) { try lookAtHints() }
            if wake.contains(.reload) { reload() }
            if wake.contains(.stop) { return stop() }
        }
    }

    /// Until the engine wants to turn again; at the latest until the spool is to be looked at anyway, or the
    /// watchdog to be fed.
    private mutating func sleep(_ rest: Engine.Rest) throws -> EventLoop.Wake {
        switch rest {
        case .none:
            isBusy = true
            return try loop.poll()
        case .until(let instant):
            if isBusy { giveMemoryBack() }
            let now = clock.read().wall
            if !engine.isRestoring, try upkeep.run(&engine, spool, settings, at: now) { return try loop.poll() }
            let longest = now + min(Self.scanEvery, manager.watchdogInterval.map { $0.third } ?? Self.scanEvery)
            // The coarse clock, by which the engine judges, lags behind by up to a tick.
            let wanted = [instant.map { $0 + SystemClock.tick }, metering.due].compactMap(\.self).min()
            return try loop.wait(until: min(longest, wanted ?? longest))
        }
    }

    private mutating func giveMemoryBack() {
        isBusy = false
        EventLoop.giveMemoryBack()
    }

    /// inotify only wakes: this often the spool is looked at in any case.
    private static let scanEvery = Span.seconds(30)

    /// A directory that was replaced is watched anew; until that succeeds, the scan finds what arrives.
    private mutating func lookAtHints() throws {
        guard watch.drain().contains(.directoryGone), let fresh = try? SpoolWatch(path: settings.spool.path) else {
            return
        }
        watch = fresh
        try loop.watch(watch.descriptor)
    }

    private mutating func tellStatus() {
        let line = engine.statusLine(at: clock.read().wall, settings.policy)
        guard line != status else { return }
        status = line
        manager.status(line)
    }

    private mutating func stop() {
        manager.stopping()
        metering.end()
        engine.report(.stopped)
    }

    // MARK: - Reload

    /// New settings, or the old ones and a complaint; either way whoever asked is answered.
    private mutating func reload() {
        manager.reloading()
        do throws(Complaints) {
            let fresh = try Settings.loadForDaemon(path: config)
            let kept = settings.keepingWhatNeedsARestart(fresh)
            settings = kept.settings
            spool.settings = Spool.SpoolSettings(settings)
            spool.formats = FileFormats(settings)
            engine.reload(
                policy: settings.policyOnThisMachine, operators: settings.operators,
                limits: ClockGuard.Limits(settings))
            engine.report(.reloaded(ignored: kept.ignored))
            Reload.answer(nil)
        } catch {
            engine.report(.reloadFailed("\(error)"))
            Reload.answer("\(error)")
        }
        manager.ready()
    }
}

extension Span {
    var third: Span { .milliseconds(milliseconds / 3) }
}
