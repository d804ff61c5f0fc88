// cutoffctl submit: checks files of events, and drops them.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import JSON
import Orders

struct Submit: Command {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Check files of events, and drop them into the spool.",
        discussion: """
            A .json file holds one event or an array of them, an .ndjson or .jsonl file one a line, a .csv file a \
            carrier's table of statuses. What standard input holds, its beginning tells. --as gives it, or a file, \
            another name: its end says what it holds, and of a table whose it is.

            Every event is checked first, as the daemon will; when anything is wrong, it is said with its place, and \
            nothing of any file is dropped. With --partial, files with good events in them are dropped as they are: \
            the good ones count, and the daemon puts the others into rejected/.

            --wait tells of each event whether it was applied, changed nothing, was a duplicate, waits for its order, \
            or was refused; then the exit status is 1.

            EXAMPLES
              cutoffctl submit orders.json
              cutoffctl submit *.ndjson --wait
              make-events | cutoffctl submit - --wait --json
              make-table | cutoffctl submit - --as cdek.csv
            """)

    @Argument(
        help: ArgumentHelp("Files of events; - is standard input.", valueName: "file"), completion: Suggestions.events)
    var files: [String]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The name that it is dropped under; of one file.", valueName: "name"))
    var name: String?

    @Flag(help: "Wait until each event took effect or was refused, and say which.")
    var wait = false

    @Option(help: ArgumentHelp("How long to wait.", valueName: "span"))
    var timeout = SpanArgument(span: .minutes(1))

    @Flag(help: "Drop files in which only some events are wrong.")
    var partial = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard files.count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("Standard input is read once: name - once.")
        }
        guard name == nil || files.count == 1 else { throw ValidationError("--as names one file.") }
    }

    func run(in session: Session) throws {
        let reader = wait ? try session.readerToWaitWith() : nil
        let files = try read(session)
        try session.check(files, isPartial: partial)
        var drop = SpoolDrop(spool: session.settings.spool.path)
        try drop.checkPermission()
        var dropped: [DroppedFile] = []
        do {
            for file in files {
                let records = file.records.count
                dropped.append(try drop.drop(file.bytes, named: file.name, records: records, at: session.now))
            }
        } catch {
            tell(files, dropped, session)
            throw error
        }
        guard let reader else { return tell(files, dropped, session) }
        let receptions = try session.receptions(of: dropped, reader, within: timeout.span)
        try session.tell(receptions)
    }

    private func read(_ session: Session) throws -> [EventFile] {
        let line = ProgressLine(session)
        defer { line.clear() }
        return try files.map { path in
            try EventFile.read(path, as: name, session.settings) {
                line.show("checking \(path)", $0, of: nil, "events")
            }
        }
    }

    private func tell(_ files: [EventFile], _ dropped: [DroppedFile], _ session: Session) {
        for (file, place) in zip(files, dropped) {
            if session.isForPrograms {
                session.say([
                    "file": .string(file.label), "events": JSONValue(file.records.count),
                    "dropped": .string(place.name),
                ])
            } else {
                let count = file.records.count == 1 ? "1 event" : "\(file.records.count) events"
                session.say("\(file.label): \(count) dropped as \(place.name)".harmless)
            }
        }
    }
}

extension SpanArgument {
    init(span: Span) { self.span = span }

    var defaultValueDescription: String { span.systemdText }
}
