// cutoffctl remove: some or all of a product will not be sent.

import ArgumentParser
import JSON
import Orders

struct Remove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Say that some or all of a product will not be sent.",
        discussion: """
            Removing the last item cancels the shipment.

            EXAMPLES
              cutoffctl remove 24219509-0020-1 1805 1 --reason out-of-stock
              cutoffctl remove 24219509-0020-1 1805 --reason out-of-stock   all of it
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "The product.")
    var sku: String

    @Argument(help: "How many of it (default: all).")
    var quantity: Int?

    @Option(
        help: ArgumentHelp("Why; one of the configured reasons of a seller.", valueName: "code"),
        completion: Suggestions.sellersReasons)
    var reason: String

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        let shipment = try found.oneShipment()
        guard let item = shipment.items.first(where: { $0.sku.rawValue == sku }) else {
            let known = shipment.items.map(\.sku.rawValue).joined(separator: ", ")
            throw Stop(.no, "there is no \"\(sku)\" in \(shipment.number); there are: \(known).")
        }
        let count = quantity ?? item.quantity.count
        return Statement(
            .itemRemoved, about: shipment.number,
            [
                JSONMember("sku", .string(sku)), JSONMember("quantity", JSONValue(count)),
                JSONMember("reason", .string(reason)),
            ], asking: "Remove \(count) × \(item.name.harmless) (\(sku)) from \(shipment.number)?")
    }
}
