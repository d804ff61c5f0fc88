// A carrier's statuses, as a table and as lines: what they mean, and whose they are.

import CivilTime
import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

let carrier = EventSource(
    name: SourceName("/carriers/cdek"), role: .carrier,
    statuses: [
        "ACCEPTED": .status(.accepted), "DELIVERED": .status(.deliveryConfirmed), "LABEL": .nothing,
        "Принят, в пути": .status(.courierDeparted),
    ])

@Suite struct CarrierStatusTests {
    private let header = "tracking,status,time\r\n"

    private func records(of text: String, named name: String = "a.csv", sources: [EventSource] = [carrier]) throws
        -> [Record]
    {
        try EventFormatsTests.records(of: text, named: name, sources: sources)
    }

    private func event(_ row: String) throws -> Event {
        let records = try records(of: header + row)
        #expect(records.count == 1)
        return try #require(records.first).content.get()
    }

    private func refusal(_ text: String, sources: [EventSource] = [carrier], named name: String = "a.csv") throws
        -> Refusal
    {
        let records = try records(of: text, named: name, sources: sources)
        #expect(records.count == 1)
        return try #require(records.first?.content.refusal)
    }

    @Test func aRowIsAStatusOfAParcel() throws {
        let event = try event("RA123456785RU,ACCEPTED,2026-11-23T09:12:00.123456+03:00\r\n")
        #expect(event.body == .tracked(TrackingNumber("RA123456785RU"), .accepted))
        #expect(event.time == Instant(milliseconds: 1_795_414_320_123))
        #expect(event.name.source == carrier.name && event.name.id.utf8.count == 64)
        #expect(
            event.text == #"{"source":"/carriers/cdek","status":"ACCEPTED","time":"2026-11-23T06:12:00.123Z","#
                + #""tracking":"RA123456785RU"}"#)
    }

    @Test func aWordMayMeanNothingHere() throws {
        let event = try event("RA1,LABEL,2026-11-23T09:12:00Z")
        #expect(event.body == .aside("RA1: LABEL means nothing here"))
    }

    @Test(arguments: [
        "\"RA1\",\"ACCEPTED\",\"2026-11-23T09:12:00Z\"", "RA1,ACCEPTED,2026-11-23T12:12:00.000+03:00",
        "RA1,ACCEPTED,2026-11-23T09:12:00Z,,",
    ])
    func howARowIsWrittenDoesNotCount(row: String) throws {
        let plain = try event("RA1,ACCEPTED,2026-11-23T09:12:00Z")
        let same = try event(row)
        #expect(same.name == plain.name && same.digest == plain.digest && same.text == plain.text)
    }

    @Test func anotherNumberWordOrTimeIsAnotherEvent() throws {
        let rows = [
            "RA1,ACCEPTED,2026-11-23T09:12:00Z", "RA2,ACCEPTED,2026-11-23T09:12:00Z",
            "RA1,DELIVERED,2026-11-23T09:12:00Z", "RA1,ACCEPTED,2026-11-23T09:12:01Z",
        ]
        #expect(try Set(rows.map { try event($0).name }).count == 4)
    }

    @Test func theSameRowIsAnotherEventWhenItsWordMeansAnother() throws {
        var mended = carrier
        mended.statuses["LABEL"] = .status(.accepted)
        let names = try [carrier, mended].map { source in
            try records(of: header + "RA1,LABEL,2026-11-23T09:12:00Z", sources: [source])[0].content.get().name
        }
        #expect(names[0] != names[1])
    }

    @Test func aRowMeansTheSameAsALineOfJSON() throws {
        let table = try records(of: header + "RA1,\"Принят, в пути\",2026-11-23T09:12:00Z\nRA1,LOST,x\n")
        let lines = try records(
            of: """
                {"time":"2026-11-23T09:12:00Z","status":"Принят, в пути","tracking":"RA1","recipient":"I. Ivanova"}
                {"tracking":"RA1","status":"LOST","time":"x"}
                """, named: "a.ndjson")
        #expect(try table[0].content.get().name == lines[0].content.get().name)
        #expect(try table[0].content.get().text == lines[0].content.get().text)
        #expect(table[1].content.refusal == lines[1].content.refusal)
    }

