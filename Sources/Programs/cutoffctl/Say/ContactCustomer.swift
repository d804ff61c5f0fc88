// cutoffctl contact: the customer of a disputed shipment was spoken to.

import ArgumentParser
import JSON
import Orders

struct ContactCustomer: Verb {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Record a message to the customer of a disputed shipment.",
        discussion: """
            EXAMPLES
              cutoffctl contact 24219509-0020-1 chat --note "Asked for a photo"
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "How: chat, phone, mail, …")
    var channel: String

    @Option(help: ArgumentHelp("What was said.", valueName: "text"))
    var note: String?

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        Statement(
            .customerContacted, about: try found.oneShipment().number,
            [JSONMember("channel", .string(channel)), JSONMember("note", optional: note)])
    }
}
