// A document says what a posting holds and never when it was split: whatever comes first, what went from one part to
// another is counted once.

import CivilTime
import Engine
import JSON
import Orders
import TestKit
import Testing

/// A posting's document: how many of each product are in it.
private func holding(
    _ products: [Int: Int], part: Int = 1, parent: Int? = nil, _ status: String = "awaiting_packaging",
    related: [Int]? = nil
) -> JSONValue {
    let lines = products.sorted { $0.key < $1.key }.map { sku, quantity -> JSONValue in
        ["sku": .number("\(sku)"), "name": "Coffee", "quantity": .number("\(quantity)"), "price": "279"]
    }
    let others: JSONValue? = related.map {
        ["related_posting_numbers": .array($0.map { .string("24219509-0020-\($0)") })]
    }
    return posting(
        "24219509-0020-\(part)", status, nil,
        [
            JSONMember("products", .array(lines)), JSONMember("related_postings", others ?? .null),
            JSONMember("parent_posting_number", parent.map { .string("24219509-0020-\($0)") } ?? .null),
        ])
}

private func response(_ postings: [JSONValue]) -> String {
    (["result": ["postings": .array(postings), "has_next": false]] as JSONValue).compact
}

extension Market {
    /// What each part holds: how many of each product.
    fileprivate func contents() throws -> [String: [String: Int]] {
        let shipments = try order().shipments.map { shipment in
            let items = shipment.items.map { ($0.sku.rawValue, $0.quantity.count) }
            return (shipment.number.rawValue, Dictionary(items, uniquingKeysWith: +))
        }
        return Dictionary(uniqueKeysWithValues: shipments)
    }

    fileprivate func counts() throws -> [Int] {
        try order().shipments.map { $0.items.reduce(0) { $0 + $1.quantity.count } }
    }
}

@Suite struct SplitTests {
    @Test(arguments: [false, true]) func whatOneResponseShowsWasSplitBefore(isReversed: Bool) throws {
        let market = Market()
        let postings = [holding([1: 3]), holding([1: 1], part: 2, parent: 1)]
        for _ in 1...2 {
            try market.drop(response(isReversed ? postings.reversed() : postings))
            #expect(try market.counts() == [3, 1])
        }
        #expect(market.story("24219509-0020-1").count + market.story("24219509-0020-2").count <= 3)
    }

    @Test func theLinesOfAFileMayBeOfManyMoments() throws {
        let market = Market()
        let lines = [holding([1: 4]), holding([1: 1], part: 2, parent: 1)]
        try market.drop(lines.map(\.compact).joined(separator: "\n"), named: "ndjson")
        #expect(try market.counts() == [3, 1])
    }

    @Test func aParentThatNamesItsPartHasGivenItsItems() throws {
        let market = Market()
        try market.say(holding([1: 3], related: [2]))
        try market.say(holding([1: 1], part: 2, parent: 1, related: [1]))
        #expect(try market.counts() == [3, 1])
        #expect(market.story("24219509-0020-2") == ["shipment.split"])
    }