    @Test func aRefusedRowIsKeptAsALineOfJSONThatIsReadWhenItIsMended() throws {
        let records = try records(of: "time,status,weight,tracking\n2026-11-23T09:12:00Z,LOST,2.5,RA1\n")
        #expect(records[0].line == 2)
        #expect(records[0].text == #"{"time":"2026-11-23T09:12:00Z","status":"LOST","tracking":"RA1"}"#)
        let mended = records[0].text.split(separator: "LOST").joined(separator: "DELIVERED")
        #expect(try self.records(of: mended, named: "a.ndjson").first?.content.get().name.source == carrier.name)
    }

    // MARK: - What is refused

    @Test func anUnknownWordIsRefusedWithTheKnownOnesAndTheirKey() throws {
        let refusal = try refusal(header + "RA1,DELIVRED,2026-11-23T09:12:00Z")
        #expect(refusal.pointer == "/status")
        #expect(
            refusal.expected == "one of the statuses of /carriers/cdek: ACCEPTED, DELIVERED, LABEL, Принят, в пути")
        #expect(refusal.found == "\"DELIVRED\"")
        #expect(
            refusal.advice == #"Is "DELIVERED" meant? Else add it to `statuses` of that [[source]], "none" where it "#
                + "means nothing here, and reload.")
    }

    @Test(arguments: [
        (",ACCEPTED,2026-11-23T09:12:00Z", "/tracking"), ("RA1,,2026-11-23T09:12:00Z", "/status"),
        ("RA1,ACCEPTED,", "/time"), ("RA1,ACCEPTED,23.11.2026 09:12", "/time"), ("RA1,ACCEPTED,\"\"\"\"", "/time"),
        ("\"R\nA\",ACCEPTED,2026-11-23T09:12:00Z", "/tracking"),
    ])
    func aBadValueIsRefusedAtItsColumn(row: String, pointer: String) throws {
        #expect(try refusal(header + row).pointer == pointer)
    }

    @Test func withoutASourceThatHasStatusesEveryRowIsRefused() throws {
        let seller = EventSource(name: SourceName("/wms"), role: .seller)
        let refusal = try refusal(header + "RA1,ACCEPTED,2026-11-23T09:12:00Z", sources: [seller])
        #expect(refusal.expected == "a source with a table of statuses in the configuration")
    }

    // MARK: - Whose they are

    private var two: [EventSource] {
        var (first, second) = (carrier, carrier)
        first.files = "cdek"
        second.name = SourceName("/carriers/dhl")
        second.files = "dhl"
        return [first, second]
    }

    @Test(arguments: [
        ("cdek.csv", "/carriers/cdek"), ("2026-11-23 dhl statuses.csv", "/carriers/dhl"),
        ("x-dhl-2.csv", "/carriers/dhl"),
    ])
    func theFilesNameTellsWhoseItIs(name: String, source: String) throws {
        let records = try records(of: header + "RA1,ACCEPTED,2026-11-23T09:12:00Z", named: name, sources: two)
        #expect(try records[0].content.get().name.source.rawValue == source)
    }

    @Test func whatWaitedInVainSaysItselfWhoseItIs() throws {
        let text = try #require(
            records(of: header + "RA1,ACCEPTED,2026-11-23T09:12:00Z", named: "dhl.csv", sources: two).first
        )
        .content.get().text
        let again = try records(of: text, named: "again.ndjson", sources: two)
        #expect(try again[0].content.get().name.source.rawValue == "/carriers/dhl")
        let refused = try records(of: text, named: "again.ndjson")[0].content.refusal
        #expect(refused?.pointer == "/source" && refused?.found == "\"/carriers/dhl\"")
    }

    @Test(arguments: ["statuses.csv", "dhl-for-cdek.csv", "CDEK.csv"])
    func aNameThatTellsNoneOrTwoIsRefused(name: String) throws {
        let refusal = try refusal(header + "RA1,ACCEPTED,2026-11-23T09:12:00Z", sources: two, named: name)
        #expect(
            refusal.expected == #"a file with one of these in its name: "cdek" (/carriers/cdek), "dhl" (/carriers/dhl)"#
        )
        #expect(refusal.found == "\"\(name)\"")
    }
}
