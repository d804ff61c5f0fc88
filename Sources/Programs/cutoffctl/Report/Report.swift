// cutoffctl report: what was sold, and how well it was done.

import ArgumentParser
import CivilTime
import Orders

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The sales report, and the quality metrics.",
        discussion: """
            EXAMPLES
              cutoffctl report sales
              cutoffctl report quality
            """,
        subcommands: [ReportSales.self, ReportQuality.self])
}

/// Of which days and warehouses.
struct ReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The first day, like 2026-11-01.", valueName: "day"))
    var from: CivilDate?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    var to: CivilDate?

    @Option(
        help: ArgumentHelp("Only of this warehouse; may be given more than once.", valueName: "id"),
        completion: Suggestions.warehouses)
    var warehouse: [String] = []

    @Flag(help: "For spreadsheets: comma-separated values with a head (RFC 4180).")
    var csv = false

    func validate() throws {
        if let from, let to, to < from { throw ValidationError("--to is not before --from.") }
    }

    /// A report has one form.
    func checkForm(_ common: CommonOptions) throws {
        guard csv, common.json else { return }
        throw ValidationError("--csv and --json are two forms of the report; say one of them.")
    }
}

extension [WarehouseID] {
    /// Where none is named, all are meant.
    func covers(_ id: WarehouseID) -> Bool { isEmpty || contains(id) }
}

extension CivilDate: ExpressibleByArgument {
    /// `2026-11-01`
    public init?(argument: String) { self.init(iso: argument) }
}

/// Days of a calendar; whose, each warehouse's zone says.
struct Period {
    let first: CivilDate
    let last: CivilDate

    func contains(_ instant: Instant, in zone: TimeZoneRules) -> Bool {
        (first...last).contains(zone.date(of: instant))
    }

    /// Everything that is within these days somewhere on Earth: no zone is 26 hours from UTC.
    var start: Instant { TimeZoneRules.utc.start(of: first + -2) }
    var end: Instant { TimeZoneRules.utc.start(of: last + 3) }

    /// `from 2026-11-01 to 2026-11-30, days of the warehouses`
    var words: String { "from \(first) to \(last), days of the warehouses" }
}

/// Comma-separated values (RFC 4180).
enum CSVLine {
    static func of(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
