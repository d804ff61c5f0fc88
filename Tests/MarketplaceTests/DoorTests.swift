// What is read of the marketplace's words, and what is refused, and where.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders
import TestKit
import Testing

@Suite struct StatusTests {
    static let pairs: [(String, String?, StateName, Bool?)] = [
        ("awaiting_packaging", "posting_created", .awaitingPackaging, false),
        ("awaiting_packaging", nil, .awaitingPackaging, nil),
        ("awaiting_packaging", "posting_of_next_year", .awaitingPackaging, nil),
        ("Awaiting_Packaging", "POSTING_CREATED", .awaitingPackaging, false),
        ("awaiting_approve", nil, .awaitingPackaging, nil), ("awaiting_verification", nil, .awaitingPackaging, nil),
        ("acceptance_in_progress", "posting_created", .awaitingPackaging, false),
        ("awaiting_packaging", "posting_awaiting_passport_data", .awaitingPackaging, true),
        ("awaiting_deliver", "posting_awaiting_passport_data", .awaitingPackaging, true),
        ("awaiting_registration", nil, .awaitingShipment, nil),
        ("awaiting_deliver", "posting_transferring_to_delivery", .awaitingShipment, nil),
        ("awaiting_delivery", "posting_in_carriage", .awaitingShipment, nil),
        ("awaiting_deliver", "posting_not_in_carriage", .awaitingShipment, nil),
        ("delivering", "posting_on_way_to_city", .accepted, nil),
        ("delivering", "posting_on_way_to_pickup_point", .accepted, nil),
        ("driver_pickup", nil, .accepted, nil), ("sent_by_seller", nil, .accepted, nil),
        ("delivering", "posting_transferred_to_courier_service", .accepted, nil),
        ("delivering", "posting_in_courier_service", .courierOnTheWay, nil),
        ("delivering", "posting_in_pickup_point", .atPickUpPoint, nil),
        ("delivering", "posting_conditionally_delivered", .presumablyDelivered, nil),
        ("delivered", "posting_received", .delivered, nil), ("delivered", "posting_delivered", .delivered, nil),
        ("delivered", "posting_awaiting_passport_data", .delivered, nil),
        ("arbitration", "posting_in_arbitration", .disputed, nil), ("not_accepted", nil, .disputed, nil),
        ("client_arbitration", "posting_in_client_arbitration", .disputed, nil),
        ("cancelled", "posting_canceled", .cancelled, nil),
        ("cancelled_from_split_pending", "posting_split_pending", .cancelled, nil),
        ("nonsense", "posting_in_pickup_point", .atPickUpPoint, nil),
    ]

    @Test(arguments: pairs)
    func aStatusAndItsSubstatusAreOneState(status: String, substatus: String?, state: StateName, held: Bool?) throws {
        let report = try #require(try door(posting(Market.posting, status, substatus).compact).first?.report)
        #expect(report.standing == Standing(state, isHeld: held))
    }

    @Test(arguments: pairs.filter { $0.1 == nil || $0.1 == $0.1?.lowercased() })
    func aMessageSaysASubstatusOrAStatus(status: String, substatus: String?, state: StateName, held: Bool?) throws {
        guard substatus != "posting_of_next_year", status != "delivered" else { return }
        let report = try #require(try door(stateChanged(substatus ?? status).compact).first?.report)
        #expect(report.standing?.state == state)
    }

    @Test(arguments: [
        ("string", nil), ("сancelled", "Is `cancelled` meant?"), ("deliverd", "Is `delivered` meant?"), ("", nil),
    ])
    func nonsenseIsRefusedWithTheWordThatIsMeant(status: String, advice: String?) throws {
        let refusal = try #require(try door(posting(Market.posting, status, nil).compact).first?.refusal)
        #expect(refusal.pointer == "/status")
        #expect(refusal.found == JSONValue.string(status).compact)
        if let advice { #expect(refusal.advice == advice) }
    }
}

@Suite struct TolerantReadingTests {
    private func report(_ more: [JSONMember]) throws -> PostingReport {
        let record = try #require(try door(posting(Market.posting, "awaiting_packaging", nil, more).compact).first)
        return try #require(record.report, "\(record.refusal?.text ?? "an aside")")
    }

