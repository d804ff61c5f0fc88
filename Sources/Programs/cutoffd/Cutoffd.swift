// cutoffd(8): what it is called with, and what it ends with.

import ArgumentParser
import Configuration
import Glibc
import Systemd

@main
struct Cutoffd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cutoffd",
        abstract: "Hold a warehouse's orders to their deadlines.",
        discussion: """
            Takes event files from the spool directory, keeps every order durably, enforces each deadline, and reports \
            every transition to journald; outside systemd, to standard error. It runs in the foreground. SIGTERM and \
            SIGINT stop it within a turn, SIGHUP reloads the configuration.

            What it needs to start and cannot have yet (a store that another daemon has open, a directory that is not \
            there, room on the disk) it waits for, with growing pauses; it says so once. After half a minute systemd \
            is told to go on meanwhile. What only a person can mend ends it with 65 or 78, and the unit does not \
            start it again.

            EXAMPLES
              cutoffd --check-config             is the configuration right?
              cutoffd --config config/demo.toml  beside the one of the system
              systemctl reload cutoffd           take changed settings

            EXIT STATUS
              0   stopped, or nothing to complain of
              64  usage
              65  the store's file is another program's, or a newer version's
              69  the spool or the store was lost while it worked
              70  the store is not to be trusted
              78  configuration, or a spool on a file system that cannot serve as one

            ENVIRONMENT
              NOTIFY_SOCKET      set by systemd: whom to tell of readiness and state
              WATCHDOG_USEC      set by systemd: how often to say that all is well
              JOURNAL_STREAM     set by systemd: report to journald
              RUNTIME_DIRECTORY  set by systemd: where the metrics are written

            FILES
              /etc/cutoffd/cutoffd.toml       the settings
              /etc/cutoffd/cutoffd.toml.d/    what is laid over them, *.toml by name
              /var/spool/cutoffd/new/         where events are dropped
              /var/spool/cutoffd/rejected/    refused events, with reasons
              /var/spool/cutoffd/done/        accepted files, for a week
              /var/lib/cutoffd/orders.db      the orders
              /run/cutoffd/metrics.prom       figures for Prometheus
              /usr/share/zoneinfo/            the rules of time zones
            """,
        version: "cutoffd \(Version.current)")

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"), completion: .file(extensions: ["toml"]))
    var config = "/etc/cutoffd/cutoffd.toml"

    @Flag(help: "Check the configuration, say what is wrong with it, and end.")
    var checkConfig = false

    @Option(help: ArgumentHelp("Make the daemon with this process id reload, and wait until it has.", valueName: "pid"))
    var reload: Int32?

    func run() throws {
        let settings = try load()
        if let reload { try Reload.request(of: reload) } else if !checkConfig { try Daemon.run(settings, config) }
    }

    /// The settings, or every complaint on standard error and exit status 78.
    private func load() throws -> Settings {
        do {
            return try Settings.loadForDaemon(path: config)
        } catch {
            Self.complain("\(error)")
            throw ExitCode(Exit.configuration)
        }
    }

    /// On standard error; where journald reads that, at error priority (sd-daemon(3)), line by line.
    static func complain(_ text: String) {
        let isJournal = JournalStream(environment: Environment.all).isConnected
        let lines = text.split(separator: "\n").map { isJournal ? "<3>\($0)\n" : "\($0)\n" }.joined()
        let bytes = Array(lines.utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// sysexits(3), as far as they are used.
enum Exit {
    static let data: Int32 = 65
    static let unavailable: Int32 = 69
    static let software: Int32 = 70
    static let configuration: Int32 = 78
}
