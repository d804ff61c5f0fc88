// cutoffctl answer-cancellation: the customer asked to cancel what is under way.

import ArgumentParser
import JSON
import Orders

struct AnswerCancellation: Verb {
    static let configuration = CommandConfiguration(
        commandName: "answer-cancellation", abstract: "Approve or refuse a customer's request to cancel.",
        discussion: """
            A request that nobody answers counts as approved.

            EXAMPLES
              cutoffctl answer-cancellation 24219509-0020-1 approved
              cutoffctl answer-cancellation 24219509-0020-1 refused --note "It left"
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "approved or refused.")
    var answer: CancellationAnswer

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var note: String?

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        let shipment = try found.oneShipment().number
        return Statement(
            .cancellationAnswered, about: shipment,
            [JSONMember("answer", .string(answer.rawValue)), JSONMember("note", optional: note)],
            asking: answer == .approved ? "Cancel \(shipment), as the customer asks?" : nil)
    }
}

extension CancellationAnswer: ExpressibleByArgument {}
