// Orders at random: legal and illegal events, told late, early and out of order, and time between them; the same for
// the same seed.

import CivilTime
import Orders
import TestKit

/// One thing that arrives.
struct RandomArrival: Sendable {
    let event: OrderEvent
    let at: Instant
    let time: Instant?
    let source: SourceName
}

/// A sequence of arrivals for the sample order: for the most part what is possible, else anything.
struct RandomStory: Sendable {
    let seed: UInt64
    let policy: Policy
    private(set) var arrivals: [RandomArrival] = []
    /// All that came of it.
    private(set) var told: Story
    private var random: SeededGenerator

    static let count = 50

    init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        policy = Self.policy(&random)
        told = Story(policy: policy, from: CanonicalShipment.start)
        let placing = Int.random(in: 0..<4, using: &random)
        for index in 0..<Self.count {
            let now = told.now + step()
            let event = index == placing ? OrderEvent.placed(placement(at: now)) : self.event(at: now)
            tell(RandomArrival(event: event, at: now, time: time(before: now), source: source()))
        }
    }

    private mutating func tell(_ arrival: RandomArrival) {
        arrivals.append(arrival)
        told.take(arrival.event, at: arrival.at, time: arrival.time, from: arrival.source)
    }

    // MARK: - Chance

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    /// Mostly little time passes, sometimes a day, seldom more than any window.
    private mutating func step() -> Span {
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<12: .zero
        case 12..<34: .milliseconds(.random(in: 1...2_400_000, using: &random))
        case 34..<39: .hours(.random(in: 1...30, using: &random))
        default: .days(.random(in: 1...40, using: &random))
        }
    }

    private mutating func time(before now: Instant) -> Instant? {
        Bool.random(using: &random) ? now - .minutes(.random(in: -10...200, using: &random)) : nil
    }

    private mutating func source() -> SourceName { one(of: [.wms, .feed, .marketplace, .marketplace, .marketplace]) }

    private static func policy(_ random: inout SeededGenerator) -> Policy {
        .sample {
            $0.windows.lateness = [.zero, .minutes(20), .hours(3)].randomElement(using: &random) ?? .zero
            $0.windows.packingGrace = [.none, .nextWorkingDay, .span(.zero)].randomElement(using: &random) ?? .none
            $0.windows.handOverDays = .random(in: 0...2, using: &random)
        }
    }

    private mutating func placement(at now: Instant) -> Placement {
        .sample {
            $0.items = [.sample("coffee", 4, at: "279.00"), .sample("mug", 3, at: "99.50")]
            $0.isFromAbroad = Int.random(in: 0..<4, using: &random) == 0
            $0.delivery = Bool.random(using: &random) ? .courier : .pickup
            $0.warehouse = WarehouseID(Int.random(in: 0..<4, using: &random) == 0 ? "express" : "msk-1")
            $0.createdAt = Bool.random(using: &random) ? now - .hours(.random(in: 0...60, using: &random)) : nil
            $0.packBy = Bool.random(using: &random) ? now + .hours(.random(in: -30...90, using: &random)) : nil
        }
    }

    // MARK: - Events

    private mutating func event(at now: Instant) -> OrderEvent {
        let parts = told.dockets[.sample]?.order?.shipments ?? []
        guard let order = told.dockets[.sample]?.order, Int.random(in: 0..<4, using: &random) > 0 else {
            let part = Int.random(in: 1...4, using: &random)
            return event(one(of: EventType.allCases), of: ShipmentNumber(.sample, part: part), at: now)
        }
        let shipment = one(of: parts)
        let ends: Set<EventType> = [.shipmentCancelled, .orderCancelled, .shipmentSplit, .itemRemoved]
        let isEnd = Int.random(in: 0..<8, using: &random) == 0
        let possible = order.possible(for: shipment).filter { isEnd || !ends.contains($0) }
        return event(one(of: possible), of: shipment.number, at: now)
    }

    private mutating func event(_ type: EventType, of number: ShipmentNumber, at now: Instant) -> OrderEvent {
        let claim = ClaimID("\(number)-c\(Int.random(in: 1...3, using: &random))")
        return switch type {
        case .orderPlaced: .placed(placement(at: now))
        case .passportProvided: .passportProvided
        case .cutoffChanged: .cutoffChanged(number, packBy: packBy(at: now))
        case .shipmentSplit: .split(number, parts: parts(of: number))
        case .itemRemoved: .itemRemoved(number, portion(), reason: .outOfStock)
        case .shipmentPacked: .packed(number, evidence: [])
        case .evidenceRecorded: .evidenceRecorded(number, .photo)
        case .trackingAssigned:
            .trackingAssigned(number, TrackingNumber("T-\(Int.random(in: 1...9, using: &random))"), carrier: nil)
        case .shipmentAccepted: .accepted(number)
        case .courierDeparted: .courierDeparted(number)
        case .pickupArrived: .pickupArrived(number)
        case .deliveryPresumed: .deliveryPresumed(number)
        case .deliveryConfirmed: .deliveryConfirmed(number)
        case .receiptDeclined: .receiptDeclined(number, reason: nil)
        case .customerContacted: .customerContacted(number, channel: "chat", note: nil)
        case .disputeResolved: .disputeResolved(number, one(of: DisputeOutcome.allCases), note: nil)
        case .shipmentCancelled: .shipmentCancelled(number, reason: .lost, by: .carrier)
        case .orderCancelled: .orderCancelled(reason: .changedMind, by: .customer)
        case .cancellationRequested: .cancellationRequested(number, reason: "too long")
        case .cancellationAnswered: .cancellationAnswered(number, one(of: CancellationAnswer.allCases), note: nil)
        case .claimWithheld:
            .claimWithheld(number, Withholding(claim: claim, portion: portion(), amount: .of("279.00")))
        case .appealFiled: .appealFiled(number, claim, evidence: [.video])
        case .appealDecided: .appealDecided(number, claim, one(of: AppealOutcome.allCases))
        }
    }

    private mutating func packBy(at now: Instant) -> Instant? {
        Int.random(in: 0..<5, using: &random) == 0 ? nil : now + .hours(.random(in: -20...60, using: &random))
    }

    private mutating func portion() -> Portion {
        .of(one(of: ["coffee", "coffee", "mug", "mug", "tea"]), .random(in: 1...2, using: &random))
    }

    /// One piece into a part of its own, or, seldom, parts that do not add up.
    private mutating func parts(of number: ShipmentNumber) -> [[Portion]] {
        guard let items = told[number]?.items, let last = items.last, Int.random(in: 0..<5, using: &random) > 0 else {
            return [[portion()], [portion()]]
        }
        let whole = items.map { Portion(sku: $0.sku, quantity: $0.quantity) }
        let rest = last.quantity > Quantity(1) ? [Portion(sku: last.sku, quantity: last.quantity - Quantity(1))] : []
        return [whole.dropLast() + rest, [Portion(sku: last.sku, quantity: Quantity(1))]]
    }
}
