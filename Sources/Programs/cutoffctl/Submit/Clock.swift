// cutoffctl clock accept: ends a hold of the clock guard.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import JSON
import Orders
import Store

struct Clock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "End a hold of the clock guard.",
        discussion: """
            EXAMPLES
              cutoffctl clock accept
            """,
        subcommands: [AcceptClock.self])
}

struct AcceptClock: Command {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Tell the daemon that the wall clock is right: deadlines fire again.",
        discussion: """
            The daemon holds all deadlines when the clock jumped, was set back, or is not synchronised after a boot, \
            because what fires cannot be taken back. `cutoffctl status` says why. Look at `date` before you accept. \
            Only root, the daemon's user and [spool] operators are heard.

            EXAMPLES
              cutoffctl clock accept
            """)

    @Option(help: ArgumentHelp("How long to wait.", valueName: "span"))
    var timeout = SpanArgument(span: .minutes(1))

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let reader = try session.readerToWaitWith()
        let draft = try EventDraft(
            type: ControlType.clockAccepted.rawValue, subject: nil, data: [], source: EventDraft.usualSource,
            at: session.now)
        let reception = try session.drop(draft, reader, within: timeout.span)
        if session.isForPrograms {
            session.say(reception.json)
        } else if !reception.isRefused {
            session.say("Accepted: the clock is right.")
        }
        guard reception.isRefused else { return }
        throw Stop(.no, session.isForPrograms ? nil : reception.reason)
    }
}

extension Session {
    /// Drops an event and waits for what becomes of it.
    func drop(_ draft: EventDraft, _ reader: OrderReader, within patience: Span) throws -> Reception {
        var drop = SpoolDrop(spool: settings.spool.path)
        try drop.checkPermission()
        let file = try drop.drop(Array(draft.text.utf8), named: "cutoffctl.json", records: 1, at: now)
        guard let reception = try receptions(of: [file], reader, within: patience).first else {
            throw Stop(.unavailable, "no receipt")
        }
        return reception
    }
}
