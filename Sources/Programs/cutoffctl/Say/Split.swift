// cutoffctl split: a shipment's items go in several parcels.

import ArgumentParser
import JSON
import Orders

struct Split: Verb {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Divide a shipment's items over several shipments.",
        discussion: """
            Each --part becomes a shipment with the next free number; what no part names stays under the old number. \
            When the parts name everything, the first of them keeps it.

            EXAMPLES
              cutoffctl split 24219509-0020-1 --part 180550365=1
              cutoffctl split 24219509-0020-1 --part 1805=1,1806=2 --part 1807=1
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Option(help: ArgumentHelp("What goes into a parcel of its own.", valueName: "sku=quantity,…"))
    var part: [String]

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { _ = try parts() }

    func statement(about found: Found) throws -> Statement {
        let shipment = try found.oneShipment()
        let rest = shipment.items.left(without: try parts().flatMap(\.self))
        let parts = (rest.isEmpty ? [] : [rest]) + (try parts())
        let json = parts.map { part in JSONValue.array(part.map(\.json)) }
        return Statement(
            .shipmentSplit, about: shipment.number, [JSONMember("parts", .array(json))],
            asking: "Split \(shipment.number) into \(parts.count) shipments?")
    }

    private func parts() throws -> [[Portion]] {
        try part.map { try $0.split(separator: ",").map { try Self.portion(String($0)) } }
    }

    private static func portion(_ text: String) throws -> Portion {
        let halves = text.split(separator: "=", maxSplits: 1)
        guard halves.count == 2, let count = Int(halves[1]), count > 0 else {
            throw ValidationError("--part \(text): write what goes into it as SKU=QUANTITY.")
        }
        return Portion(sku: SKU(String(halves[0])), quantity: Quantity(count))
    }
}

extension Portion {
    fileprivate var json: JSONValue { ["sku": JSONValue(sku), "quantity": JSONValue(quantity.count)] }
}

extension [Item] {
    /// What remains when these go. What there is too little of remains, for the door to complain of.
    fileprivate func left(without portions: [Portion]) -> [Portion] {
        compactMap { item in
            let taken = portions.filter { $0.sku == item.sku }.reduce(0) { $0 + $1.quantity.count }
            return taken < item.quantity.count
                ? Portion(sku: item.sku, quantity: Quantity(item.quantity.count - taken)) : nil
        }
    }
}
