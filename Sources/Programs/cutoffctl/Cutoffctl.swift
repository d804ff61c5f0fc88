// cutoffctl(1): what people and programs ask of cutoffd, and tell it.

import ArgumentParser
import CVersion
import Glibc
import Orders

@main
struct Cutoffctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cutoffctl",
        abstract: "Look at a warehouse's orders and their deadlines, and say what happened to them.",
        discussion: """
            Commands that look read the store of cutoffd beside the daemon. Commands that say something write an event \
            and drop it into the spool, as every other program does.

            EXAMPLES
              cutoffctl orders --tab awaiting-packaging    what is to be packed
              cutoffctl show 24219509-0020-1               one shipment
              cutoffctl deadlines --within 2h              what falls due soon
              cutoffctl pack 24219509-0020-1               it is packed
              cutoffctl submit orders.json --wait          drop events, see what comes
              cutoffctl status                             how the daemon is doing

            EXIT STATUS
              0   done
              1   the answer is no: not found, refused, invalid
              64  usage
              66  input missing
              69  daemon or store unavailable
              77  no permission
              78  configuration

            ENVIRONMENT
              CUTOFFD_CONFIG  the configuration, where --config does not name one
              COLUMNS         the width of tables, where there is no terminal
              NO_COLOR        when set, nothing is coloured

            FILES
              /etc/cutoffd/cutoffd.toml   the settings of the daemon
              /var/lib/cutoffd/orders.db  the orders, which the daemon writes
              /var/spool/cutoffd/new/     where events are dropped
              /var/spool/cutoffd/rejected/
                                          refused events, and why
            """,
        version: "cutoffctl \(String(cString: cutoffd_version()))",
        groupedSubcommands: [
            CommandGroup(
                name: "Looking",
                subcommands: [
                    ListOrders.self, ShowOrder.self, ShowHistory.self, ListDeadlines.self, Explain.self,
                    ShowStatus.self, Report.self,
                ]),
            CommandGroup(
                name: "Every day",
                subcommands: [
                    Pack.self, Split.self, Remove.self, Cancel.self, Track.self, RecordEvidence.self,
                    ContactCustomer.self, Appeal.self, AnswerCancellation.self, RecordEvent.self, Submit.self,
                ]),
            CommandGroup(
                name: "Operating", subcommands: [Rejected.self, Clock.self, Backup.self, Replay.self, Verify.self]),
        ])

    static func main() {
        let arguments = CommonOptions.movedBehindCommand(Array(CommandLine.arguments.dropFirst()))
        if let complaint = complaint(aboutCommandOf: arguments) {
            Terminal.complain("cutoffctl: \(complaint)")
            Glibc.exit(ExitStatus.usage.rawValue)
        }
        main(arguments)
    }

    /// What is wrong with the first word, where it is to be a command and is none.
    static func complaint(aboutCommandOf arguments: [String]) -> String? {
        let commands = configuration.groupedSubcommands.flatMap(\.subcommands)
        let names = commands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        let meant = nearestName(to: word, among: names).map { " Is `\($0)` meant?" } ?? ""
        return "there is no command \"\(word)\".\(meant) `cutoffctl --help` lists them."
    }
}
