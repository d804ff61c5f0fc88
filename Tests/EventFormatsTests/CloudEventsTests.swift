// The envelope: which attributes an event must have, and how its name, its time and its checksum come about.

import CivilTime
import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

@Suite struct CloudEventsTests {
    private let document = sample("order.placed", data: placementData)

    @Test(arguments: ["specversion", "id", "source", "type", "subject"])
    func anAttributeThatIsMissingOrNullIsRefused(attribute: String) throws {
        for (value, found) in [(nil, "nothing"), (.null, "null")] as [(JSONValue?, String)] {
            let refusal = try refusal(document.replacing([attribute], with: value))
            #expect(refusal.pointer == "/" + attribute)
            #expect(refusal.found == found)
            #expect(!refusal.advice.contains("Is `\(attribute)` meant"))
        }
    }

    @Test(
        arguments: [
            ("{}", "an empty object"),
            (#"{"code":7,"message":"no"}"#, #"an object with the members "code", "message""#),
            (#"{"data":[{"posting_number":"1-1"}]}"#, #"an object with the members "data""#),
        ])
    func anObjectThatNobodyRecognisesIsToldWhatThereCouldBe(text: String, found: String) throws {
        let refusal = try #require(try records(of: text).first?.content.refusal)
        #expect(refusal.pointer == nil && refusal.found == found)
        #expect(refusal.expected.contains("a posting or a push message"))
    }

    @Test(
        arguments: [
            ("specversion", "0.3"), ("specversion", .number("1.0")), ("id", ""), ("id", 7), ("id", "a\u{0}"),
            ("id", .string(String(repeating: "i", count: 1025))), ("source", ""), ("source", "/a b"), ("source", "<x>"),
            ("source", .string(String(repeating: "s", count: 1025))), ("type", ""), ("type", 1), ("time", ""),
            ("time", "yesterday"), ("time", 0), ("subject", ""), ("subject", 24_219_509),
            ("datacontenttype", "text/xml"), ("datacontenttype", "json"), ("dataschema", ""),
        ] as [(String, JSONValue)])
    func anAttributeOutOfItsBoundsIsRefused(attribute: String, value: JSONValue) throws {
        #expect(try refusal(document.replacing([attribute], with: value)).pointer == "/" + attribute)
    }

    @Test(
        arguments: [
            ("time", .null), ("datacontenttype", "application/json"),
            ("datacontenttype", "Application/JSON; charset=utf-8"),
            ("datacontenttype", "application/vnd.shop+json"), ("dataschema", "https://example.org/order"),
            ("source", "https://example.org/a?b#c"), ("source", "urn:uuid:1"), ("ext1", 1),
            ("data_base64", .null),
        ] as [(String, JSONValue)])
    func anAttributeWithinItsBoundsIsAccepted(attribute: String, value: JSONValue) throws {
        _ = try event(document.replacing([attribute], with: value))
    }

    @Test(arguments: ["Subject", "data_content", "", "ext-1", "ж"])
    func anAttributeWithAForbiddenNameIsRefused(name: String) throws {
        let refusal = try refusal(.object((document.members ?? []) + [JSONMember(name, "x")]))
        #expect(refusal.pointer == "/" + name)
        if name == "Subject" { #expect(refusal.advice == "Is `subject` meant?") }
    }

    @Test(arguments: [
        ("order.place", "order.placed"), ("shipment.pakced", "shipment.packed"), ("Order.Placed", "order.placed"),
        ("clock.accept", "clock.accepted"),
    ])
    func anUnknownTypeIsRefusedWithTheNearestKnownOne(type: String, meant: String) throws {
        let refusal = try refusal(document.replacing(["type"], with: .string(type)))
        #expect(refusal.pointer == "/type")
        #expect(refusal.advice == "Is `\(meant)` meant?")
    }

    @Test(arguments: ["24219509", "24219509-0020", "-1", "24219509-", "a-b", "24219509-0"])
    func aShipmentsNumberNeedsItsPart(number: String) throws {
        let refusal = try refusal(sample("shipment.accepted", subject: number))
        #expect(refusal.pointer == "/subject")
        #expect(refusal.advice.contains("Add the part"))
    }

    @Test(arguments: ["order.placed", "order.cancelled", "passport.provided"])
    func anOrdersNumberMayBeAnyName(type: String) throws {
        let sample = try #require(samples.first { $0.type.rawValue == type })
        let event = try event(sample.document.replacing(["subject"], with: "Заказ 7"))
        #expect(event.body == .order(OrderNumber("Заказ 7"), sample.event))
    }

    @Test(
        arguments: [
            (.string(String(repeating: "x", count: 81)), "\"\(String(repeating: "x", count: 80))…\""),
            (.number(String(repeating: "7", count: 41)), String(repeating: "7", count: 40) + "…"),
        ] as [(JSONValue, String)])
    func whatIsFoundIsQuotedInPart(value: JSONValue, found: String) throws {
        #expect(try refusal(document.replacing(["time"], with: value)).found == found)
    }

    @Test func aControlEventNeedsNoSubject() throws {
        let document = sample("clock.accepted").replacing(["subject"], with: nil)
        #expect(try event(document).body == .control(.clockAccepted))
    }

    @Test(arguments: [[1], "text", 1, .null, true] as [JSONValue])
    func aRecordThatIsNoObjectIsRefused(record: JSONValue) throws {
        let records = try records(of: "[\(record.compact)]")
        #expect(records.map(\.content.refusal?.found) == [record.string == nil ? try inWords(record) : "a text"])
    }

    @Test func dataInBase64IsReadAsJSON() throws {
        let encoded = sample("customer.contacted").replacing(["data_base64"], with: "eyJjaGFubmVsIjoiY2hhdCJ9")
        let plain = sample("customer.contacted", data: ["channel": "chat"])
        #expect(try event(encoded).body == event(plain).body)
        #expect(try event(encoded).digest == event(plain).digest)
    }

    @Test(arguments: ["eyJ", "eyJ9*A==", "AAAA", "e30=e30=", "e31="])
    func dataInBase64ThatIsNoJSONIsRefused(text: String) throws {
        let document = sample("shipment.accepted").replacing(["data_base64"], with: .string(text))
        #expect(try refusal(document).pointer == "/data_base64")
    }

    @Test func dataMayNotBeGivenTwice() throws {
        let document = sample("shipment.accepted", data: [:]).replacing(["data_base64"], with: "e30=")
        #expect(try refusal(document).pointer == "/data_base64")
    }

    @Test func theTextIsTheWholeEventInCanonicalForm() throws {
        let text = #"{ "type":"shipment.accepted","specversion":"1.0","x":15,"source":"/a","id":"1","subject":"1-1"}"#
        let record = try #require(try records(of: text).first)
        #expect(
            try record.content.get().text
                == #"{"id":"1","source":"/a","specversion":"1.0","subject":"1-1","type":"shipment.accepted","x":15}"#)
        #expect(record.text == text)
    }

    @Test func aWrittenEventReadsBack() throws {
        let name = EventName(source: SourceName("/ctl/root"), id: "7")
        let text = EventText.of(
            name, type: "tracking.assigned", subject: "1-1", time: Instant(milliseconds: 1_795_550_400_123),
            data: ["number": "RU1"])
        #expect(text.contains("\"time\":\"2026-11-24T20:00:00.123Z\""))
        let event = try #require(try records(of: text, named: "a.ndjson").first).content.get()
        #expect(event.name == name)
        #expect(event.time == Instant(milliseconds: 1_795_550_400_123))
        #expect(
            event.body == .order(OrderNumber("1"), .trackingAssigned(.init("1-1"), .init("RU1"), carrier: nil)))
    }
}

@Suite struct DigestTests {
    private let text = """
        {"specversion":"1.0","id":"1","source":"/a","type":"item.removed","subject":"1-1",
         "time":"2026-11-24T20:00:00Z","data":{"sku":"5","quantity":10,"reason":"lost","more":{"a":0.50,"b":[1]}}}
        """

    private func digest(_ text: String) throws -> Digest {
        let event = try #require(try records(of: text).first).content.get()
        return try #require(event.digest)
    }

    private func digest(replacing old: String, by new: String) throws -> Digest {
        #expect(text.contains(old))
        let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        return try digest(parts.joined(separator: new))
    }

    @Test(arguments: [
        (":10,", ":1e1,"), (":10,", ": 10.0 ,"), ("0.50", "5e-1"), ("\"lost\"", #""l\u006fst""#),
        (#"{"a":0.50,"b":[1]}"#, #"{"b":[1],"a":0.5}"#), ("20:00:00Z", "23:00:00+03:00"),
        ("20:00:00Z", "20:00:00.000000Z"), (#""id":"1""#, #""id":"2""#), (#""/a""#, #""/b""#),
        (#""id":"1""#, #""id":"1","ext":"x""#),
    ])
    func anotherSpellingHasTheSameDigest(old: String, new: String) throws {
        #expect(try digest(replacing: old, by: new) == digest(text))
    }

    @Test(arguments: [
        (":10,", ":11,"), ("0.50", "0.51"), ("[1]", "[1,1]"), ("[1]", "[\"1\"]"), ("\"lost\"", "\"Lost\""),
        ("20:00:00Z", "20:00:00.001Z"), ("1-1", "1-2"), (#""time":"2026-11-24T20:00:00Z","#, ""),
        (#""a":0.50,"#, ""),
    ])
    func anotherContentHasAnotherDigest(old: String, new: String) throws {
        #expect(try digest(replacing: old, by: new) != digest(text))
    }

    @Test func theDigestIsTheSHA256OfTheCanonicalContent() throws {
        let digest = try digest(
            #"{"specversion":"1.0","id":"1","source":"/a","type":"shipment.accepted","subject":"1-1"}"#)
        let hexadecimal = digest.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hexadecimal == "e00becc95e4d0e9b880739ccb4c29ccb90fea5c8bec49d60a58b86fbccb962af")
    }
}

@Suite struct SubjectTests {
    @Test(
        arguments: [
            (sample("order.placed", data: 7), "24219509-0020"), (sample("no.type"), "24219509-0020-1"),
            (sample("shipment.packed"), "24219509-0020-1"), (sample("passport.provided"), "24219509-0020"),
            (["posting_number": "3-1", "status": "no status"], "3-1"),
            (["posting_number": "3-1", "status": "delivered"], "3-1"),
            (["message_type": "TYPE_NEW_POSTING", "posting_number": "3-1"], "3-1"),
            (["result": ["postings": [["posting_number": "3-1", "status": 7]]]], "3-1"),
            (["posting_number": true, "status": "delivered"], nil), (["posting_number": "3\n1"], nil), (7, nil),
        ] as [(JSONValue, String?)])
    func aRecordTellsWhatItIsAboutWhetherItIsGoodOrNot(document: JSONValue, subject: String?) throws {
        #expect(try records(of: document.compact).map(\.subject) == [subject])
    }
}

@Suite struct TimestampTests {
    @Test func theEndOfTimeIsNotPassed() throws {
        let text = "9999-12-31T23:59:59.999999900Z"
        let event = try event(sample("cutoff.changed", data: ["packBy": .string(text)]))
        #expect(
            event.body
                == .order(
                    OrderNumber("24219509-0020"), .cutoffChanged(.init("24219509-0020-1"), packBy: .distantFuture)))
    }
}
