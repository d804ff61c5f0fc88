// cutoffctl rejected retry: once what was wrong is mended, in the file or in the settings.

import ArgumentParser
import CivilTime
import Configuration
import Orders

struct RetryRejected: Command {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Drop a refused file again, and wait for what becomes of it.",
        discussion: """
            Refused events may come again under their names, mended. Whoever cannot write in rejected/ copies the \
            file, mends the copy and submits that. When nothing is refused any more, the old file is removed, where \
            this user may.

            EXAMPLES
              cutoffctl rejected retry orders
            """)

    @Argument(
        help: ArgumentHelp("The name, as `cutoffctl rejected` lists it.", valueName: "name"),
        completion: Suggestions.rejected)
    var name: String

    @Option(help: ArgumentHelp("How long to wait.", valueName: "span"))
    var timeout = SpanArgument(span: .minutes(1))

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let rejection = try RejectionFile.named(name, in: session.settings.spool.path)
        guard rejection.hasBody else {
            throw Stop(.no, "of \(name) only the reasons are left; there is nothing to drop.")
        }
        let reader = try session.readerToWaitWith()
        let lines = try EventFile.read(rejection.path, session.settings)
        let file = try rejection.cameInADocument ? lines.asDocument(session.settings) : lines
        try session.check([file], isPartial: false)
        var drop = SpoolDrop(spool: session.settings.spool.path)
        try drop.checkPermission()
        let dropped = try drop.drop(file.bytes, named: file.name, records: file.records.count, at: session.now)
        try session.tell(session.receptions(of: [dropped], reader, within: timeout.span))
        if !rejection.remove() {
            session.complain("Note: \(rejection.path) stays; only root and the user of cutoffd may remove it.")
        }
    }
}
