// Every type of event: what good data says, and that bad data is refused with the member's place.

import CivilTime
import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

@Suite struct OrderEventTests {
    @Test func everyTypeHasASample() {
        #expect(Set(samples.map(\.type)) == Set(EventType.allCases))
    }

    @Test(arguments: samples.indices)
    func goodDataIsReadAsItsEvent(index: Int) throws {
        let event = try event(samples[index].document)
        #expect(event.body == .order(OrderNumber("24219509-0020"), samples[index].event))
        #expect(event.name == EventName(source: SourceName("/wms/msk-1"), id: "a7c1"))
    }

    @Test(arguments: samples.indices)
    func unknownMembersAreKeptAndIgnored(index: Int) throws {
        let (type, data) = (samples[index].type, samples[index].data ?? [:])
        let document = sample(type.rawValue, data: data).replacing(["data", "colour"], with: ["x": 1])
        let event = try event(document.replacing(["traceparent"], with: "00-1"))
        #expect(event.body == .order(OrderNumber("24219509-0020"), samples[index].event))
        #expect(event.text.contains(#""colour":{"x":1}"#))
        #expect(event.text.contains(#""traceparent":"00-1""#))
    }

    @Test(arguments: [
        ("order.placed", ["warehouse"]), ("order.placed", ["service"]), ("order.placed", ["deliveryMethod"]),
        ("order.placed", ["delivery"]), ("order.placed", ["items"]), ("order.placed", ["items", "1", "sku"]),
        ("order.placed", ["items", "0", "name"]), ("order.placed", ["items", "1", "quantity"]),
        ("order.placed", ["items", "0", "price"]), ("order.placed", ["items", "1", "currency"]),
        ("cutoff.changed", ["packBy"]), ("shipment.split", ["parts"]),
        ("shipment.split", ["parts", "1", "0", "sku"]), ("shipment.split", ["parts", "0", "0", "quantity"]),
        ("item.removed", ["sku"]), ("item.removed", ["quantity"]), ("item.removed", ["reason"]),
        ("shipment.packed", ["evidence", "1", "uri"]), ("evidence.recorded", ["uri"]),
        ("tracking.assigned", ["number"]), ("customer.contacted", ["channel"]), ("dispute.resolved", ["outcome"]),
        ("shipment.cancelled", ["reason"]), ("shipment.cancelled", ["by"]), ("order.cancelled", ["reason"]),
        ("order.cancelled", ["by"]), ("cancellation.requested", ["reason"]), ("cancellation.answered", ["answer"]),
        ("claim.withheld", ["claim"]), ("claim.withheld", ["sku"]), ("claim.withheld", ["quantity"]),
        ("claim.withheld", ["amount"]), ("claim.withheld", ["currency"]), ("appeal.filed", ["claim"]),
        ("appeal.filed", ["evidence"]), ("appeal.decided", ["claim"]), ("appeal.decided", ["outcome"]),
    ])
    func aMissingMemberIsNamedByItsPointer(type: String, path: [String]) throws {
        let sample = try #require(samples.first { $0.type.rawValue == type })
        let refusal = try refusal(sample.document.replacing(["data"] + path, with: nil))
        #expect(refusal.code == .malformed)
        #expect(refusal.pointer == "/data/" + path.joined(separator: "/"))
        #expect(refusal.found == "nothing")
        #expect(!refusal.expected.isEmpty && !refusal.advice.isEmpty)
    }

    @Test(arguments: samples.indices)
    func aMemberOfAnotherTypeIsNamedByItsPointer(index: Int) throws {
        for path in samples[index].data?.leaves ?? [] where !path.isEmpty {
            for wrong in [[1], ["a": 1], 7, true, "", "\u{1B}[2J"] as [JSONValue] {
                let isFine = path.last == "quantity" && wrong == 7 || path.last == "fromAbroad" && wrong == true
                guard !isFine else { continue }
                let refusal = try refusal(samples[index].document.replacing(["data"] + path, with: wrong))
                #expect(refusal.pointer == "/data/" + path.joined(separator: "/"))
                #expect(try refusal.found == inWords(wrong))
            }
        }
    }

