// Every command that a document or a help text shows is one: it is read without complaint.

import ArgumentParser
import Foundation
import Testing

@testable import cutoffctl

@Suite struct ShownCommandTests {
    /// What is typed behind `cutoffctl`, in the examples of a text; explanations are cut off.
    private static func commands(in text: String) -> [String] {
        let whole = text.replacing(#/\\\n */#, with: "")
        return whole.matches(of: #/(?m)^ *(?:\$ |[\w-]+ \| )?cutoffctl ([^\n]*)/#).map { match in
            String(match.output.1.prefix { $0 != "#" }).replacing(#/(   *.*| && .*)$/#, with: "")
        }
    }

    /// As a shell does it, as far as the examples need one.
    private static func words(_ command: String) -> [String] {
        command.matches(of: #/(?:"[^"]*"|'[^']*'|\S)+/#).map { match in
            String(match.output).replacing(#/["']/#, with: "")
        }
    }

    private static let pages: [String] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let docs = ["handbook", "events", "journal", "reports", "marketplace"].map { "docs/\($0).md" }
        return (["README.md"] + docs).compactMap { page in
            try? String(contentsOf: root.appending(path: page), encoding: .utf8)
        }.map { page in
            page.components(separatedBy: "```").enumerated().filter { !$0.offset.isMultiple(of: 2) }
                .map(\.element).joined(separator: "\n")
        }
    }()

    private static let help: [String] = {
        func texts(of command: any ParsableCommand.Type) -> [String] {
            let settings = command.configuration
            let below = settings.ungroupedSubcommands + settings.groupedSubcommands.flatMap(\.subcommands)
            return [settings.discussion] + below.flatMap(texts)
        }
        return texts(of: Cutoffctl.self)
    }()

    @Test func everyCommandThatIsShownIsUnderstood() {
        let shown = (Self.pages + Self.help).flatMap(Self.commands)
        #expect(shown.count > 100)
        for command in shown {
            #expect(throws: Never.self, "cutoffctl \(command)") { _ = try Cutoffctl.parseAsRoot(Self.words(command)) }
        }
    }
}