    @Test func partsAreThoseOfTheSameOrder() throws {
        let others: JSONValue = ["24219509-0020-2", "777-2", .string(Market.posting), "24219509-0020"]
        let told = try report([
            JSONMember("parent_posting_number", "777-1"),
            JSONMember("related_postings", ["related_posting_numbers": others]),
        ])
        #expect(told.parent == nil && told.related == [ShipmentNumber("24219509-0020-2")])
        let parted = try report([JSONMember("parent_posting_number", "24219509-0020-7")])
        #expect(parted.parent == ShipmentNumber("24219509-0020-7"))
    }

    @Test(arguments: [
        ("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z"), ("2026-11-25T10:00:00+07:00", "2026-11-25T03:00:00Z"),
        ("2026-11-25T10:00:00.123456Z", "2026-11-25T10:00:00.124Z"),
        ("2026-11-25T10:00:00.648533678Z", "2026-11-25T10:00:00.649Z"),
        ("9999-12-31T23:59:59.999999900Z", nil), ("0001-01-01T00:00:00Z", nil), ("", nil),
        ("1970-01-01T00:00:00Z", nil),
    ])
    func timesComeInManySpellingsAndSomeSayThatThereIsNone(text: String, instant: String?) throws {
        #expect(
            try report([JSONMember("shipment_date", .string(text))]).cutoff
                == instant.map { .given(.at($0)) } ?? .withdrawn)
    }

    @Test(arguments: [
        ("2026-11-31T10:00:00Z", "At character 9 there should be a day that exists in that month."),
        ("2026-11-25 10:00:00Z", "At character 11 there should be `T`."),
        ("2026-11-25T10:00:00", "At character 20 there should be `Z` or an offset like `+03:00`."),
        ("2026-11-25T10:00:00+24:00", "At character 21 there should be an offset's hours from 00 to 23."),
        ("1764054996", "At character 5 there should be `-`."),
    ])
    func aTimeThatIsNoneIsRefusedWithThePlaceInIt(text: String, advice: String) throws {
        let moved = push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", .string(text))])
        let refusal = try #require(try door(moved.compact).first?.refusal)
        #expect(refusal.pointer == "/new_cutoff_date" && refusal.advice == advice)
        #expect(refusal.found == JSONValue.string(text).compact)
    }

    @Test func aDeadlineThatCannotBeReadIsRefusedOnlyWhereItCounts() throws {
        let wrong = [JSONMember("shipment_date", "tomorrow")]
        let refused = try door(posting(Market.posting, "awaiting_packaging", nil, wrong).compact)
        #expect(refused.first?.refusal?.pointer == "/shipment_date")
        #expect(try door(posting(Market.posting, "delivered", nil, wrong).compact).first?.report != nil)
    }

    @Test(arguments: [
        "24219509-0020-1 ", "24219509\u{2013}0020\u{2013}1", "\u{202E}24219509-0020-1",
        "24219509-0020-\u{0031}\u{00A0}", "0", String(repeating: "1", count: 199),
    ])
    func aNumberThatOnlyLooksLikeOneIsRefused(number: String) throws {
        for text in [posting(number).compact, newPosting(of: number).compact] {
            let refusal = try #require(try door(text).first?.refusal)
            #expect(refusal.pointer == "/posting_number")
            #expect(refusal.expected.hasSuffix("1 to 198 characters of ASCII without spaces"))
        }
    }

    @Test func anArrayWhereAnObjectWasIsReadByItsOnlyElement() throws {
        #expect(try report([JSONMember("delivery_method", [])]).contents?.warehouse == nil)
        let two: JSONValue = [["warehouse_id": "7"], ["warehouse_id": "8"]]
        #expect(try report([JSONMember("delivery_method", two)]).contents?.warehouse == nil)
        let method: JSONValue = [["warehouse_id": "7"]]
        #expect(try report([JSONMember("delivery_method", method)]).contents?.warehouse == WarehouseID("7"))
        let product: JSONValue = ["sku": "s", "quantity": "3", "price": [["amount": "1.5", "currency": "CNY"]]]
        let item = try #require(try report([JSONMember("products", product)]).contents?.items.first)
        #expect(item == Item(sku: SKU("s"), name: "s", quantity: Quantity(3), price: .of("1.50", "CNY")))
    }

    @Test func anObjectWithNumberedMembersIsAList() throws {
        let products: JSONValue = ["0": ["sku": "a", "quantity": 1], "7": ["sku": "b", "quantity": 1]]
        #expect(try report([JSONMember("products", products)]).contents?.items.map(\.sku) == [SKU("a"), SKU("b")])
        let postings: JSONValue = ["result": ["postings": ["0": posting("1-1"), "2": posting("2-1", "string", nil)]]]
        let records = try door(postings.compact)
        #expect(records.map { $0.report?.number.rawValue } == ["1-1", nil])
        #expect(records.last?.refusal?.pointer == "/status")
    }

