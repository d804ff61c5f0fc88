// A warehouse's day in a few seconds: orders and what becomes of them, some late, some doubled, some before their turn,
// some wrong. The same seed gives the same day.

import TestKit

struct Day {
    /// What is to be dropped, and how many milliseconds after the beginning.
    struct Drop {
        let name: String
        let content: String
        let after: Int
    }

    private(set) var drops: [Drop] = []
    private var random: SeededGenerator

    init(seed: UInt64, orders: Int, milliseconds: Int) {
        random = SeededGenerator(seed: seed)
        for order in 0..<orders { add("o\(order)", from: Int.random(in: 0..<milliseconds, using: &random)) }
        for file in 0..<5 { addLines("lines\(file)", after: Int.random(in: 0..<milliseconds, using: &random)) }
        drops.sort { ($0.after, $0.name) < ($1.after, $1.name) }
    }

    /// One order, told as far as chance wants.
    private mutating func add(_ order: String, from beginning: Int) {
        let isFromAbroad = Int.random(in: 0..<4, using: &random) == 0
        var story: [String] = [.placed(order, more: isFromAbroad ? #","fromAbroad":true"# : "")]
        if isFromAbroad { story.append(.event("passport.provided", order, id: "passport-\(order)")) }
        story += Self.delivery(of: order + "-1")
        if Int.random(in: 0..<5, using: &random) == 0 { story.swapAt(0, 1) }
        var after = beginning
        for (step, event) in story.prefix(.random(in: 1...story.count, using: &random)).enumerated() {
            drop("\(order)-\(step)", event, after)
            if Int.random(in: 0..<6, using: &random) == 0 { drop("\(order)-\(step)-again", event, after + 150) }
            after += .random(in: 1...400, using: &random)
        }
    }

    private static func delivery(of shipment: String) -> [String] {
        func event(_ type: String, _ data: String = "{}") -> String {
            .event(type, shipment, id: "\(type)-\(shipment)", data)
        }
        return [
            event("shipment.packed"), event("tracking.assigned", #"{"number":"t-\#(shipment)"}"#),
            event("cancellation.requested", #"{"reason":"changed-mind"}"#),
            event("cancellation.answered", #"{"answer":"refused"}"#), event("shipment.accepted"),
            event("courier.departed"), event("delivery.presumed"),
            event("claim.withheld", #"{"claim":"c","sku":"1","quantity":1,"amount":"279.00","currency":"RUB"}"#),
            event("appeal.filed", #"{"claim":"c","evidence":[{"uri":"https://video.example/1"}]}"#),
        ]
    }

    /// Many orders in one file, with lines that are none.
    private mutating func addLines(_ name: String, after: Int) {
        var lines = (0..<30).map { String.placed("\(name)-\($0)") }
        lines[7] = "no event"
        lines[19] = .event("shipment.packed", "\(name)-3-1", id: "wrong", #"{"evidence":7}"#)
        drops.append(Drop(name: name + ".ndjson", content: lines.joined(separator: "\n"), after: after))
    }

    private mutating func drop(_ name: String, _ event: String, _ after: Int) {
        drops.append(Drop(name: name + ".json", content: event, after: after))
    }
}
