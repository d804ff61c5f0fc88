// What every command understands.

import ArgumentParser

struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration of cutoffd (default: $CUTOFFD_CONFIG, else /etc/cutoffd/cutoffd.toml).",
            valueName: "file"), completion: Suggestions.settings)
    var config: String?

    @Flag(help: "For programs: an object a line, times in RFC 3339 and UTC.")
    var json = false

    /// Where the settings are.
    static func path(_ named: String?) -> String {
        named ?? Environment["CUTOFFD_CONFIG"] ?? "/etc/cutoffd/cutoffd.toml"
    }

    /// `cutoffctl --config FILE orders` as `cutoffctl orders --config FILE`: some write the options of all first.
    static func movedBehindCommand(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let option = rest.first {
            if option == "--json" || option.hasPrefix("--config=") {
                leading.append(rest.removeFirst())
            } else if option == "--config", rest.count > 1 {
                leading += [rest.removeFirst(), rest.removeFirst()]
            } else {
                break
            }
        }
        guard let command = rest.first, !command.hasPrefix("-") else { return arguments }
        let second = rest.dropFirst().first
        // `clock accept` and `report sales` are commands of two words.
        let words = Cutoffctl.isGroup(command) && second?.hasPrefix("-") == false ? 2 : 1
        return rest.prefix(words) + leading + rest.dropFirst(words)
    }
}

extension Cutoffctl {
    fileprivate static func isGroup(_ name: String) -> Bool {
        let commands = configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        let named = commands.first { $0.configuration.commandName == name }
        return named?.configuration.subcommands.isEmpty == false
    }
}
