// One posting at the marketplace, told in two ways: by push messages as it happens, and by a document each time. Both
// daemons end with the same orders.

import CivilTime
import Engine
import JSON
import Orders
import TestKit
import Testing

/// A posting as the marketplace knows it.
private struct Truth {
    let number: String
    let parent: String?
    var quantity: Int
    let tracking: String?
    /// Nil: withdrawn.
    var packBy: Instant?
    var status = "awaiting_packaging"
    var substatus = "posting_created"
    var stage = 0
    var cancellation: (reason: Int, type: String)?

    var isOpen: Bool { status != "delivered" && status != "cancelled" }

    private var told: [JSONMember] {
        [
            JSONMember("shipment_date", .string(packBy?.rfc3339 ?? "")),
            JSONMember("tracking_number", tracking.map { .string($0) } ?? ""),
        ]
    }

    private func products(_ more: [JSONMember] = []) -> JSONMember {
        let product = [JSONMember("sku", 180_550_365), JSONMember("quantity", .number("\(quantity)"))]
        return JSONMember("products", [.object(product + more)])
    }

    var document: JSONValue {
        var more = told + [products([JSONMember("name", "Coffee"), JSONMember("price", "279.0000")])]
        if let parent { more.append(JSONMember("parent_posting_number", .string(parent))) }
        if let cancellation {
            let told: JSONValue = [
                "cancel_reason_id": .number("\(cancellation.reason)"), "cancellation_type": .string(cancellation.type),
            ]
            more.append(JSONMember("cancellation", told))
        }
        return posting(number, status, substatus, more)
    }

    var placing: JSONValue {
        let members = told + [products(), JSONMember("warehouse_id", 15_588_127_982_000)]
        return push("TYPE_NEW_POSTING", members, of: number)
    }
}

/// What happens to an order there, and how it is said.
private struct Walk {
    private var random: SeededGenerator
    private var now: Instant
    private(set) var postings: [Truth] = []
    /// What a feed of messages says of the last step, and what one of documents says.
    private(set) var messages: [JSONValue] = []
    private(set) var documents: [JSONValue] = []

    init(seed: UInt64, at now: Instant) {
        random = SeededGenerator(seed: seed)
        self.now = now
        let packBy = now + .hours(.random(in: 1...72, using: &random))
        place(Truth(number: Market.posting, parent: nil, quantity: 4, tracking: tracking(), packBy: packBy))
    }

    /// - Returns: whether anything more can happen.
    mutating func step(at now: Instant) -> Bool {
        (self.now, messages, documents) = (now, [], [])
        guard let index = postings.indices.filter({ postings[$0].isOpen }).randomElement(using: &random) else {
            return false
        }
        switch (postings[index].status, Int.random(in: 0..<8, using: &random)) {
        case ("awaiting_packaging", 0): change(index, "awaiting_packaging", "posting_awaiting_passport_data")
        case ("awaiting_packaging", 1): change(index, "awaiting_packaging", "posting_created")
        case ("awaiting_packaging", 2): moveCutoff(of: index)
        case ("awaiting_packaging", 3), ("awaiting_packaging", 4): split(index)
        case ("awaiting_packaging", 5), ("awaiting_deliver", 0), ("delivering", 0): cancel(index)
        default: goOn(index)
        }
        return true
    }

    private mutating func tracking() -> String? {
        Bool.random(using: &random) ? "T-\(postings.count)" : nil
    }

    private mutating func place(_ truth: Truth) {
        postings.append(truth)
        // A message does not say what a part was split from: its document follows it.
        messages = truth.parent == nil ? [truth.placing] : [truth.placing, truth.document]
        documents = [truth.document]
    }

    private mutating func change(_ index: Int, _ status: String, _ substatus: String) {
        (postings[index].status, postings[index].substatus) = (status, substatus)
        let members = [
            JSONMember("new_state", .string(substatus)), JSONMember("changed_state_date", .string(now.rfc3339)),
        ]
        messages = [push("TYPE_STATE_CHANGED", members, of: postings[index].number)]
        documents = [postings[index].document]
    }

