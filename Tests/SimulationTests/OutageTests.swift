// An outage changes nothing: the same files and deadlines give the same orders, whether the daemon is up all along, is
// killed at any moment, or is down for hours.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let start = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z

/// What arrives over a few days: orders and what becomes of them, often late, doubled, or out of order.
struct Scenario {
    struct Drop {
        let event: Event
        let at: Instant
    }

    private(set) var drops: [Drop] = []

    init(seed: UInt64, orders: Int = 30) {
        var random = SeededGenerator(seed: seed)
        for index in 0..<orders { add(index, &random) }
        drops.sort { $0.at < $1.at }
    }

    private mutating func add(_ index: Int, _ random: inout SeededGenerator) {
        let number = OrderNumber("o\(index)")
        let parcel = ShipmentNumber(number, part: 1)
        var at = start + .milliseconds(.random(in: 0...86_400_000, using: &random))
        let isFromAbroad = Int.random(in: 0..<5, using: &random) == 0
        var story: [OrderEvent] = [.placed(.simulated(isFromAbroad: isFromAbroad))]
        if isFromAbroad { story.append(.passportProvided) }
        story += [
            .packed(parcel, evidence: []), .trackingAssigned(parcel, TrackingNumber("t\(index)"), carrier: nil),
            .accepted(parcel), .courierDeparted(parcel), .deliveryPresumed(parcel),
            .receiptDeclined(parcel, reason: nil),
            .disputeResolved(parcel, .delivered, note: nil),
            .claimWithheld(parcel, claim("c\(index)")), .appealFiled(parcel, ClaimID("c\(index)"), evidence: [video]),
        ]
        for (step, event) in story.prefix(.random(in: 1...story.count, using: &random)).enumerated() {
            if let status = ShipmentStatus(rawValue: event.name), Bool.random(using: &random) {
                drop(.sample("\(index)-\(step)", TrackingNumber("t\(index)"), status, time: at), at, &random)
            } else {
                drop("\(index)-\(step)", number, event, at, &random)
            }
            at = at + .milliseconds(.random(in: 1...5_400_000, using: &random))
        }
    }

    private mutating func drop(
        _ id: String, _ number: OrderNumber, _ event: OrderEvent, _ at: Instant, _ random: inout SeededGenerator
    ) {
        let isTrusted = Bool.random(using: &random)
        let lag = isTrusted ? Span.minutes(.random(in: 0...90, using: &random)) : .zero
        let sample = Event.sample(id, number, event, time: at, source: isTrusted ? "/feeds/trusted" : "/wms")
        drops.append(Drop(event: sample, at: at + lag))
        if Int.random(in: 0..<6, using: &random) == 0 { drops.append(Drop(event: sample, at: at + lag + .minutes(7))) }
    }

    /// What the carrier says of a tracking number, now and then before the number is known here.
    private mutating func drop(_ event: Event, _ at: Instant, _ random: inout SeededGenerator) {
        drops.append(Drop(event: event, at: max(start, at + .minutes(.random(in: -150...90, using: &random)))))
    }

    private func claim(_ id: String) -> Withholding {
        Withholding(
            claim: ClaimID(id), portion: Portion(sku: SKU("1"), quantity: Quantity(1)),
            amount: Money(minorUnits: 27_900, currency: .ruble))
    }

    private var video: Evidence { Evidence(uri: "https://video.example/1", sha256: nil) }

    /// The end of the story: every window has passed.
    var end: Instant { start + .days(40) }
}

extension World {
    /// Lives through a scenario with nobody interfering.
    func live(_ scenario: Scenario) throws {
        for drop in scenario.drops {
            try run(to: drop.at)
            spool.drop(drop.event, at: clock.now)
        }
        try run(to: scenario.end)
    }

    /// The files come at the same instants, and the daemon is down whenever `isDown` says so at a drop.
    func live(_ scenario: Scenario, killedAt moments: Set<Int>, downUntil: [Int: Instant]) throws {
        var wakes: Instant?
        for (index, drop) in scenario.drops.enumerated() {
            if moments.contains(index) { kill() }
            if let until = downUntil[index] { (wakes, _) = (until, kill()) }
            if let until = wakes, drop.at < until {
                clock.pass(to: drop.at)
            } else {
                wakes = nil
                try run(to: drop.at)
            }
            spool.drop(drop.event, at: clock.now)
        }
        try run(to: scenario.end)
    }
}

@Suite struct OutageTests {
    private func reference(_ scenario: Scenario) throws -> World {
        let world = try world()
        try world.live(scenario)
        return world
    }

    /// One that expects its feed to speak, and has begun to.
    private func world() throws -> World {
        let world = World(at: start)
        world.policy.sources[SourceName("/feeds/trusted")]?.expectEvery = .minutes(20)
        try world.run(to: start)
        return world
    }

