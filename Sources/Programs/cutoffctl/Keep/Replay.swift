// cutoffctl replay: restore's other half. The daemon feeds itself; this asks it to, and says how it goes.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import Glibc
import JSON
import Orders
import Spool
import Store

struct Replay: Command {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Feed accepted files again, after the store was restored from a backup.",
        discussion: """
            When a backup was put back, done/ has files that the store does not know. cutoffd notices, holds all \
            deadlines and takes nothing in until it is told how to go on. A replay feeds it those files, with the \
            arrival times and submitters in their names, so that the orders become what they were without the loss. \
            What the store knows is passed over: to replay twice is harmless. The directory is done/, a day of it, or \
            a copy that belongs to root. Files are compared with SHA256SUMS first; where one differs, nothing is fed.

            --none goes on without them: their events are lost.

            Only root, the daemon's user and [spool] operators are heard. Refused events are told of, and not put into \
            rejected/ again.

            EXAMPLES
              cutoffctl replay --dry-run /var/spool/cutoffd/done   what would be fed
              cutoffctl replay /var/spool/cutoffd/done
              cutoffctl replay /srv/backup/done/2026-11-23
              cutoffctl replay --none
            """)

    @Argument(help: ArgumentHelp("done/, a day of it, or a copy.", valueName: "directory"))
    var directory: String?

    @Flag(help: "Go on without the files that the store does not know.")
    var none = false

    @Flag(help: "Say what would be fed, and feed nothing.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (directory == nil) == none else {
            throw ValidationError("Name a directory, or say --none to go on without the files.")
        }
        guard !(none && dryRun) else {
            throw ValidationError("--dry-run says what a directory would be fed; with --none nothing is.")
        }
    }

    func run(in session: Session) throws {
        guard let directory else { return try decline(session) }
        let path = try Self.absolute(directory)
        let reader = dryRun ? try session.reader() : try session.readerToWaitWith()
        let survey = try ArchiveSurvey.of(path, session, reader)
        if let survey {
            try survey.check()
            if dryRun || !session.isForPrograms { session.say(survey, isForPrograms: session.isForPrograms) }
        }
        guard !dryRun else {
            guard survey == nil else { return }
            throw Stop(.denied, "cannot read \(path): only root and the user of cutoffd may look into done/.")
        }
        try session.checkOperator()
        try session.command(.replayRequested, [JSONMember("directory", .string(path))], reader)
        try session.tell(try session.watchReplay(of: path, reader))
    }

    private func decline(_ session: Session) throws {
        let reader = try session.readerToWaitWith()
        try session.checkOperator()
        guard let held = try reader.status().held else {
            throw Stop(.no, "nothing waits for a replay: nothing was changed.")
        }
        if !yes, !session.isForPrograms { session.sayBroken(held) }
        if !yes { try session.confirm("Go on without the files that the store does not know? Their events are lost.") }
        try session.command(.replayDeclined, [], reader)
        if session.isForPrograms {
            session.say(["replayed": .null])
        } else {
            session.say("cutoffd goes on without them.")
        }
    }

    /// The daemon has a working directory of its own.
    private static func absolute(_ directory: String) throws -> String {
        guard let resolved = realpath(directory, nil) else {
            throw Stop(.inputMissing, "cannot find \(directory): \(String(cString: strerror(errno)))")
        }
        defer { free(resolved) }
        var status = stat()
        guard stat(resolved, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
            throw Stop(.inputMissing, "\(directory) is no directory. Name done/, a day of it, or a copy of either.")
        }
        return String(cString: resolved)
    }
}

extension Session {
    /// Before anything waits for somebody who would not be heard.
    fileprivate func checkOperator() throws {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? String(geteuid())
        var store = stat()
        let isDaemon = stat(settings.store.path, &store) == 0 && store.st_uid == geteuid()
        guard geteuid() == 0 || isDaemon || settings.spool.operators.contains(user) else {
            throw Stop(
                .denied, "\(user) is not heard: only root, the user of cutoffd and [spool] operators are.")
        }
    }

    fileprivate func command(_ type: ControlType, _ data: [JSONMember], _ reader: OrderReader) throws {
        let draft = try EventDraft(
            type: type.rawValue, subject: nil, data: data, source: EventDraft.usualSource, at: now)
        let reception = try drop(draft, reader, within: .minutes(10))
        if reception.isRefused { throw Stop(.no, reception.reason) }
        if case .unchanged(let what) = reception.outcome { throw Stop(.no, "\(what): nothing was changed.") }
    }

    private static let glance = Span.milliseconds(100)

    /// Waits until everything is fed, or it cannot go on.
    fileprivate func watchReplay(of path: String, _ reader: OrderReader) throws -> ReplayProgress {
        let line = ProgressLine(self)
        defer { line.clear() }
        while true {
            let status = try reader.status()
            if let replay = status.replay {
                line.show("replaying", replay.fed + replay.passed, of: replay.files, "files")
                if status.replaying == nil { return replay }
                if replay.failure != nil { return replay }
            }
            guard isDaemonRunning else {
                throw Stop(.unavailable, "cutoffd stopped; the replay goes on when it starts. See `cutoffctl status`.")
            }
            try pause(Self.glance)
        }
    }

    fileprivate func tell(_ replay: ReplayProgress) throws {
        if isForPrograms {
            say([
                "directory": .string(replay.directory), "files": JSONValue(replay.files), "fed": JSONValue(replay.fed),
                "applied": JSONValue(replay.applied), "unchanged": JSONValue(replay.unchanged),
                "duplicate": JSONValue(replay.duplicate), "waiting": JSONValue(replay.waiting),
                "refused": JSONValue(replay.refused), "failure": JSONValue(replay.failure),
            ])
        }
        if let failure = replay.failure {
            throw Stop(.no, isForPrograms ? nil : "the replay cannot go on: \(failure). Nothing after it was fed.")
        }
        if !isForPrograms {
            say(replay.text + ".")
            if let held = try reader().status().held { say("Still held: \(held)") }
        }
    }
}