    private mutating func moveCutoff(of index: Int) {
        let isWithdrawn = Int.random(in: 0..<4, using: &random) == 0
        postings[index].packBy = isWithdrawn ? nil : now + .hours(.random(in: 1...48, using: &random))
        let date = JSONMember("new_cutoff_date", .string(postings[index].packBy?.rfc3339 ?? ""))
        messages = [push("TYPE_CUTOFF_DATE_CHANGED", [date], of: postings[index].number)]
        documents = [postings[index].document]
    }

    private mutating func split(_ index: Int) {
        let whole = postings[index]
        guard whole.quantity > 1, whole.substatus == "posting_created" else { return }
        let taken = Int.random(in: 1..<whole.quantity, using: &random)
        postings[index].quantity -= taken
        place(
            Truth(
                number: "24219509-0020-\(postings.count + 1)", parent: whole.number, quantity: taken,
                tracking: tracking(), packBy: whole.packBy))
        // Whichever of the two comes first.
        documents.insert(postings[index].document, at: Bool.random(using: &random) ? 0 : 1)
    }

    private mutating func cancel(_ index: Int) {
        let reasons = [(402, "seller"), (506, "customer"), (501, "ozon"), (667, "delivery")]
        guard let reason = reasons.randomElement(using: &random) else { return }
        postings[index].cancellation = reason
        change(index, "cancelled", "posting_canceled")
        let members = [JSONMember("reason", ["id": .number("\(reason.0)")])]
        messages = [push("TYPE_POSTING_CANCELLED", members, of: postings[index].number)]
    }

    private mutating func goOn(_ index: Int) {
        let next = Self.way[postings[index].stage]
        postings[index].stage += 1
        change(index, next.0, next.1.randomElement(using: &random) ?? "")
    }

    private static let way = [
        ("awaiting_deliver", ["posting_transferring_to_delivery", "posting_in_carriage"]),
        ("delivering", ["posting_on_way_to_city"]), ("delivering", ["posting_in_courier_service"]),
        ("delivering", ["posting_conditionally_delivered"]), ("arbitration", ["posting_in_arbitration"]),
        ("delivered", ["posting_received", "posting_delivered"]),
    ]
}

@Suite struct SameEndTests {
    /// All that is known of the shipments, but for when it came to be.
    private func end(_ market: Market) -> [String] {
        let stored = market.world.disk.docket(of: .sample)
        let shipments = (stored?.docket.order?.shipments ?? []).map { shipment in
            """
            \(shipment.number) \(shipment.state) \(shipment.items) \(String(describing: shipment.tracking)) \
            \(String(describing: shipment.givenPackBy)) \(shipment.late.map(\.rawValue).sorted()) \
            \(shipment.account.map(\.amount))
            """
        }
        return shipments + [String(describing: stored?.deadlines)]
    }

    @Test(arguments: 1...60) func aFeedOfMessagesAndOneOfDocumentsEndInTheSameState(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed + 1000)
        let (pushed, told) = (Market(), Market())
        var walk = Walk(seed: seed, at: pushed.now)
        for _ in 0..<25 {
            for (market, feed) in [(pushed, walk.messages), (told, walk.documents)] {
                try market.drop(feed.map(\.compact).joined(separator: "\n"), named: "ndjson")
            }
            let pause = Span.minutes(.random(in: 1...600, using: &random))
            for market in [pushed, told] { try market.pass(pause) }
            guard walk.step(at: pushed.now) else { break }
        }
        // What no message tells.
        for market in [pushed, told] { for posting in walk.postings { try market.say(posting.document) } }
        #expect(end(pushed) == end(told), "seed \(seed)")
        let pieces = try told.order().shipments.flatMap(\.items).reduce(0) { $0 + $1.quantity.count }
        #expect(pieces == 4, "seed \(seed)")
    }
}
