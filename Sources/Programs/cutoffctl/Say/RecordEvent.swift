// cutoffctl record: any event, with its members checked against its type.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct RecordEvent: Command {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Write any event, with its members checked against its type.",
        discussion: """
            A value is a text; a quantity is a number; lists and objects are JSON, and for evidence a URI will do. \
            null takes a packBy back.

            EXAMPLES
              cutoffctl record shipment.accepted 24219509-0020-1
              cutoffctl record cutoff.changed 24219509-0020-1 \\
                packBy=2026-11-25T18:00:00+03:00
              cutoffctl record claim.withheld 24219509-0020-1 \\
                claim=C-17 sku=180550365 quantity=1 amount=279.00 currency=RUB

            TYPES AND THEIR MEMBERS
            \(EventMember.help)
            """)

    @Argument(help: "The event's type.")
    var type: EventType

    @Argument(
        help: ArgumentHelp("The order's or the shipment's number, as the type wants it.", valueName: "number"),
        completion: Suggestions.shipments)
    var number: String

    @Argument(help: ArgumentHelp("What it says.", valueName: "member=value"))
    var members: [String] = []

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let reader = options.dryRun ? try session.reader() : try session.readerToWaitWith()
        var data: [JSONMember] = []
        for text in members {
            let member = try EventMember.read(text, of: type)
            guard !data.contains(where: { $0.name == member.name }) else {
                throw Stop(.usage, "\(text): \(member.name) is given twice.")
            }
            data.append(member)
        }
        let subject = type == .orderPlaced ? number : try self.subject(try reader.find(number))
        let isFinal: Set<EventType> = [.shipmentSplit, .itemRemoved, .shipmentCancelled, .orderCancelled]
        var statement = Statement(
            type, about: OrderNumber(subject), data,
            asking: isFinal.contains(type) ? "Record \(type.rawValue) for \(subject)?" : nil)
        for member in EventMember.all(of: type) { statement.examples["/data/\(member.name)"] = member.example }
        try session.state(statement, options, reader)
    }

    private func subject(_ found: Found) throws -> String {
        switch type.subject {
        case .order: found.filed.docket.number.rawValue
        case .shipment: try found.oneShipment().number.rawValue
        }
    }
}

extension EventType: ExpressibleByArgument {}
