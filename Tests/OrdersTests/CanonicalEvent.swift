// One well-formed event of every type, and of every answer that a type can carry.

import CivilTime
import Orders
import TestKit
import Testing

/// What is said of part 1 of the sample order.
struct CanonicalEvent: Sendable, CustomTestStringConvertible {
    let event: OrderEvent
    /// What it says beside its type, where that makes a difference.
    var words = ""

    var type: EventType {
        guard let type = event.type else { preconditionFailure("a canonical event is an event") }
        return type
    }
    var testDescription: String { words.isEmpty ? type.rawValue : "\(type.rawValue), \(words)" }

    static let all: [CanonicalEvent] = EventType.allCases.flatMap(of)

    /// What comes a minute after `instant`, from a source that may say everything.
    static func outcome(of event: CanonicalEvent, in story: inout Story) -> Verdict {
        story.take(event.event, at: story.now + .minutes(1), from: .marketplace)
    }

    static func of(_ type: EventType) -> [CanonicalEvent] {
        let number = ShipmentNumber.first
        let claim = ClaimID("c-1")
        return switch type {
        case .orderPlaced: [.init(event: .placed(.sample))]
        case .passportProvided: [.init(event: .passportProvided)]
        case .cutoffChanged:
            [
                .init(event: .cutoffChanged(number, packBy: CanonicalShipment.start + .days(5)), words: "moved"),
                .init(event: .cutoffChanged(number, packBy: nil), words: "withdrawn"),
            ]
        case .shipmentSplit: [.init(event: .split(number, parts: [[.of("coffee", 2)], [.of("mug", 1)]]))]
        case .itemRemoved: [.init(event: .itemRemoved(number, .of("mug", 1), reason: .outOfStock))]
        case .shipmentPacked: [.init(event: .packed(number, evidence: [.video]))]
        case .evidenceRecorded: [.init(event: .evidenceRecorded(number, .photo))]
        case .trackingAssigned:
            [.init(event: .trackingAssigned(number, TrackingNumber("TRK-2"), carrier: "Partner"))]
        case .shipmentAccepted: [.init(event: .accepted(number))]
        case .courierDeparted: [.init(event: .courierDeparted(number))]
        case .pickupArrived: [.init(event: .pickupArrived(number))]
        case .deliveryPresumed: [.init(event: .deliveryPresumed(number))]
        case .deliveryConfirmed: [.init(event: .deliveryConfirmed(number))]
        case .receiptDeclined: [.init(event: .receiptDeclined(number, reason: "broken"))]
        case .customerContacted: [.init(event: .customerContacted(number, channel: "chat", note: nil))]
        case .disputeResolved:
            DisputeOutcome.allCases.map { .init(event: .disputeResolved(number, $0, note: nil), words: $0.rawValue) }
        case .shipmentCancelled:
            cancellations.map {
                .init(event: .shipmentCancelled(number, reason: $0, by: $1), words: "by the \($1.rawValue)")
            }
        case .orderCancelled:
            cancellations.map { .init(event: .orderCancelled(reason: $0, by: $1), words: "by the \($1.rawValue)") }
        case .cancellationRequested: [.init(event: .cancellationRequested(number, reason: "too long"))]
        case .cancellationAnswered:
            CancellationAnswer.allCases.map {
                .init(event: .cancellationAnswered(number, $0, note: nil), words: $0.rawValue)
            }
        case .claimWithheld:
            [.init(event: .claimWithheld(number, .sample("c-2", "mug", 1, amount: "99.50")), words: "a new claim")]
        case .appealFiled: [.init(event: .appealFiled(number, claim, evidence: [.video]))]
        case .appealDecided:
            AppealOutcome.allCases.map { .init(event: .appealDecided(number, claim, $0), words: $0.rawValue) }
        }
    }

    private static let cancellations: [(ReasonCode, Party)] = [
        (.outOfStock, .seller), (.changedMind, .customer), (.lost, .carrier), (.lost, .marketplace),
    ]
}