    private func expectSame(_ world: World, _ reference: World, seed: UInt64) {
        #expect(world.dockets == reference.dockets, "seed \(seed)")
        #expect(world.story == reference.story, "seed \(seed)")
        #expect(world.spool.new.isEmpty, "seed \(seed)")
        #expect(world.disk.feeds == reference.disk.feeds, "seed \(seed)")
        // No crash looks like a restore.
        let alarms = world.reports.notices.filter { $0.isOfARestore }
        #expect(alarms.isEmpty, "seed \(seed)")
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>) func twentyKillsChangeNothing(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = try reference(scenario)
        var random = SeededGenerator(seed: seed &* 31)
        let moments = Set((0..<20).map { _ in Int.random(in: scenario.drops.indices, using: &random) })
        let world = try world()
        try world.live(scenario, killedAt: moments, downUntil: [:])
        expectSame(world, reference, seed: seed)
        #expect(world.feedNews == reference.feedNews, "seed \(seed)")
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>) func hoursOfDowntimeChangeNothing(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = try reference(scenario)
        var random = SeededGenerator(seed: seed &* 37)
        var downUntil: [Int: Instant] = [:]
        for _ in 0..<4 {
            let index = Int.random(in: scenario.drops.indices, using: &random)
            downUntil[index] = scenario.drops[index].at + .minutes(.random(in: 10...600, using: &random))
        }
        let world = try world()
        try world.live(scenario, killedAt: [], downUntil: downUntil)
        expectSame(world, reference, seed: seed)
        #expect(world.feedNews == reference.feedNews, "seed \(seed)")
        #expect(world.feedNews.count > 2, "seed \(seed): nobody was silent")
    }

    /// The power goes at random writes: before them, after them, or while files are retired.
    @Test(arguments: 1...12 as ClosedRange<UInt64>) func aCrashAtAnyWriteChangesNothing(seed: UInt64) throws {
        let scenario = Scenario(seed: seed)
        let reference = try reference(scenario)
        let world = try world()
        let crashes = Crashes(seed: seed &* 41)
        world.sabotage = { _ in crashes.next(in: world.spool) }
        world.kill()
        for drop in scenario.drops {
            try world.survive(to: drop.at)
            world.spool.drop(drop.event, at: world.clock.now)
        }
        try world.survive(to: scenario.end)
        #expect(crashes.count > 0, "seed \(seed): nothing crashed")
        expectSame(world, reference, seed: seed)
    }

    @Test func noTurnSizeChangesAnything() throws {
        let scenario = Scenario(seed: 99)
        let reference = try reference(scenario)
        let world = try world()
        world.kill()
        try world.start(bounds: Engine.Bounds(arrivals: 1))
        try world.live(scenario)
        expectSame(world, reference, seed: 99)
    }

    @Test func theWholeStoryReadAtOnceIsTheSame() throws {
        let scenario = Scenario(seed: 7)
        let reference = try reference(scenario)
        let isAnyEarly = reference.disk.receipts.values.contains { $0.isOfNumber }
        #expect(isAnyEarly, "no status came before its number")
        let world = try world()
        for drop in scenario.drops {
            world.clock.pass(to: drop.at)
            world.spool.drop(drop.event, at: drop.at)
        }
        try world.run(to: scenario.end)
        expectSame(world, reference, seed: 7)
    }
}

extension Outcome {
    /// Whether a status came before its tracking number.
    fileprivate var isOfNumber: Bool { if case .waiting(let what) = self { what.contains("/tracking") } else { false } }
}

extension World {
    /// Which sources fell silent and spoke again, and when.
    fileprivate var feedNews: [Feed] {
        reports.notices.compactMap { if case .feed(let feed, _) = $0 { feed } else { nil } }
    }
}

extension Notice {
    var isOfARestore: Bool { if case .archiveAhead = self { true } else { false } }
}

/// Crashes at random, now and then.
private final class Crashes {
    private var random: SeededGenerator
    private(set) var count = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    func next(in spool: ListedSpool) -> Sabotage? {
        guard Int.random(in: 0..<5, using: &random) == 0 else { return nil }
        count += 1
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .before(.broken)
        case 1: return .after
        default:
            spool.retirementsLeft = Int.random(in: 0...1, using: &random)
            return nil
        }
    }
}

extension World {
    /// Runs on, in a new life after every crash, as systemd would see to it.
    func survive(to target: Instant) throws {
        while true {
            do {
                try run(to: target)
                guard spool.retirementsLeft != nil else { return }
                spool.retirementsLeft = nil
                kill()
            } catch {
                guard error.kind == .broken else { throw error }
                spool.retirementsLeft = nil
                kill()
            }
        }
    }
}
