// cutoffctl rejected: the list, with the first reason of each.

import ArgumentParser
import CivilTime
import Configuration
import JSON

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
            .init("NAME"), .init("ARRIVED", rank: 1), .init("REFUSED", .right), .init("WHY", least: 20, rank: 1),
        ])
        let time = session.commonTime
        for rejection in rejections {
            table.add([
                Table.Cell(rejection.name), time.momentCell(rejection.arrivedAt),
                "\(rejection.reasons.count)", Table.Cell(rejection.reasons.first?.text ?? ""),
            ])
        }
        session.say(table)
        session.say("")
        session.say("Times: \(time.zone.name)")
        session.say("`cutoffctl rejected show NAME` says what to do.")
    }
}