    /// As the marketplace splits: in the moment of packing.
    @Test(arguments: [[1, 2], [2, 1]]) func aSplitThatIsSeenPackedIsCountedOnce(order: [Int]) throws {
        let market = Market()
        try market.say(holding([1: 3, 7: 1]))
        let packed = [
            1: holding([1: 3], "awaiting_deliver"), 2: holding([7: 1], part: 2, parent: 1, "awaiting_deliver"),
        ]
        for part in order { try market.say(#require(packed[part])) }
        #expect(try market.contents() == ["24219509-0020-1": ["1": 3], "24219509-0020-2": ["7": 1]])
        #expect(try market.order().shipments.allSatisfy { $0.state.name == .awaitingShipment })
        #expect(market.story("24219509-0020-2") == ["shipment.split", "shipment.packed"])
        let warnings = market.world.disk.history.flatMap(\.transition.warnings)
        #expect(warnings.allSatisfy { $0 == "no packing evidence" }, "\(warnings)")
    }

    @Test func aPartThatWasAddedBeforeItsParentIsNotTakenOutOfIt() throws {
        let market = Market()
        let postings = [
            holding([1: 1], part: 3), holding([1: 1], part: 2, parent: 1), holding([1: 2], part: 1),
        ]
        for posting in postings { try market.say(posting) }
        #expect(try market.counts() == [2, 1, 1])
        #expect(try market.say(postings[1]).word == "applied")
        for posting in postings { #expect(try market.say(posting).word == "unchanged") }
        #expect(try market.counts() == [2, 1, 1])
        #expect(market.story("24219509-0020-2") == ["order.placed", "shipment.split"])
    }

    /// The part placed the order; the message that names its parent says what was in that before the split.
    @Test func aPartThatPlacedTheOrderIsSplitOffALateParent() throws {
        let market = Market()
        let part = holding([180_550_365: 1], part: 2, parent: 1)
        try market.say(part)
        try market.say(newPosting())
        #expect(try market.counts() == [2, 1])
        #expect(try market.say(part).word == "applied")
        #expect(try market.counts() == [1, 1])
        #expect(try market.say(part).word == "unchanged")
    }

    @Test func whatGoesOutForGoodIsRemovedAndStaysRemoved() throws {
        let market = Market()
        try market.say(holding([1: 3, 7: 1]))
        #expect(try market.say(holding([1: 2])).word == "applied")
        #expect(try market.contents() == ["24219509-0020-1": ["1": 2]])
        let removed = try #require(market.world.story[ShipmentNumber(Market.posting)]?.last)
        #expect(removed.cause == .event(.itemRemoved) && removed.derived != nil)
        #expect(removed.reason == "1 of 1, 1 of 7, by the marketplace")
        // One that was under way when that happened.
        let stale = try market.say(holding([1: 3, 7: 1]))
        #expect(
            stale.words == "24219509-0020-1 is awaiting packaging, and does not hold all that any more: a stale report")
        #expect(try market.contents() == ["24219509-0020-1": ["1": 2]])
    }

    @Test func aMessageTakesNothingOut() throws {
        let market = Market()
        try market.say(holding([1: 3]))
        try market.say(newPosting([JSONMember("products", [["sku": 1, "quantity": 1]])]))
        #expect(try market.counts() == [3])
    }

    /// A deadline of ours had cancelled it, and the marketplace says that it goes on, with less in it.
    @Test(arguments: ["awaiting_packaging", "awaiting_deliver", "delivering"])
    func whatGoesOnAfterAllHoldsWhatIsReported(status: String) throws {
        let market = Market { $0.windows.packingGrace = .span(.hours(1)) }
        try market.say(holding([1: 3]))
        try market.pass(.days(4))
        #expect(try market.shipment().state.name == .cancelled)
        try market.say(holding([1: 2], status))
        #expect(market.story().last == "corrected")
        #expect(try market.counts() == [2])
        #expect(try market.say(holding([1: 2], status)).word == "unchanged")
        try market.say(holding([1: 1], part: 2, parent: 1, "awaiting_deliver"))
        #expect(try market.counts() == [2, 1])
        #expect(market.story("24219509-0020-2").first == "shipment.split")
    }

    /// The customer's request to cancel was not answered: it was packed, and its contents are fixed.
    @Test func whatGoesOnThatWasPackedLosesNothing() throws {
        let market = Market()
        try market.say(holding([1: 3], "awaiting_deliver"))
        let request = OrderEvent.cancellationRequested(ShipmentNumber(Market.posting), reason: "too slow")
        market.world.spool.drop(.sample("request", .sample, request), at: market.now)
        try market.pass(.days(3))
        #expect(try market.shipment().state.name == .cancelled)
        try market.say(holding([1: 2], "awaiting_deliver"))
        #expect(market.story().last == "corrected")
        #expect(try market.counts() == [3])
    }

    @Test func whatIsPackedLosesNothing() throws {
        let market = Market()
        try market.say(holding([1: 3], "awaiting_deliver"))
        #expect(try market.say(holding([1: 2], "awaiting_deliver")).word == "unchanged")
        #expect(try market.counts() == [3])
    }
}

/// How the postings of an order are at the marketplace.
private struct Postings {
    private struct Posting {
        let part: Int
        let parent: Int?
        var products: [Int: Int]
        var status = "awaiting_packaging"
    }

    private var random: SeededGenerator
    private var postings = [Posting(part: 1, parent: nil, products: [1: 8, 2: 6, 3: 1])]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func step() {
        let open = postings.indices.filter { postings[$0].status == "awaiting_packaging" }
        guard let index = open.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<7, using: &random) {
        case 0...3: split(index, packing: false)
        case 4: split(index, packing: true)
        case 5: _ = take(1, from: index)
        default: postings[index].status = index > 0 && Bool.random(using: &random) ? "cancelled" : "awaiting_deliver"
        }
    }

    private mutating func split(_ index: Int, packing isPacked: Bool) {
        let count = postings[index].products.values.reduce(0, +)
        guard count > 1 else { return }
        let taken = take(.random(in: 1...min(2, count - 1), using: &random), from: index)
        if isPacked { postings[index].status = "awaiting_deliver" }
        postings.append(
            Posting(
                part: postings.count + 1, parent: postings[index].part, products: taken,
                status: postings[index].status))
    }

    /// Never the last.
    private mutating func take(_ count: Int, from index: Int) -> [Int: Int] {
        var taken: [Int: Int] = [:]
        for _ in 0..<count where postings[index].products.values.reduce(0, +) > 1 {
            guard let sku = postings[index].products.keys.sorted().randomElement(using: &random) else { break }
            taken[sku, default: 0] += 1
            postings[index].products[sku] = (postings[index].products[sku] ?? 0) - 1
            if postings[index].products[sku] == 0 { postings[index].products[sku] = nil }
        }
        return taken
    }

    /// In any order.
    mutating func documents(namingOthers isNaming: Bool) -> [JSONValue] {
        postings.shuffled(using: &random).map { posting in
            let others = postings.map(\.part).filter { $0 != posting.part }
            return holding(
                posting.products, part: posting.part, parent: posting.parent, posting.status,
                related: isNaming ? others : nil)
        }
    }

    var contents: [String: [String: Int]] {
        Dictionary(
            uniqueKeysWithValues: postings.map { posting in
                let products = posting.products.map { ("\($0.key)", $0.value) }
                return ("24219509-0020-\(posting.part)", Dictionary(uniqueKeysWithValues: products))
            })
    }
}

@Suite struct PolledSplitTests {
    @Test(arguments: 1...60) func afterEachPollOfAListEachPartHoldsWhatItHoldsThere(seed: UInt64) throws {
        var (market, postings) = (Market(), Postings(seed: seed))
        for _ in 0..<6 {
            for _ in 0...Int(seed % 3) { postings.step() }
            let list = postings.documents(namingOthers: false)
            try market.drop(response(list))
            #expect(try market.contents() == postings.contents, "seed \(seed)")
        }
    }

