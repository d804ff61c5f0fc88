// What has to hold of every file: its records do not depend on how it was fed, none of them breaks its line, an event
// that was taken is the same event in every other spelling, and what was refused is one record as it is kept.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders

/// A file, and what is in it.
struct FuzzedFile {
    private let name: String
    private let bytes: [UInt8]
    private let formats: FileFormats
    /// The sizes in which it is fed a second time; nil for every other input, because it costs as much as all the rest.
    private let pieces: [Int]?

    init(_ name: String, _ bytes: [UInt8]) {
        var chance = bytes.chance
        self.name = name
        self.bytes = bytes
        formats = Self.formats[chance.below(Self.formats.count)]
        let longest = [2, 8, bytes.count / 4][chance.below(3)]
        let sizes = (0..<12).map { _ in 1 + chance.below(longest + 1) }
        pieces = chance.below(2) == 1 ? sizes : nil
    }

    /// Where most events have room, and where few have. Made once: they would cost more than what is fuzzed.
    private static let formats = [1 << 20, 1 << 20, 400, 60].map {
        FileFormats(maximumEventBytes: $0, sources: carriers)
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

    func checkedRecords() throws -> [Record] {
        let whole = Self.records(of: bytes, named: name, formats, pieces: [])
        if let pieces {
            let seen = whole.map(\.seen)
            let fed = Self.records(of: bytes, named: name, formats, pieces: pieces).map(\.seen)
            try hold(fed == seen, "\(seen), and in pieces \(fed)")
        }
        let lines = bytes.count { $0 == 0x0A } + 1
        for record in whole { try check(record, ofLines: lines) }
        return whole
    }

    private func check(_ record: Record, ofLines lines: Int) throws {
        try hold((1...lines).contains(record.line), "line \(record.line) of \(lines)")
        try hold(!record.text.utf8.contains(0x0A), "a record on two lines")
        switch record.content {
        case .failure(let refusal): try check(refusal, record)
        case .success(let event): try check(event, record)
        }
    }

    private func check(_ refusal: Refusal, _ record: Record) throws {
        try hold(!refusal.text.utf8.contains(0x0A), "a refusal on two lines")
        // What could not be read is kept with its gaps filled.
        guard refusal.code != .unreadable else { return }
        let again = Self.records(ofLine: record.text).count
        try hold(again == 1, "\(record.text) was refused, and is \(again) records when it is dropped again")
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
            let again = Self.records(ofLine: other)
            try hold(again.map(\.seen.content) == [record.seen.content], "\(other) is another event")
        }
    }

    /// Of a file that is kept or written by somebody, a record a line.
    static func records(ofLine text: String) -> [Record] {
        records(of: Array(text.utf8), named: "cdek.ndjson", formats[0], pieces: [])
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
