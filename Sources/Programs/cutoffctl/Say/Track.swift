// cutoffctl track: the tracking number of a parcel.

import ArgumentParser
import JSON
import Orders

struct Track: Verb {
    static let configuration = CommandConfiguration(
        commandName: "track", abstract: "Give a shipment its tracking number, or another one.",
        discussion: """
            The carrier of an integrated service gives the number itself.

            EXAMPLES
              cutoffctl track 24219509-0020-1 RR123456785RU
              cutoffctl track 24219509-0020-1 RR123456785RU --carrier "Russian Post"
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "The tracking number.")
    var tracking: String

    @Option(help: ArgumentHelp("Whose number it is.", valueName: "name"))
    var carrier: String?

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        Statement(
            .trackingAssigned, about: try found.oneShipment().number,
            [JSONMember("number", .string(tracking)), JSONMember("carrier", optional: carrier)])
    }
}
