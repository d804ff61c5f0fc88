// Files of events: their records do not depend on how they were fed, none of them breaks its line, and an event that
// was taken is the same event in every other spelling.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders

extension FuzzTarget {
    /// One event, or an array of them; in whatever dialect.
    static let document = FuzzTarget("document", upTo: 1024) { try FuzzedFile("cdek.json", $0).check() }
    static let lines = FuzzTarget("lines", upTo: 512) { try FuzzedFile("cdek.ndjson", $0).check() }

    static let table = FuzzTarget("table", upTo: 512) { bytes in
        try FuzzedFile("cdek.csv", bytes).check()
        try checkQuoting(String(decoding: bytes, as: UTF8.self))
    }

    /// Whatever stands in quotes, the quotes in it doubled, is read as it is.
    private static func checkQuoting(_ text: String) throws {
        let quoted = "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
        let table = "status,tracking,time\r\nDELIVERED,\(quoted),x\r\n"
        let records = FuzzedFile.records(of: Array(table.utf8), named: "cdek.csv", FileFormats(), pieces: [])
        try hold(records.count == 1, "\(records.count) rows of one")
        let read = try JSONValue(parsing: records[0].text)["tracking"]?.string
        try hold(read?.unicodeScalars.elementsEqual(text.unicodeScalars) ?? false, "\(quoted) is \(read ?? "nothing")")
    }
}

/// A file, and what is in it.
private struct FuzzedFile {
    private let name: String
    private let bytes: [UInt8]
    private let formats: FileFormats
    private let pieces: [Int]

    init(_ name: String, _ bytes: [UInt8]) {
        var chance = bytes.chance
        self.name = name
        self.bytes = bytes
        formats = FileFormats(maximumEventBytes: [1 << 20, 1 << 20, 400, 60][chance.below(4)], sources: Self.carriers)
        let longest = [2, 8, bytes.count / 4][chance.below(3)]
        pieces = (0..<12).map { _ in 1 + chance.below(longest + 1) }
    }

    private static let carriers = [
        EventSource(
            name: SourceName("/carriers/cdek"), role: .carrier,
            statuses: ["ACCEPTED": .status(.accepted), "DELIVERED": .status(.deliveryConfirmed), "LABEL": .nothing],
            files: "cdek"),
        EventSource(
            name: SourceName("/carriers/dhl"), role: .carrier, statuses: ["OK": .status(.deliveryConfirmed)],
            files: "dhl"),
    ]

    func check() throws {
        let whole = Self.records(of: bytes, named: name, formats, pieces: [])
        let fed = Self.records(of: bytes, named: name, formats, pieces: pieces)
        try hold(whole.count == fed.count, "\(whole.count) records, and \(fed.count) in pieces")
        for (record, other) in zip(whole, fed) {
            try hold(record.seen == other.seen, "\(record.seen), and in pieces \(other.seen)")
            try check(record)
        }
    }

    private func check(_ record: Record) throws {
        let lines = bytes.count { $0 == 0x0A } + 1
        try hold((1...lines).contains(record.line), "line \(record.line) of \(lines)")
        try hold(!record.text.utf8.contains(0x0A), "a record on two lines")
        switch record.content {
        case .failure(let refusal): try hold(!refusal.text.utf8.contains(0x0A), "a refusal on two lines")
        case .success(let event): try check(event, record)
        }
    }

    private func check(_ event: Event, _ record: Record) throws {
        try hold(!event.name.id.isEmpty && !event.name.source.rawValue.isEmpty, "an event without a name")
        if case .order(let number, _) = event.body {
            try hold(number.awaitedTracking == nil, "an order with a number that no order can have")
        }
        let text = try JSONDocument(parsing: event.text)
        try hold(text.root.canonical == event.text, "\(event.text) is not canonical")
        let written = try JSONValue(parsing: record.text)
        for other in [record.text, written.reversed.compact] {
            let again = Self.records(
                of: Array(other.utf8), named: "cdek.ndjson", .init(sources: Self.carriers), pieces: [])
            try hold(again.map(\.seen.content) == [record.seen.content], "\(other) is another event")
        }
    }

    static func records(
        of bytes: [UInt8], named name: String, _ formats: FileFormats, pieces: [Int]
    ) -> [Record] {
        guard var reader = formats.reader(forFileNamed: name) else { return [] }
        var (records, rest) = ([Record](), bytes[...])
        for size in pieces + [bytes.count] {
            rest.prefix(size).withUnsafeBytes { reader.feed($0) }
            rest = rest.dropFirst(size)
            while let record = reader.next() { records.append(record) }
            if rest.isEmpty { break }
        }
        reader.finish()
        while let record = reader.next() { records.append(record) }
        return records
    }
}

/// All that can be seen of a record.
private struct Seen: Equatable, CustomStringConvertible {
    let line: Int
    let text: String
    let content: Content

    enum Content: Equatable {
        case refusal(Refusal)
        case event(EventName, Instant?, EventBody, Digest?, String)
    }

    var description: String { "line \(line) `\(text)` \(content)" }
}

extension Record {
    fileprivate var seen: Seen {
        switch content {
        case .success(let event):
            Seen(
                line: line, text: text, content: .event(event.name, event.time, event.body, event.digest, event.text))
        case .failure(let refusal): Seen(line: line, text: text, content: .refusal(refusal))
        }
    }
}
