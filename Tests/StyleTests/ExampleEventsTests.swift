// The examples are what newcomers copy: every type of event has one, and the demonstration knows what they name.

import Foundation
import Orders
import Testing

@Suite("Example events")
struct ExampleEventsTests {
    private let files: [URL]
    private let events: [ExampleEvent]
    private let settings: String

    init() throws {
        let config = SourceFile.package.appending(path: "config")
        files = try FileManager.default.contentsOfDirectory(
            at: config.appending(path: "examples"), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension.hasSuffix("json") }
        events = try files.flatMap(ExampleEvent.all(in:))
        settings = try String(contentsOf: config.appending(path: "demo.toml"), encoding: .utf8)
    }

    @Test(arguments: EventType.allCases)
    func everyTypeOfEventHasAFile(_ type: EventType) {
        #expect(files.contains { $0.lastPathComponent.hasSuffix("-\(type.rawValue).json") })
        #expect(events.contains { $0.type == type.rawValue })
    }

    @Test
    func aNameIsGivenOnce() {
        #expect(Set(events.map { "\($0.source) \($0.id)" }).count == events.count)
    }

    @Test
    func whatTheyNameIsInTheSettings() {
        for event in events {
            #expect(settings.contains("\nname = \"\(event.source)\"\n"), "\(event.id)")
            for id in [event.data.warehouse, event.data.service].compactMap(\.self) {
                #expect(settings.contains("\nid = \"\(id)\"\n"), "\(event.id)")
            }
            if let reason = event.data.reason, event.type != EventType.receiptDeclined.rawValue {
                #expect(settings.contains("\ncode = \"\(reason)\"\n"), "\(event.id)")
            }
        }
    }

    @Test
    func theWordsOfTheCarriersTableAreInTheSettings() throws {
        let table = SourceFile.package.appending(path: "config/examples/33-carrier-statuses.csv")
        let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 2)
        for row in rows {
            let fields = row.split(separator: ",")
            #expect(settings.contains("\"\(fields[1])\" = \""), "\(row)")
            #expect(try String(contentsOf: tracking, encoding: .utf8).contains("\"\(fields[0])\""), "\(row)")
        }
    }

    private var tracking: URL { SourceFile.package.appending(path: "config/examples/32-tracking.assigned.json") }

    @Test
    func noneSaysWhenItHappened() {
        for event in events { #expect(event.time == nil && event.data.createdAt == nil, "\(event.id)") }
    }
}

/// What the tests above look at in an event.
private struct ExampleEvent: Decodable {
    let specversion: String
    let id: String
    let source: String
    let type: String
    let subject: String
    let time: String?
    let data: Facts

    struct Facts: Decodable {
        let warehouse: String?
        let service: String?
        let reason: String?
        let createdAt: String?
    }

    /// One event, an array of them, or one a line.
    static func all(in file: URL) throws -> [ExampleEvent] {
        let decoder = JSONDecoder()
        let content = try Data(contentsOf: file)
        if file.pathExtension == "ndjson" {
            return try content.split(separator: UInt8(ascii: "\n")).map {
                try decoder.decode(ExampleEvent.self, from: $0)
            }
        }
        if content.first == UInt8(ascii: "[") { return try decoder.decode([ExampleEvent].self, from: content) }
        return [try decoder.decode(ExampleEvent.self, from: content)]
    }
}