    @Test(arguments: [
        ("123456789012345678901234567890", "123456789012345678901234567890"), ("1.8e8", "180000000"), ("7.0", "7"),
    ])
    func aNumberForANameMayBeOfAnyLength(number: String, name: String) throws {
        let product: JSONValue = ["sku": .number(number), "quantity": 1]
        let read = try report([
            JSONMember("products", [product]), JSONMember("tracking_number", .number(number)),
            JSONMember("posting_number", .number(number)),
        ])
        #expect(read.contents?.items.first?.sku == SKU(name))
        #expect(read.tracking == TrackingNumber(name) && read.number == ShipmentNumber("\(name)-1"))
    }

    @Test(arguments: [("2", 2), ("2.0", 2), ("1e1", 10), ("2.5", nil), ("2 pieces", nil), ("-1", nil), ("", nil)])
    func aQuantityInQuotesIsReadLikeOneWithout(text: String, count: Int?) throws {
        let products: JSONValue = [["sku": 1, "quantity": .string(text)]]
        let report = try report([JSONMember("products", products)])
        #expect(report.contents?.items.first?.quantity == count.map { Quantity($0) })
        #expect(report.unusable?.pointer == (count == nil ? "/products/0/quantity" : nil))
    }

    @Test func aTrackingNumberOfSpacesIsNone() throws {
        #expect(try report([JSONMember("tracking_number", " ")]).tracking == nil)
    }

    @Test func whatWeDoNotNeedMayBeAnything() throws {
        let junk: [JSONValue] = [[], [:], "x", 7, .bool(true), .null, [[[1]]]]
        let names = [
            "addressee", "customer", "analytics_data", "cancellation", "tariffication", "financial_data",
            "tracking_number", "parent_posting_number", "order_number", "related_postings", "substatus",
        ]
        for name in names {
            for value in junk { _ = try report([JSONMember(name, value)]) }
        }
    }

    static let prices: [(product: JSONValue, price: Money)] = [
        (["sku": 1, "quantity": 1], Money.unknown), (["sku": 1, "quantity": 1, "price": ""], .unknown),
        (["sku": 1, "quantity": 1, "price": "279.0000"], .of("279.00")),
        (["sku": 1, "quantity": 1, "price": .number("1500.0")], .of("1500.00")),
        (["sku": 1, "quantity": 1, "price": "5", "currency_code": "JPY"], .of("5", "JPY")),
        (["sku": 1, "quantity": 1, "price": ["amount": "5"], "currency_code": "JPY"], .of("5", "JPY")),
        (
            ["sku": 1, "quantity": 1, "price": ["amount": 5, "currency": "CNY"], "currency_code": 7],
            .of("5.00", "CNY")
        ),
        (["sku": 1, "quantity": 1, "price": ["amount": "5", "currency": ""]], .of("5.00")),
    ]

    @Test(arguments: prices)
    func pricesComeAsTextsAndNumbersOrNotAtAll(product: JSONValue, price: Money) throws {
        #expect(try report([JSONMember("products", [product])]).contents?.items.first?.price == price)
    }

    @Test(
        arguments: [
            ([["quantity": 1]], "/products/0/sku"), ([["sku": 1]], "/products/0/quantity"),
            ([["sku": 1, "quantity": 0]], "/products/0/quantity"),
            ([["sku": 1, "quantity": 1, "price": "1.005"]], "/products/0/price"), ([7], "/products/0"),
            ([["sku": 1, "quantity": 1, "price": "1"], ["sku": 1, "quantity": 1, "price": "2"]], "/products/1/sku"),
            ([["sku": 1, "quantity": 1_000_000, "price": 1_000_000_000_000]], "/products/0/price"),
            ([["sku": 1, "quantity": 1, "price": ["amount": "x"]]], "/products/0/price/amount"),
            ([["sku": 1, "quantity": 1, "price": [["amount": 1, "currency": 7]]]], "/products/0/price/0/currency"),
            (["3": ["sku": 1]], "/products/3/quantity"),
            ([["sku": 1, "quantity": 1_000_000], ["sku": 1, "quantity": 1]], "/products/1/sku"),
            (
                .array(["600000", "400000"].map { ["sku": 1, "quantity": .number($0), "price": 10_000_001] }),
                "/products/1/sku"
            ),
            (.array(Array(repeating: ["sku": 1, "quantity": 1], count: 1001)), "/products"),
        ] as [(JSONValue, String)])
    func productsThatMakeNoOrderAreRefusedWhereOneIsToBeMade(products: JSONValue, pointer: String) throws {
        let wrong = [JSONMember("products", products)]
        let market = Market()
        #expect(try market.say(posting(Market.posting, "delivering", nil, wrong)).refusal?.pointer == pointer)
        try market.say(posting())
        #expect(try market.say(posting(Market.posting, "delivering", nil, wrong)).word == "applied")
    }