    @Test(arguments: 1...60) func afterEachIsGotByItselfEachPartHoldsWhatItHoldsThere(seed: UInt64) throws {
        var (market, postings) = (Market(), Postings(seed: seed))
        for _ in 0..<6 {
            for _ in 0...Int(seed % 3) { postings.step() }
            for document in postings.documents(namingOthers: true) { try market.say(document) }
            #expect(try market.contents() == postings.contents, "seed \(seed)")
        }
    }

    /// One daemon hears of the parents first, the other of the parts. All before the cut-off: a part that nobody knew
    /// is late only from when it is told.
    @Test(arguments: 1...60) func whatComesFirstInAPollDoesNotCount(seed: UInt64) throws {
        var (markets, postings) = ([Market(), Market()], Postings(seed: seed))
        var random = SeededGenerator(seed: seed + 1000)
        for _ in 0..<6 {
            for _ in 0...Int(seed % 3) { postings.step() }
            let list = postings.documents(namingOthers: false)
            try markets[0].drop(response(list))
            try markets[1].drop(response(list.reversed()))
            let ends = try markets.map { market in
                try market.order().shipments.map { "\($0.number) \($0.state) \($0.items) \($0.late)" }
                    + ["\(String(describing: market.world.disk.docket(of: .sample)?.deadlines))"]
            }
            #expect(ends[0] == ends[1], "seed \(seed)")
            let pause = Span.hours(.random(in: 1...9, using: &random))
            for market in markets { try market.pass(pause) }
        }
    }
}