    @Test(
        arguments: [
            ("order.placed", ["items"], [], "an empty array"), ("order.placed", ["delivery"], "drone", "\"drone\""),
            ("order.placed", ["createdAt"], "", "\"\""), ("order.placed", ["createdAt"], "2026-02-30T00:00:00Z", nil),
            ("order.placed", ["items", "0", "quantity"], 0, "0"),
            ("order.placed", ["items", "0", "quantity"], .number("1.5"), "1.5"),
            ("order.placed", ["items", "0", "quantity"], 1_000_001, nil),
            ("order.placed", ["items", "0", "quantity"], .number("1e400"), nil),
            ("order.placed", ["items", "0", "price"], .number("279.00"), nil),
            ("order.placed", ["items", "0", "price"], "-1", "\"-1\""),
            ("order.placed", ["items", "0", "price"], "1.001", nil),
            ("order.placed", ["items", "0", "price"], "1,50", nil),
            ("order.placed", ["items", "0", "price"], "9999999999999.00", nil),
            ("order.placed", ["items", "0", "currency"], "rub", nil),
            ("order.placed", ["warehouse"], .string(String(repeating: "w", count: 201)), nil),
            ("order.placed", ["warehouse"], "a\nb", "\"a\\nb\""),
            ("order.placed", ["warehouse"], "a\u{85}b", nil),
            ("shipment.split", ["parts"], [[["sku": "1", "quantity": 1]]], "an array of 1"),
            ("shipment.split", ["parts", "1"], [], "an empty array"),
            ("evidence.recorded", ["sha256"], .string(String(repeating: "g", count: 64)), nil),
            ("evidence.recorded", ["sha256"], .string(String(repeating: "a", count: 63)), nil),
            ("evidence.recorded", ["uri"], .string(String(repeating: "u", count: 2049)), nil),
            ("evidence.recorded", ["uri"], "1.mp4", "\"1.mp4\""), ("evidence.recorded", ["uri"], "file:", nil),
            ("evidence.recorded", ["uri"], "https://video.example/1 2.mp4", nil),
            ("appeal.filed", ["evidence"], [], "an empty array"),
            ("customer.contacted", ["note"], .string(String(repeating: "n", count: 4097)), nil),
            ("claim.withheld", ["amount"], "0.00", "\"0.00\""),
            ("shipment.cancelled", ["by"], "Seller", "\"Seller\""),
        ] as [(String, [String], JSONValue, String?)])
    func aValueOutOfBoundsIsRefused(type: String, path: [String], value: JSONValue, found: String?) throws {
        let sample = try #require(samples.first { $0.type.rawValue == type })
        let refusal = try refusal(sample.document.replacing(["data"] + path, with: value))
        #expect(refusal.pointer == "/data/" + path.joined(separator: "/"))
        if let found { #expect(refusal.found == found) }
    }

    @Test(
        arguments: [
            ("order.placed", ["items", "0", "quantity"], .number("2.0")),
            ("order.placed", ["items", "0", "quantity"], 1_000_000),
            ("order.placed", ["items", "0", "price"], "279.000000"),
            ("order.placed", ["items", "0", "price"], "4999999999999.99"),
            ("order.placed", ["fromAbroad"], .null), ("order.placed", ["paidAt"], .null),
            ("order.placed", ["warehouse"], .string(String(repeating: "w", count: 200))),
            ("customer.contacted", ["note"], .string(String(repeating: "n\n", count: 2048))),
        ] as [(String, [String], JSONValue)])
    func aValueAtItsBoundIsAccepted(type: String, path: [String], value: JSONValue) throws {
        let sample = try #require(samples.first { $0.type.rawValue == type })
        _ = try event(sample.document.replacing(["data"] + path, with: value))
    }

    @Test func aProductTwiceInOneListIsRefused() throws {
        let document = sample("order.placed", data: placementData)
        let refusal = try refusal(document.replacing(["data", "items", "1", "sku"], with: "180550365"))
        #expect(refusal.pointer == "/data/items/1/sku")
        #expect(refusal.expected == "every product once")
        let lines = ([0] + Array(0..<9)).map { JSONValue.object([JSONMember("sku", .string("s\($0)")), one]) }
        let split = sample("shipment.split", data: ["parts": [.array([lines[0]]), .array(lines)]])
        #expect(try EventFormatsTests.refusal(split).pointer == "/data/parts/1/1/sku")
    }

    private var one: JSONMember { JSONMember("quantity", 1) }

    @Test func moreThanAThousandItemsAreRefused() throws {
        func items(_ count: Int) -> JSONValue {
            let item = placementData["items"]?.elements?.first ?? .null
            return .array((0..<count).map { item.replacing(["sku"], with: .string("s\($0)")) })
        }
        let document = sample("order.placed", data: placementData)
        _ = try event(document.replacing(["data", "items"], with: items(1000)))
        #expect(try refusal(document.replacing(["data", "items"], with: items(1001))).pointer == "/data/items")
    }

    @Test func aMistypedMemberIsSuggested() throws {
        let data = placementData.replacing(["warehouse"], with: nil).replacing(["Warehous"], with: "msk-1")
        let refusal = try refusal(sample("order.placed", data: data))
        #expect(refusal.advice == "Is `Warehous` meant to be `warehouse`?")
    }

    @Test(arguments: [.null, 1, "x", []] as [JSONValue])
    func dataThatIsNoObjectIsRefusedWhereItMatters(data: JSONValue) throws {
        let document = sample("shipment.accepted").replacing(["data"], with: data)
        if data == .null {
            _ = try event(document)
        } else {
            #expect(try refusal(document).pointer == "/data")
        }
    }
}

extension JSONValue {
    /// The paths of everything inside that is neither an array nor an object, and not null.
    fileprivate var leaves: [[String]] {
        switch self {
        case .object(let members): members.flatMap { member in member.value.leaves.map { [member.name] + $0 } }
        case .array(let elements):
            elements.enumerated().flatMap { index, element in element.leaves.map { ["\(index)"] + $0 } }
        case .null: []
        case .bool, .number, .string: [[]]
        }
    }
}
