// cutoffctl evidence: a packing video or photo.

import ArgumentParser
import JSON
import Orders

struct RecordEvidence: Verb {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Record where a packing video or photo lies.",
        discussion: """
            EXAMPLES
              cutoffctl evidence 24219509-0020-1 https://video.example/0020-1.mp4
              cutoffctl evidence 24219509-0020-1 file:///srv/video/1.mp4 \\
                --sha256 "$(sha256sum < /srv/video/1.mp4 | cut -d' ' -f1)"
            """)

    @Argument(help: ArgumentHelp("The shipment's number.", valueName: "number"), completion: Suggestions.shipments)
    var number: String

    @Argument(help: "Where it lies.")
    var uri: String

    @Option(help: ArgumentHelp("Its SHA-256, as sha256sum prints it.", valueName: "digest"))
    var sha256: String?

    @OptionGroup var options: VerbOptions
    @OptionGroup var common: CommonOptions

    func statement(about found: Found) throws -> Statement {
        Statement(
            .evidenceRecorded, about: try found.oneShipment().number,
            [JSONMember("uri", .string(uri)), JSONMember("sha256", optional: sha256)])
    }
}
