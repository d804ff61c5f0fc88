// CloudEvents 1.0.2 and its JSON format, rule by rule. Each refusal names the attribute by its pointer, and the rule in
// its words.

import CivilTime
import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

/// One member of an event, and what is said to it.
struct Case: Sendable, CustomTestStringConvertible {
    let member: String
    /// As it stands in the text.
    let value: String
    /// Nil where the event is good.
    let rule: String?

    init(_ member: String, _ value: String, _ rule: String? = nil) {
        (self.member, self.value, self.rule) = (member, value, rule)
    }

    var testDescription: String { "\(member): \(value)" }

    /// An event that is good but for this member.
    var text: String {
        let attributes = [
            ("specversion", #""1.0""#), ("id", #""1""#), ("source", #""/s""#), ("type", #""shipment.accepted""#),
            ("subject", #""1-1""#),
        ]
        let members = attributes.filter { $0.0 != member } + [(member, value)]
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    func check() throws {
        let content = try #require(try records(of: text).first).content
        guard let rule else {
            _ = try content.get()
            return
        }
        let refusal = try #require(content.refusal)
        #expect(refusal.pointer == "/" + member)
        #expect(refusal.expected.contains(rule), "\(refusal.text)")
        #expect(!refusal.found.isEmpty && !refusal.advice.isEmpty)
    }
}

private let uri = "a URI reference of 1 to 1024 bytes (RFC 3986)"
private let absolute = "an absolute URI of 1 to 2048 bytes, with a scheme and without a fragment (RFC 3986)"
private let instant = "(RFC 3339)"
private let text = "a text of 1 to 1024 bytes without control characters"
private let kinds = "a whole number from -2147483648 to 2147483647 (CloudEvents 1.0, attributes)"
private let characters = "without control characters and noncharacters (CloudEvents 1.0, String)"
private let names = "an attribute's name of lower-case letters and digits (CloudEvents 1.0)"
private let json = "a media type of JSON"
private let media = "a media type, like application/json (RFC 2046)"

@Suite struct CoreAttributeTests {
    @Test(arguments: [
        Case("specversion", "null", "`\"1.0\"`"), Case("specversion", "\"1\"", "`\"1.0\"`"),
        Case("specversion", "1.0", "`\"1.0\"`"), Case("specversion", "\"1.0.2\"", "`\"1.0\"`"),
        Case("specversion", "\"0.3\"", "`\"1.0\"`"), Case("specversion", "\"\"", "`\"1.0\"`"),
        Case("id", "null", text), Case("id", "\"\"", text), Case("id", "7", text), Case("id", "\"a\\u0000\"", text),
        Case("id", "\"\\uFFFE\"", characters), Case("id", "\"\\uD83F\\uDFFF\"", characters),
        Case("id", "\"\\uFDD0\"", characters), Case("id", "\"\u{10FFFF}\"", characters), Case("id", "\"\u{85}\"", text),
        Case("id", "\" \""), Case("id", "\"\\uD83D\\uDE00\""), Case("id", "\"\\uFFFD\""), Case("id", "\"Ж\""),
        Case("type", "null", "the type of an event"), Case("type", "\"\"", "the type of an event"),
        Case("subject", "null", "a shipment's number"), Case("subject", "\"\"", "a shipment's number"),
        Case("subject", "1", "a shipment's number"), Case("subject", "\"\u{FFFF}-1\"", characters),
    ])
    func aStringIsToTheLetter(_ attribute: Case) throws { try attribute.check() }

    @Test(arguments: [
        Case("time", "null"), Case("time", "\"2026-11-23T09:12:00Z\""), Case("time", "\"2026-11-23t09:12:00z\""),
        Case("time", "\"2026-11-23T09:12:00.123456789012+07:00\""), Case("time", "\"2026-11-23T09:12:00-00:00\""),
        Case("time", "\"2016-12-31T23:59:60Z\""), Case("time", "\"2017-01-01T02:59:60.5+03:00\""),
        Case("time", "\"9999-12-31T23:59:59.999999900Z\""), Case("time", "\"0000-01-01T00:00:00Z\""),
        Case("time", "\"2024-02-29T00:00:00Z\""),
        Case("time", "\"\"", instant), Case("time", "0", instant), Case("time", "\"2026-11-23\"", instant),
        Case("time", "\"2026-11-23 09:12:00Z\"", instant), Case("time", "\"2026-11-23T09:12:00\"", instant),
        Case("time", "\"2026-11-23T09:12Z\"", instant), Case("time", "\"2026-11-23T09:12:00.Z\"", instant),
        Case("time", "\"2026-11-23T09:12:00,5Z\"", instant), Case("time", "\"2026-11-23T09:12:60Z\"", instant),
        Case("time", "\"2026-11-23T24:00:00Z\"", instant), Case("time", "\"2026-02-29T00:00:00Z\"", instant),
        Case("time", "\"2026-11-23T09:12:00+24:00\"", instant), Case("time", "\"2026-11-23T09:12:00+0300\"", instant),
        Case("time", "\"2026-11-23T09:12:00+03\"", instant), Case("time", "\" 2026-11-23T09:12:00Z\"", instant),
        Case("time", "\"26-11-23T09:12:00Z\"", instant), Case("time", "\"2026-11-23T09:12:00Z\\n\"", instant),
    ])
    func aTimeIsToTheLetter(_ attribute: Case) throws { try attribute.check() }

    @Test(arguments: [
        "https://github.com/cloudevents", "mailto:cncf-wg-serverless@lists.cncf.io",
        "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "/cloudevents/spec/pull/123", "/sensors/tn-1234567/alerts",
        "1-555-123-4567", "https://u:p@example.org:8080/a;b=1/c?q=1/2?3#f", "//host/a", "http://[2001:db8::1]:80/",
        "http://[v1.fe:80]/", "file:///a", "a", "?q", "#f", "./a:b", "/%D1%81", "tel:+1-816-555-1212", "http://",
    ])
    func aSourceIsAURIReference(source: String) throws { try Case("source", "\"\(source)\"").check() }

    @Test(arguments: [
        "", " ", "/a b", "<x>", "/склад", "/%", "/%D", "/%GG", "1a:b", ":a", "/a#b#c", "/a\\\\b", "/a|b", "/a^b",
        "/{a}", "/[a]", "http://[::1", "http://[::g]/", "http://a:b/", "http://[::1]x/", "/a\\u0000", "\\\"", "/`",
        "http://[v.a]/", "http://[v1.%65]/", "http://[::1]:8a/", "//a[b@host/", "http://a b/", "a b:c",
    ])
    func anythingElseIsNone(source: String) throws { try Case("source", "\"\(source)\"", uri).check() }

    @Test(arguments: [
        Case("dataschema", "null"), Case("dataschema", "\"https://example.org/order?v=1\""),
        Case("dataschema", "\"urn:x:order\""), Case("dataschema", "\"\"", absolute), Case("dataschema", "1", absolute),
        Case("dataschema", "\"/order\"", absolute), Case("dataschema", "\"order\"", absolute),
        Case("dataschema", "\"//example.org/order\"", absolute),
        Case("dataschema", "\"https://example.org/order#v1\"", absolute),
    ])
    func aSchemaIsAnAbsoluteURI(_ attribute: Case) throws { try attribute.check() }
}

@Suite struct ExtensionAttributeTests {
    @Test(arguments: [
        Case("ext", "null"), Case("ext", "\"\""), Case("ext", "\"v\""), Case("ext", "true"), Case("ext", "0"),
        Case("ext", "-2147483648"), Case("ext", "2147483647"), Case("a1234567890123456789012345", "1"),
        Case("0", "false"),
        Case("ext", "2147483648", kinds), Case("ext", "-2147483649", kinds), Case("ext", "1.0", kinds),
        Case("ext", "1e3", kinds), Case("ext", "1.5", kinds), Case("ext", "[]", kinds), Case("ext", "{}", kinds),
        Case("ext", "[\"a\"]", kinds), Case("ext", "\"a\\nb\"", characters), Case("ext", "\"\\u007f\"", characters),
        Case("ext", "\"\\uFDEF\"", characters),
    ])
    func aValueHasATypeOfCloudEvents(_ attribute: Case) throws { try attribute.check() }

    @Test(arguments: ["Ext", "ext-1", "ext_1", "ext.1", "ж", "ext ", "DATA", "dataBase64", "data_base65"])
    func aNameIsOfLowerCaseLettersAndDigits(name: String) throws { try Case(name, "1", names).check() }

    @Test func aNameThatIsEmptyIsNone() throws { try Case("", "1", names).check() }

    @Test func whatIsGoodIsKeptInTheHistory() throws {
        let text = Case("traceparent", #""00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","n":-5,"flag":true"#)
            .text
        let event = try #require(try records(of: text).first).content.get()
        #expect(event.text.contains(#""traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01""#))
        #expect(event.text.contains(#""n":-5"#) && event.text.contains(#""flag":true"#))
    }

    @Test func aForbiddenCharacterIsNamed() throws {
        let refusal = try #require(try records(of: Case("ext", "\"a\\uFFFFb\"").text).first?.content.refusal)
        #expect(refusal.found == "the character U+FFFF")
    }
}

@Suite struct EventDataTests {
    @Test(arguments: [
        Case("datacontenttype", "null,\"data\":{}"), Case("datacontenttype", "\"application/json\",\"data\":{}"),
        Case("datacontenttype", "\"Application/JSON; charset=\\\"utf-8\\\"\",\"data\":{}"),
        Case("datacontenttype", "\"text/json;v=1 ; w=2\",\"data\":{}"),
        Case("datacontenttype", "\"application/vnd.shop.order+json\",\"data_base64\":\"e30=\""),
        Case("datacontenttype", "\"application/xml\""),
        Case("datacontenttype", "\"application/xml\",\"data_base64\":null"),
        Case("datacontenttype", "\"application/xml\",\"data\":\"<a/>\"", json),
        Case("datacontenttype", "\"application/xml\",\"data\":{}", json),
        Case("datacontenttype", "\"application/octet-stream\",\"data_base64\":\"e30=\"", json),
        Case("datacontenttype", "\"application/jsonl\",\"data\":{}", json),
        Case("datacontenttype", "\"application/json-seq\",\"data\":{}", json),
        Case("datacontenttype", "\"json\"", media), Case("datacontenttype", "\"\"", media),
        Case("datacontenttype", "1", media), Case("datacontenttype", "\"/json\"", media),
        Case("datacontenttype", "\"application/\"", media), Case("datacontenttype", "\"application /json\"", media),
        Case("datacontenttype", "\"application/json;\"", media),
        Case("datacontenttype", "\"application/json; charset\"", media),
        Case("datacontenttype", "\"application/json; charset=\\\"utf-8\"", media),
        Case("datacontenttype", #""application/json; charset=\"\\\"""#, media),
        Case("datacontenttype", "\"application/json, text/json\"", media),
        Case("datacontenttype", "\"приложение/json\"", media),
    ])
    func itsTypeIsAMediaTypeAndDeclaresJSONWhereThereIsData(_ attribute: Case) throws { try attribute.check() }

    @Test(arguments: [
        Case("data", "null"), Case("data", "{}"), Case("data", "{\"x\":[null,1.5e3]}"),
        Case("data", "\"text\"", "an object"), Case("data", "\"{}\"", "an object"), Case("data", "[]", "an object"),
        Case("data", "0", "an object"), Case("data", "false", "an object"),
        Case("data_base64", "null"), Case("data_base64", "\"e30=\""), Case("data_base64", "\"bnVsbA==\""),
        Case("data_base64", "\"\"", "the JSON text"),
        Case("data_base64", "\"e30\"", "a JSON text in Base64 (RFC 4648)"),
        Case("data_base64", "\"e3 0=\"", "a JSON text in Base64"), Case("data_base64", "\"e30=\\n\"", "in Base64"),
        Case("data_base64", "\"e31=\"", "in Base64"), Case("data_base64", "{}", "in Base64"),
        Case("data_base64", "\"_-8=\"", "in Base64"), Case("data_base64", "\"W10=\"", "an object"),
        Case("data_base64", "\"e30=\",\"data\":{}", "either `data` or `data_base64`"),
        Case("data_base64", "\"e30=\",\"data\":null", "either `data` or `data_base64`"),
    ])
    func itIsAnObjectOrNothing(_ member: Case) throws { try member.check() }

    @Test func aFaultInsideOfEncodedDataIsNamedWithItsPlace() throws {
        // {"a":[1,]}
        let text = Case("data_base64", "\"eyJhIjpbMSxdfQ==\"").text
        let refusal = try #require(try records(of: text).first?.content.refusal)
        #expect(refusal.pointer == "/data_base64/a/1")
        #expect(refusal.expected == "a value in the JSON text")
        #expect(refusal.found == "`]` at byte 9 of it")
    }

    @Test func noDataAndNullAndAnEmptyObjectSayTheSame() throws {
        let texts = ["ext", "data", "data", "data_base64", "data_base64"]
        let values = ["null", "null", "{}", "\"bnVsbA==\"", "\"e30=\""]
        let digests = try zip(texts, values).map { member, value in
            try #require(try records(of: Case(member, value).text).first).content.get().digest
        }
        #expect(Set(digests).count == 1)
    }
}

@Suite struct BatchTests {
    private let event = Case("ext", "1").text

    @Test func aBatchWithinABatchIsRefusedAndTheOthersRead() throws {
        let records = try records(of: "[\(event),[\(event)],[],\(event)]")
        #expect(records.map { $0.content.id != nil } == [true, false, false, true])
        #expect(records[1].content.refusal?.expected == "an event, which is an object")
        #expect(records[1].content.refusal?.found == "an array")
        #expect(records[1].text == "[\(event)]")
    }

    @Test(arguments: ["id", "ext", "subject"])
    func anAttributeGivenTwiceIsRefusedWithItsPointer(name: String) throws {
        let text = event.dropLast() + ",\"\(name)\":\"2\"}"
        let refusal = try #require(try records(of: "[\(event),\(text)]").last?.content.refusal)
        #expect(refusal.pointer == "/" + name)
        #expect(refusal.expected == "every member once")
    }

    @Test func aLoneSurrogateIsRefusedWithItsPointer() throws {
        let refusal = try #require(try records(of: Case("ext", "\"\\uDEAD\"").text).first?.content.refusal)
        #expect(refusal.pointer == "/ext")
        #expect(refusal.expected == "surrogates in pairs, high before low")
    }
}
