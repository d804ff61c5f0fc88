// cutoffctl rejected show: everything that is wrong with one file.

import ArgumentParser
import Configuration

struct ShowRejected: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is wrong with a refused file, record by record.",
        discussion: """
            EXAMPLES
              cutoffctl rejected show orders
              cutoffctl rejected show orders --json
            """)

    @Argument(
        help: ArgumentHelp("The name, as `cutoffctl rejected` lists it.", valueName: "name"),
        completion: Suggestions.rejected)
    var name: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let rejection = try RejectionFile.named(name, in: session.settings.spool.path)
        if session.isForPrograms { return session.say(rejection.json) }
        session.say("\(rejection.path)".harmless)
        for reason in rejection.reasons {
            session.say("")
            for line in reason.lines {
                for text in line.harmless.wrapped(to: session.terminal.width - 2) { session.say("  \(text)") }
            }
        }
    }
}