    @Test(
        arguments: [
            push("TYPE_STATE_CHANGED", [JSONMember("new_state", "posting_lost_in_space")]),
            push("TYPE_STATE_CHANGED", []), push("TYPE_CUTOFF_DATE_CHANGED", []),
            push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", 7)]), push("TYPE_NEW_POSTING", []),
            ["message_type": "TYPE_STATE_CHANGED"], ["message_type": "TYPE_NEW_РOSTING"], ["message_type": 7],
            ["message_type": .string("TYPE_" + String(repeating: "A", count: 96))],
            ["posting_number": ["x": 1], "status": "delivered"], ["posting_number": "1-1"], ["result": ["x": 1]],
        ] as [JSONValue])
    func whatCannotBeUsedIsRefusedWithItsPlace(json: JSONValue) throws {
        let records = try door(json.compact)
        #expect(records.count == 1)
        #expect(records[0].refusal?.pointer != nil)
    }

    @Test(arguments: [
        ("24219509-0020", "24219509-0020-1"), ("24219509-0", "24219509-0-1"), ("24219509-01", "24219509-01-1"),
        ("24219509-2", "24219509-2"), ("A", "A-1"),
    ])
    func aNumberThatEndsInNoPartIsAnOrders(number: String, shipment: String) throws {
        #expect(try door(posting(number).compact).first?.report?.number == ShipmentNumber(shipment))
    }

    @Test func aProductThatIsNamedTwiceIsOneItem() throws {
        let products: JSONValue = [["sku": 1, "quantity": 2], ["sku": 2, "quantity": 1], ["sku": 1, "quantity": 3]]
        let items = try #require(try report([JSONMember("products", products)]).contents?.items)
        #expect(items.map(\.quantity) == [Quantity(5), Quantity(1)])
    }

    @Test func aMessageHappenedWhenItsStateChanged() throws {
        let time = JSONMember("changed_state_date", "2026-11-23T09:12:00+03:00")
        let record = try #require(
            try door(push("TYPE_STATE_CHANGED", [JSONMember("new_state", "delivered"), time]).compact).first)
        #expect(try record.content.get().time == .at("2026-11-23T06:12:00Z"))
    }

    @Test func aPushThatIsDroppedAgainInAnotherKeyOrderIsOneEvent() throws {
        let market = Market()
        try market.say(newPosting())
        let members = try #require(stateChanged("posting_transferring_to_delivery").members)
        #expect(try market.say(.object(members)).word == "applied")
        #expect(try market.say(.object(members.reversed())).word == "duplicate")
        #expect(market.story() == ["order.placed", "shipment.packed"])
    }

    @Test func aPushOfTheSameNameAndOtherContentIsAConflict() throws {
        let market = Market()
        let name = JSONMember("uuid", "b646d975-0c9c")
        try market.say(newPosting([name]))
        let other = newPosting([name, JSONMember("is_express", true)])
        #expect(try market.say(other).refusal?.code == .conflict)
        #expect(try market.say(other).refusal?.pointer == "/uuid")
    }

    @Test func aSourceWithAnotherRoleMayNotSayIt() throws {
        let source = EventSource(name: SourceName("/marketplace/ozon"), role: .carrier)
        let market = Market { $0.sources[source.name] = source }
        #expect(try market.say(posting()).refusal?.code == .forbidden)
    }
}

@Suite struct ResponseTests {
    private let one = posting("1-1").compact
    private let two = posting("2-1").compact
    private let bad = posting("3-1", "string", nil).compact

    private func numbers(_ text: String, _ name: String = "f.json") throws -> [String] {
        try door(text, named: name).map { $0.report?.number.rawValue ?? "refused" }
    }

