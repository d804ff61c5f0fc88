// A format as simple as can be: the spool neither knows nor cares what a record means.

import CivilTime
import Engine
import Orders

/// `*.json` and `*.ndjson` hold a record a line: `clock` is a command, what begins with `bad` is no event, and any
/// other line is an event that has the line as its id.
struct LineFormats: RecordFormats {
    let accepted = ".json or .ndjson"

    func reader(forFileNamed name: String) -> (any RecordReader)? {
        name.hasSuffix(".json") || name.hasSuffix(".ndjson") ? LineReader() : nil
    }
}

private struct LineReader: RecordReader {
    private var rest: [UInt8] = []
    private var lines: [String] = []
    private var taken = 0

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { endLine() } else { rest.append(byte) }
        }
    }

    mutating func finish() {
        if !rest.isEmpty { endLine() }
    }

    mutating func next() -> Record? {
        guard taken < lines.count else { return nil }
        defer { taken += 1 }
        return Record(line: taken + 1, content: content(of: lines[taken]), text: lines[taken])
    }

    private mutating func endLine() {
        lines.append(String(decoding: rest, as: UTF8.self))
        rest = []
    }

    private func content(of line: String) -> Result<Event, Refusal> {
        guard !line.hasPrefix("bad") else {
            return .failure(Refusal(.malformed, at: "/data", expected: "good", found: line, advice: "Mend it."))
        }
        let body: EventBody =
            line == "clock" ? .control(.clockAccepted) : .order(OrderNumber("1"), .passportProvided)
        let name = EventName(source: SourceName("/test"), id: line)
        return .success(Event(name: name, time: nil, body: body, digest: Digest(bytes: []), text: line))
    }
}
