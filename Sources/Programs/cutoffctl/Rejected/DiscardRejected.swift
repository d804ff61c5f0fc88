// cutoffctl rejected discard: nobody needs it any more.

import ArgumentParser
import Configuration

struct DiscardRejected: Command {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Remove a refused file and its reasons.",
        discussion: """
            Only root and the user of cutoffd may.

            EXAMPLES
              cutoffctl rejected discard orders
              cutoffctl rejected discard orders --yes      without a question
            """)

    @Argument(
        help: ArgumentHelp("The name, as `cutoffctl rejected` lists it.", valueName: "name"),
        completion: Suggestions.rejected)
    var name: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let rejection = try RejectionFile.named(name, in: session.settings.spool.path)
        if !yes { try session.confirm("Remove \(rejection.path)?") }
        guard rejection.remove() else {
            throw Stop(.denied, "cannot remove \(rejection.path): only root and the user of cutoffd may.")
        }
        if session.isForPrograms { session.say(rejection.json) } else { session.say("\(rejection.path) is removed.") }
    }
}
