// Every deadline, a millisecond before it is due, when it is due, and a millisecond after.

import CivilTime
import Orders
import TestKit
import Testing

/// A deadline that stands, an event that comes close to it, and what becomes of the shipment either way.
struct Boundary: CustomTestStringConvertible, Sendable {
    let kind: DeadlineKind
    let shipment: CanonicalShipment
    let event: OrderEvent
    /// When the event takes effect before the deadline is due.
    let inTime: String
    /// When it takes effect when the deadline is due or later.
    let tooLate: String
    var lateness: Set<Lateness> = []

    var testDescription: String { kind.rawValue }

    static let all: [Boundary] = [
        Boundary(
            kind: .passport, shipment: .held, event: .passportProvided, inTime: "awaiting packaging",
            tooLate: "cancelled"),
        Boundary(
            kind: .packing, shipment: .awaitingPackaging, event: .packed(.first, evidence: []),
            inTime: "awaiting shipment", tooLate: "awaiting shipment", lateness: [.packing]),
        Boundary(
            kind: .packingGrace, shipment: .overdue, event: .packed(.first, evidence: []),
            inTime: "awaiting shipment", tooLate: "cancelled", lateness: [.packing]),
        Boundary(
            kind: .handOver, shipment: .awaitingShipment, event: .accepted(.first), inTime: "accepted",
            tooLate: "accepted", lateness: [.handOver]),
        Boundary(
            kind: .handOverGrace, shipment: .awaitingShipmentLate, event: .accepted(.first), inTime: "accepted",
            tooLate: "cancelled", lateness: [.handOver]),
        Boundary(
            kind: .disputeWindow, shipment: .presumablyDelivered, event: .receiptDeclined(.first, reason: nil),
            inTime: "disputed", tooLate: "delivered"),
        Boundary(
            kind: .cancellationAnswer, shipment: .acceptedRequested,
            event: .cancellationAnswered(.first, .refused, note: nil), inTime: "accepted", tooLate: "cancelled"),
        Boundary(
            kind: .appealWindow, shipment: .withheld,
            event: .appealFiled(.first, ClaimID("c-1"), evidence: [.video]), inTime: "delivered, claim appealed",
            tooLate: "delivered, claim final"),
    ]
}

@Suite struct DeadlineBoundaryTests {
    @Test(arguments: Boundary.all)
    func anEventAMillisecondBeforeTheDeadlineIsInTime(boundary: Boundary) throws {
        var story = boundary.shipment.story()
        let due = try #require(story.due(boundary.kind))
        #expect(story.take(boundary.event, at: due - .milliseconds(1)).word == "applied")
        #expect(story[.first]?.condition == boundary.inTime)
        story.pass(to: due)
        #expect(!story.transitions.contains { $0.cause == .deadline(boundary.kind) })
    }

    @Test(arguments: Boundary.all, [0, 1] as [Int64])
    func anEventAtTheDeadlineOrAfterItIsTooLate(boundary: Boundary, milliseconds: Int64) throws {
        var story = boundary.shipment.story()
        let due = try #require(story.due(boundary.kind))
        story.take(boundary.event, at: due + .milliseconds(milliseconds))
        let shipment = try #require(story[.first])
        #expect(shipment.condition == boundary.tooLate)
        #expect(shipment.late == boundary.lateness)
        let fired = try #require(story.transitions.first { $0.cause == .deadline(boundary.kind) })
        #expect(fired.effectiveAt == due)
        #expect(fired.due == due)
    }

    @Test(arguments: Boundary.all)
    func aDeadlineTakesEffectAtItsTimeHoweverLateItIsLookedAt(boundary: Boundary) throws {
        var story = boundary.shipment.story()
        let due = try #require(story.due(boundary.kind))
        story.pass(to: due - .milliseconds(1))
        #expect(story.due(boundary.kind) == due)
        story.pass(to: due + .days(400))
        #expect(story.transitions.contains { $0.cause == .deadline(boundary.kind) && $0.effectiveAt == due })
        #expect(story.due(boundary.kind) == nil)
    }

    /// A feed that is known to lag by an hour, and is believed, may say within that hour what was in time.
    @Test(arguments: Boundary.all)
    func anEventThatIsBelievedToHaveBeenInTimeIsInTime(boundary: Boundary) throws {
        var story = boundary.shipment.story(under: .lagging)
        let due = try #require(story.due(boundary.kind))
        story.take(boundary.event, at: due + .minutes(59), time: due - .milliseconds(1), from: .marketplace)
        #expect(story[.first]?.condition == boundary.inTime)
    }

    @Test(arguments: Boundary.all)
    func anEventThatTookEffectAtTheDeadlineIsTooLateThoughTheDeadlineStandsLaterInTheQueue(boundary: Boundary) throws {
        var story = boundary.shipment.story(under: .lagging)
        let due = try #require(story.due(boundary.kind))
        story.take(boundary.event, at: due + .minutes(30), time: due, from: .marketplace)
        #expect(story[.first]?.condition == boundary.tooLate)
        #expect(story[.first]?.late == boundary.lateness)
    }

    @Test(arguments: Boundary.all)
    func anEventThatIsNotBelievedTakesEffectWhenItArrives(boundary: Boundary) throws {
        var story = boundary.shipment.story(under: .lagging)
        let due = try #require(story.due(boundary.kind))
        story.take(boundary.event, at: due + .minutes(59), time: due - .milliseconds(1), from: .wms)
        #expect(story[.first]?.condition == boundary.tooLate)
    }

    @Test(arguments: Boundary.all)
    func atItsPositionTheDeadlineGoesBeforeABelievedEvent(boundary: Boundary) throws {
        var story = boundary.shipment.story(under: .lagging)
        let due = try #require(story.due(boundary.kind))
        story.take(boundary.event, at: due + .hours(1), time: due - .milliseconds(1), from: .marketplace)
        #expect(story[.first]?.condition == boundary.tooLate)
        #expect(story[.first]?.late == boundary.lateness)
    }

    @Test(arguments: Boundary.all)
    func aDeadlineStandsLaterInTheQueueByTheLatenessAndIsDueAllTheSame(boundary: Boundary) throws {
        let story = boundary.shipment.story(under: .lagging)
        let deadline = try #require(story.deadlines().first { $0.key.kind == boundary.kind })
        #expect(deadline.position == deadline.due + .hours(1))
        #expect(deadline.due == boundary.shipment.story().due(boundary.kind))
    }
}

extension Policy {
    /// Every feed may lag by an hour.
    static var lagging: Policy { .sample { $0.windows.lateness = .hours(1) } }
}
