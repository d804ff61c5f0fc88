// cutoffd(8): what it is called with, and what it ends with.

import ArgumentParser
import Configuration
import Glibc

@main
struct Cutoffd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cutoffd",
        abstract: "Hold a warehouse's orders to their deadlines.",
        discussion: """
            Takes event files from the spool directory, keeps every order durably, enforces each deadline, and reports \
            every transition to journald; outside systemd, to standard error. It runs in the foreground. SIGTERM and \
            SIGINT stop it within a turn, SIGHUP reloads the configuration.

            Exit status: 0 stopped or nothing to complain of, 64 usage, 69 spool or store unavailable, 70 the store is \
            not to be trusted, 78 configuration.
            """,
        version: "cutoffd \(Version.current)")

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
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
            return try Settings.load(path: config)
        } catch {
            Self.complain("\(error)")
            throw ExitCode(Exit.configuration)
        }
    }

    static func complain(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}

/// sysexits(3), as far as they are used.
enum Exit {
    static let unavailable: Int32 = 69
    static let software: Int32 = 70
    static let configuration: Int32 = 78
}
