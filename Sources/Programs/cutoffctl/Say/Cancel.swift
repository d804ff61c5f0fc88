// cutoffctl cancel: a shipment, or all of an order.

import ArgumentParser
import JSON
import Orders
import Store

struct Cancel: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a shipment, or all shipments of an order.",
        discussion: """
            What was accepted for delivery is cancelled by the marketplace or the carrier, or at the customer's request.

            EXAMPLES
              cutoffctl cancel 24219509-0020-1 --reason out-of-stock
              cutoffctl cancel 24219509-0020 --reason out-of-stock --yes

            The second cancels the whole order, and asks nothing.
            """)

    @Argument(
        help: ArgumentHelp("A shipment's number, or an order's.", valueName: "number"),
        completion: Suggestions.shipments)
    var number: String

    @Option(
        help: ArgumentHelp("Why; one of the configured reasons.", valueName: "code"), completion: Suggestions.reasons)
    var reason: String

    @Option(help: ArgumentHelp("Who cancels.", valueName: "party"))
    var by = Party.seller

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        let data = [JSONMember("reason", .string(reason)), JSONMember("by", .string(by.rawValue))]
        if let shipment = found.shipment {
            return Statement(.shipmentCancelled, about: shipment, data, asking: "Cancel \(shipment)?")
        }
        let order = found.filed.docket.number
        let count = found.shipments.count
        return Statement(
            .orderCancelled, about: order, data,
            asking: "Cancel order \(order), \(count == 1 ? "1 shipment" : "\(count) shipments")?")
    }
}

extension Party: ExpressibleByArgument {}
