// What every command understands that writes an event.

import ArgumentParser
import CivilTime
import Orders

struct VerbOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("In whose name it is said (default: /cutoffctl/USER).", valueName: "source"),
        completion: Suggestions.sources)
    var source: String?

    @Flag(help: "Check the event and print it; drop nothing.")
    var dryRun = false

    @Flag(help: "Do not ask before what cannot be undone.")
    var yes = false

    @Option(help: ArgumentHelp("How long to wait for what becomes of it.", valueName: "span"))
    var timeout = SpanArgument(span: .minutes(1))

    var sourceName: SourceName { source.map { SourceName($0) } ?? EventDraft.usualSource }
}

/// Packing videos and photos.
struct EvidenceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where a packing video or photo lies; may be given more than once.", valueName: "uri"))
    var evidence: [String] = []

    @Option(
        help: ArgumentHelp("The SHA-256 of each, in the same order, as sha256sum prints it.", valueName: "digest"))
    var sha256: [String] = []

    func validate() throws {
        guard sha256.isEmpty || sha256.count == evidence.count else {
            throw ValidationError("Give one --sha256 for each --evidence, or none.")
        }
    }
}
