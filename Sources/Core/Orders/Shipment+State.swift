// What a shipment's state says: its name, what runs in it, and what may come after it.

import CivilTime

extension ShipmentState {
    package var name: StateName {
        switch self {
        case .awaitingPackaging: .awaitingPackaging
        case .awaitingShipment: .awaitingShipment
        case .accepted: .accepted
        case .courierOnTheWay: .courierOnTheWay
        case .atPickUpPoint: .atPickUpPoint
        case .presumablyDelivered: .presumablyDelivered
        case .disputed: .disputed
        case .delivered: .delivered
        case .cancelled: .cancelled
        }
    }

    package var request: CancellationRequest? {
        switch self {
        case .awaitingShipment(_, let request), .accepted(let request), .courierOnTheWay(let request),
            .atPickUpPoint(let request):
            request
        case .awaitingPackaging, .presumablyDelivered, .disputed, .delivered, .cancelled: nil
        }
    }

    /// The same state with another request, or none. A state that can have none stays as it is.
    func with(_ request: CancellationRequest?) -> ShipmentState {
        switch self {
        case .awaitingShipment(let handOver, _): .awaitingShipment(handOver, request)
        case .accepted: .accepted(request)
        case .courierOnTheWay: .courierOnTheWay(request)
        case .atPickUpPoint: .atPickUpPoint(request)
        case .awaitingPackaging, .presumablyDelivered, .disputed, .delivered, .cancelled: self
        }
    }
}

extension StateName {
    /// How far along it is; what is further along may still come.
    private var stage: Int {
        switch self {
        case .awaitingPackaging: 0
        case .awaitingShipment: 1
        case .accepted: 2
        case .courierOnTheWay, .atPickUpPoint: 3
        case .presumablyDelivered: 4
        case .disputed: 5
        case .delivered, .cancelled: 6
        }
    }

    /// Whether a shipment in this state can still come to be in `other`.
    package func canReach(_ other: StateName) -> Bool { stage < other.stage }

    package var isFinal: Bool { self == .delivered || self == .cancelled }

    /// As "the shipment is …" goes on: `awaiting packaging`.
    package var words: String {
        self == .atPickUpPoint ? "at the pick-up point" : rawValue.split(separator: "-").joined(separator: " ")
    }
}

extension Shipment {
    package var isHeld: Bool {
        if case .awaitingPackaging(.held) = state { true } else { false }
    }

    package var isOverdue: Bool {
        if case .awaitingPackaging(.overdue) = state { true } else { false }
    }

    /// To be packed by a cut-off that is nobody's but the calendar's, and ahead.
    var isPackedByCalendar: Bool {
        switch state {
        case .awaitingPackaging(.due), .awaitingPackaging(.held(.calendar)): givenPackBy == nil
        default: false
        }
    }

    /// Whether anything may still happen to it by itself or by right.
    package var isOpen: Bool { !state.name.isFinal || claims.contains(where: \.isOpen) }

    /// Shows `body` every deadline that runs for this shipment, to be looked at or changed.
    mutating func eachTerm(_ body: (DeadlineKey, inout Term) -> Void) {
        func visit(_ kind: DeadlineKind, _ term: inout Term, _ detail: String = "") {
            body(DeadlineKey(kind, shipment: number, detail: detail), &term)
        }
        switch state {
        case .awaitingPackaging(.due(var term)):
            visit(.packing, &term)
            state = .awaitingPackaging(.due(term))
        case .awaitingPackaging(.overdue(let cutoff, var grace?)):
            visit(.packingGrace, &grace)
            state = .awaitingPackaging(.overdue(cutoff: cutoff, grace: grace))
        case .awaitingShipment(.due(var term), let request):
            visit(.handOver, &term)
            state = .awaitingShipment(.due(term), request)
        case .awaitingShipment(.late(var grace?), let request):
            visit(.handOverGrace, &grace)
            state = .awaitingShipment(.late(grace: grace), request)
        case .presumablyDelivered(var window):
            visit(.disputeWindow, &window)
            state = .presumablyDelivered(disputeWindow: window)
        case .awaitingPackaging(.held), .awaitingPackaging(.withdrawn), .awaitingPackaging(.overdue),
            .awaitingShipment(.late, _), .accepted, .courierOnTheWay, .atPickUpPoint, .disputed, .delivered, .cancelled:
            break
        }
        if var request = state.request {
            visit(.cancellationAnswer, &request.answer)
            state = state.with(request)
        }
        for index in claims.indices {
            guard case .withheld(var window) = claims[index].status else { continue }
            visit(.appealWindow, &window, claims[index].id.rawValue)
            claims[index].status = .withheld(appealWindow: window)
        }
    }
}

extension Claim {
    package var isOpen: Bool {
        switch status {
        case .withheld, .appealed: true
        case .final, .refunded: false
        }
    }
}
