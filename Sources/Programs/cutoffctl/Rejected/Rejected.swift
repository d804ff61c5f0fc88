// cutoffctl rejected: the files that were refused, and why.

import ArgumentParser

struct Rejected: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejected", abstract: "List refused files, show what is wrong with them, drop them again.",
        discussion: """
            EXAMPLES
              cutoffctl rejected
              cutoffctl rejected show orders
              cutoffctl rejected retry orders      drop it again, mended
              cutoffctl rejected discard orders
            """,
        subcommands: [ListRejected.self, ShowRejected.self, RetryRejected.self, DiscardRejected.self],
        defaultSubcommand: ListRejected.self)
}