    @Test func responsesAreRecognisedInDocumentsAndInLines() throws {
        let wrapped = [
            #"{"result":{"postings":[\#(one),\#(bad),\#(two)],"has_next":false}}"#,
            #"{"result":{"has_next":false,"count":{"a":["}]"]},"postings":[\#(one),\#(bad),\#(two)]},"x":[1,{}]}"#,
            #"{"cursor":"\"]}","postings":[\#(one),\#(bad),\#(two)],"has_next":true}"#,
            #"{"postings":[\#(one),\#(bad),\#(two)],"cursor":""}"#, #"{"result":[\#(one),\#(bad),\#(two)]}"#,
            #"{"result":null,"postings":[\#(one),\#(bad),\#(two)]}"#,
            #"{"result":true,"postings":[\#(one),\#(bad),\#(two)]}"#,
            #"{"result":{"has_next":false},"postings":[\#(one),\#(bad),\#(two)]}"#,
            #"{"result":[\#(one)],"postings":[\#(bad),\#(two)]}"#,
            #"[\#(one),\#(bad),\#(two)]"#,
        ]
        for text in wrapped {
            #expect(try numbers(text) == ["1-1", "refused", "2-1"], "\(text)")
            #expect(try numbers("\n" + text.replacing("[", with: "[\n")) == ["1-1", "refused", "2-1"])
        }
        for text in wrapped.dropLast() {
            #expect(try numbers(text, "f.ndjson") == ["1-1", "refused", "2-1"])
            #expect(try door(text, named: "f.ndjson")[1].text == bad)
        }
        #expect(try numbers(#"{"result":\#(one)}"#) == ["1-1"])
    }

    @Test func aRefusedElementIsKeptBareWithItsLine() throws {
        let records = try door("{\"result\":{\"postings\":[\n\(one),\n\(bad)\n]}}")
        #expect(records[1].text == bad)
        #expect(records[1].line == 3)
    }

    @Test func aListIsStreamedThoughItIsLargerThanAnEventMayBe() throws {
        let postings = (1...200).map { posting("\($0)-1").compact }.joined(separator: ",")
        let records = try door(#"{"result":{"postings":[\#(postings)]}}"#, maximumEventBytes: 1024)
        #expect(records.compactMap(\.report).count == 200)
    }

    @Test func theCutsDoNotDependOnThePieces() throws {
        let text = #" {"result":{"a":{"b":"\"]}"},"postings":[\#(one),\#(two)],"c":[{}]}} "#
        for size in [1, 2, 3, 7, 64] {
            var reader = try #require(FileFormats().reader(forFileNamed: "f.json"))
            var found: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                rest.prefix(size).withUnsafeBytes { reader.feed($0) }
                rest = rest.dropFirst(size)
                while let record = reader.next() { found.append(record.report?.number.rawValue ?? "refused") }
            }
            reader.finish()
            while let record = reader.next() { found.append(record.report?.number.rawValue ?? "refused") }
            #expect(found == ["1-1", "2-1"])
        }
    }

    @Test(arguments: [
        ("]", 1), ("]}", 1), ("]}}{}", 1), ("],}}", 1), ("]}} x", 1), ("", 1), (",", 1), ("],\"postings\":[{}]}}", 1),
    ])
    func aBrokenWrapperLosesNoElementAndIsRefused(tail: String, refused: Int) throws {
        let found = try numbers(#"{"result":{"postings":[\#(one),\#(two)"# + tail)
        #expect(found == ["1-1", "2-1"] + Array(repeating: "refused", count: refused), "\(tail)")
    }

    @Test func anEmptyListSaysNothing() throws {
        #expect(try door(#"{"result":{"postings":[],"has_next":false}}"#).isEmpty)
        let none = [#"{"result":{"postings":null,"has_next":false}}"#, #"{"postings":null}"#, #"{"result":null}"#]
        for text in none { #expect(try door(text).map(\.isAside) == [true]) }
        let lines = none + [#"{"postings":[]}"#, #"{"result":{"postings":[],"has_next":false}}"#]
        for text in lines { #expect(try door(text, named: "f.ndjson").map(\.isAside) == [true]) }
    }

    @Test func whatIsAnEventStaysOne() throws {
        let event =
            #"{"specversion":"1.0","id":"1","source":"/a","type":"passport.provided","subject":"1","postings":[1]}"#
        #expect(try door(event).map(\.refusal?.pointer) == ["/postings"])
        let report = posting("1-1", "delivered", nil, [JSONMember("postings", [1])])
        #expect(try door(report.compact).map(\.report?.number) == [ShipmentNumber("1-1")])
    }
}
