// Documents and messages at random, with time between them: nothing crashes, no invariant breaks, and a shipment is
// where the last word puts it, unless that word is stale or contradicts what is known.

import CivilTime
import Engine
import Foundation
import JSON
import Orders
import TestKit
import Testing

@Suite struct RandomReportTests {
    private static let states: [(String, String?)] = StatusTests.pairs.map { ($0.0, $0.1) }

    @Test(arguments: 1...40) func theLastWordCountsUnlessItCannot(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let market = Market()
        for _ in 0..<30 {
            try market.pass(.milliseconds(.random(in: 1...259_200_000, using: &random)))
            let number = "24219509-0020-\(Int.random(in: 1...3, using: &random))"
            let before = market.world.shipment(ShipmentNumber(number))
            // What waited may have its say behind it.
            let isAlone = market.world.disk.docket(of: .sample)?.docket.waiting.isEmpty ?? true
            let report = Self.report(number, at: market.now, &random)
            let outcome = try market.say(report)
            if isAlone { try check(market, number, before, report, outcome, "seed \(seed): \(report.compact)") }
        }
        try checkHistory(market, "seed \(seed)")
    }

    /// A document or a message; products are sometimes missing, deadlines sometimes over, withdrawn or said again.
    private static func report(
        _ number: String, at now: Instant, _ random: inout SeededGenerator
    ) -> JSONValue {
        let state = states.randomElement(using: &random) ?? ("delivered", nil)
        let packBy = now + .hours(.random(in: -50...100, using: &random))
        var more: [JSONMember] = []
        if Bool.random(using: &random) { more.append(JSONMember("shipment_date", .string(packBy.rfc3339))) }
        if Bool.random(using: &random) { more.append(JSONMember("parent_posting_number", "24219509-0020-1")) }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let count = String(Int.random(in: 1...3, using: &random))
            more.append(JSONMember("products", [["sku": 180_550_365, "quantity": .number(count)]]))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            more.append(JSONMember("tracking_number", .string("T-\(Int.random(in: 1...3, using: &random))")))
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return stateChanged(state.1 == "posting_of_next_year" ? state.0 : state.1 ?? state.0, of: number)
        case 1: return newPosting([JSONMember("at", .string(now.rfc3339))], of: number)
        case 2:
            let date: JSONValue = Bool.random(using: &random) ? "" : .string(packBy.rfc3339)
            return push("TYPE_CUTOFF_DATE_CHANGED", [JSONMember("new_cutoff_date", date)], of: number)
        case 3: return push("TYPE_POSTING_CANCELLED", [JSONMember("reason", ["id": 402])], of: number)
        default: return posting(number, state.0, state.1, more)
        }
    }

    private func check(
        _ market: Market, _ number: String, _ before: Shipment?, _ json: JSONValue, _ outcome: Outcome, _ story: Comment
    ) throws {
        guard case .applied = outcome, let standing = try door(json.compact).first?.report?.standing else { return }
        let after = try market.shipment(number)
        let isAhead = before?.state.name.canReach(standing.state) ?? true
        try #require(after.state.name == standing.state || !isAhead || after.isOverdue, story)
        if standing.isHeld == true, after.state.name == .awaitingPackaging { try #require(after.isHeld, story) }
    }

    private func checkHistory(_ market: Market, _ story: Comment) throws {
        for (number, transitions) in market.world.story {
            try #require(zip(transitions, transitions.dropFirst()).allSatisfy { $0.to == $1.from }, story)
            let shipment = try #require(market.world.shipment(number), story)
            try #require(transitions.last?.to == shipment.state.name, story)
            try #require(shipment.items.allSatisfy { $0.quantity.count > 0 } && !shipment.items.isEmpty, story)
        }
        for stored in market.world.disk.dockets.values {
            try #require(stored.deadlines == stored.docket.deadlines(under: market.world.policy), story)
            let read = try JSONDecoder().decode(Docket.self, from: JSONEncoder().encode(stored.docket))
            try #require(read == stored.docket, story)
        }
    }

    /// An outage changes nothing: with a daemon that sleeps through it all, the same comes of it.
    @Test(arguments: 41...50) func anOutageChangesNothing(seed: UInt64) throws {
        let (awake, asleep) = (Market(), Market())
        var random = SeededGenerator(seed: seed)
        for index in 0..<20 {
            let span = Span.milliseconds(.random(in: 1...172_800_000, using: &random))
            let report = Self.report(Market.posting, at: awake.now, &random)
            try awake.world.run(to: awake.now + span)
            asleep.world.sleep(to: asleep.now + span)
            for market in [awake, asleep] {
                market.world.spool.drop("\(index).json", try door(report.compact), at: market.now)
            }
        }
        for market in [awake, asleep] { try market.pass(.days(60)) }
        #expect(awake.world.story == asleep.world.story, "seed \(seed)")
        #expect(awake.world.dockets == asleep.world.dockets, "seed \(seed)")
    }
}
