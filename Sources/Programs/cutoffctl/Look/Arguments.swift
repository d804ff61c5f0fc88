// Words of the command line that mean something of ours.

import ArgumentParser
import CivilTime
import Orders

/// A span as systemd.time(7) writes it.
struct SpanArgument: ExpressibleByArgument {
    let span: Span

    init?(argument: String) {
        guard let span = try? Span(systemd: argument) else { return nil }
        self.span = span
    }
}

extension DeadlineKind: ExpressibleByArgument {}

/// The views of the marketplace.
enum Tab: String, CaseIterable, ExpressibleByArgument {
    case awaitingPackaging = "awaiting-packaging"
    case awaitingShipment = "awaiting-shipment"
    case delivering
    case disputed
    case delivered
    case cancelled

    var states: [StateName] {
        switch self {
        case .awaitingPackaging: [.awaitingPackaging]
        case .awaitingShipment: [.awaitingShipment]
        case .delivering: [.accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered]
        case .disputed: [.disputed]
        case .delivered: [.delivered]
        case .cancelled: [.cancelled]
        }
    }
}
