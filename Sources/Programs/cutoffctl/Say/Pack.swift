// cutoffctl pack: a shipment is assembled.

import ArgumentParser
import JSON
import Orders

struct Pack: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Say that a shipment is assembled; its contents are fixed from then on.",
        discussion: """
            EXAMPLES
              cutoffctl pack 24219509-0020-1
              cutoffctl pack 24219509-0020-1 --evidence https://video.example/1.mp4
              cutoffctl pack 24219509-0020 --dry-run

            An order's number will do while it is one shipment.
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        Statement(.shipmentPacked, about: try found.oneShipment().number, [JSONMember(evidence)])
    }
}
