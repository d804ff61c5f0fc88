// cutoffctl rejected: the files that were refused, and why.

import ArgumentParser
import CivilTime
import Configuration
import JSON

struct Rejected: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejected", abstract: "List refused files, and show what is wrong with them.",
        discussion: """
            EXAMPLES
              cutoffctl rejected
              cutoffctl rejected show orders
            """,
        subcommands: [ListRejected.self, ShowRejected.self], defaultSubcommand: ListRejected.self)
}

struct ListRejected: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List refused files, the latest first.",
        discussion: """
            EXAMPLES
              cutoffctl rejected
              cutoffctl rejected list --json
            """)

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let rejections = try RejectionFile.all(in: session.settings.spool.path)
        if session.isForPrograms {
            for rejection in rejections { session.say(rejection.json) }
        } else {
            try show(rejections, session)
        }
    }

    private func show(_ rejections: [RejectionFile], _ session: Session) throws {
        guard !rejections.isEmpty else { return session.say("Nothing is rejected.") }
        var table = Table([
            .init("NAME"), .init("ARRIVED"), .init("REFUSED", .right), .init("WHY", least: 20),
        ])
        let time = session.commonTime
        for rejection in rejections {
            table.add([
                Table.Cell(rejection.name), Table.Cell(time.moment(rejection.arrivedAt)),
                "\(rejection.reasons.count)", Table.Cell(rejection.reasons.first?.text ?? ""),
            ])
        }
        session.say(table)
        session.say("")
        session.say("Times: \(time.zone.name)")
        session.say("`cutoffctl rejected show NAME` says what to do.")
    }
}

struct ShowRejected: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is wrong with a refused file, record by record.",
        discussion: """
            EXAMPLES
              cutoffctl rejected show orders
              cutoffctl rejected show orders --json
            """)

    @Argument(help: ArgumentHelp("The name, as `cutoffctl rejected` lists it.", valueName: "name"))
    var name: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let rejections = try RejectionFile.all(in: session.settings.spool.path)
        guard let rejection = rejections.first(where: { $0.answers(to: name) }) else {
            let known = rejections.prefix(10).map(\.name).joined(separator: ", ")
            throw Stop(.no, "there is no rejected file \(name)\(known.isEmpty ? "." : "; there are: \(known).")")
        }
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
