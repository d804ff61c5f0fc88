// cutoffctl appeal: the seller disputes a withholding.

import ArgumentParser
import JSON
import Orders

struct Appeal: Verb {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "Dispute the withholding of a missing product's cost, with evidence.",
        discussion: """
            There is one appeal for each claim. The claim may be left out while only one can be appealed.

            EXAMPLES
              cutoffctl appeal 24219509-0020-1 --evidence https://video.example/1.mp4
              cutoffctl appeal 24219509-0020-1 C-17 --evidence file:/video/1.mp4
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "The claim's number.")
    var claim: String?

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !evidence.evidence.isEmpty else { throw ValidationError("An appeal needs --evidence.") }
    }

    func statement(about found: Found) throws -> Statement {
        let shipment = try found.oneShipment()
        let claim = try claim ?? onlyClaim(of: shipment)
        return Statement(
            .appealFiled, about: shipment.number, [JSONMember("claim", .string(claim)), JSONMember(evidence)])
    }

    private func onlyClaim(of shipment: Shipment) throws -> String {
        let open = shipment.claims.filter { if case .withheld = $0.status { true } else { false } }
        guard open.count == 1, let claim = open.first else {
            let numbers = open.map(\.id.rawValue).joined(separator: ", ")
            throw Stop(
                .no,
                open.isEmpty
                    ? "nothing of \(shipment.number) is withheld that could be appealed."
                    : "\(shipment.number) has several claims; name one of them: \(numbers).")
        }
        return claim.id.rawValue
    }
}
