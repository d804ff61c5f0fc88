// A command is parsed, then run in a session; whatever stops it becomes a message and an exit status in one place.

import ArgumentParser
import Glibc
import Store

protocol Command: ParsableCommand {
    var common: CommonOptions { get }
    func run(in session: Session) throws
}

extension Command {
    func run() throws {
        do {
            try run(in: try Session(common))
        } catch let failure as ReaderFailure {
            throw Self.ended(Stop(failure))
        } catch let stop as Stop {
            throw Self.ended(stop)
        }
    }

    private static func ended(_ stop: Stop) -> ExitCode {
        if let message = stop.message { Terminal.complain("cutoffctl: \(message)") }
        return ExitCode(stop.status.rawValue)
    }
}
