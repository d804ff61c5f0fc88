// How the marketplace says that a shipment stands. It is a state and no event: what happened on the way there is for
// `CatchUp` to find.

import CivilTime

/// What a posting document, or a push message, says of one shipment. What it leaves open is nil.
package struct PostingReport: Hashable, Sendable, Codable {
    package let number: ShipmentNumber
    /// What kind of report it is: a message's type, or `document`.
    package let type: String
    /// The shipment that it was split from.
    package var parent: ShipmentNumber?
    /// The other shipments of its order that it names; nil: none.
    package var related: [ShipmentNumber]?
    package var standing: Standing?
    package var cutoff: ReportedCutoff?
    package var delivery: Delivery?
    package var tracking: TrackingNumber?
    package var cancellation: ReportedCancellation?
    /// What makes it a shipment, should it not be known yet.
    package var contents: ReportedContents?
    /// Why there are no contents though something was said of them; matters only where they are needed.
    package var unusable: Refusal?

    /// The type of a posting document.
    package static let document = "posting"

    package init(_ number: ShipmentNumber, type: String = document) {
        self.number = number
        self.type = type
    }

    /// It says what is in a posting and not how it stands: a push message that a new one is there.
    var namesNewPosting: Bool { standing == nil && contents != nil }

    /// What is in it by now; a message tells what was in it at first.
    var itemsLeft: [Item]? { type == Self.document ? contents?.items : nil }

    /// What it says of a shipment's cut-off that nobody said before; nil: nothing. Compared is what the marketplace
    /// gave last, not what became of it: a deadline that was over when it was given does not begin anew each time it is
    /// said. A document that names none takes back the one that was given, and not the calendar's.
    func newCutoff(of shipment: Shipment) -> ReportedCutoff? {
        switch cutoff {
        case .given(let instant): instant == shipment.givenPackBy ? nil : cutoff
        case .withdrawn: type == Self.document && shipment.givenPackBy == nil ? nil : cutoff
        case nil: nil
        }
    }

    /// What was reported, in a word or two: `at-pick-up-point`.
    package var words: String {
        if let standing { return standing.state.rawValue + (standing.isHeld == true ? ", held" : "") }
        return namesNewPosting ? "new" : "cut-off"
    }
}

/// The state that was reported.
package struct Standing: Hashable, Sendable, Codable {
    package let state: StateName
    /// Whether it is held for passport data; nil where that was not said.
    package let isHeld: Bool?

    package init(_ state: StateName, isHeld: Bool? = nil) {
        self.state = state
        self.isHeld = isHeld
    }
}

/// The packing deadline that was reported.
package enum ReportedCutoff: Hashable, Sendable, Codable {
    case given(Instant)
    /// There is none until the next one is given.
    case withdrawn

    var instant: Instant? {
        switch self {
        case .given(let instant): instant
        case .withdrawn: nil
        }
    }
}

/// Who cancelled, and why, as far as it was said.
package struct ReportedCancellation: Hashable, Sendable, Codable {
    package var by: Party?
    /// The marketplace's own number of the reason.
    package var reason: ReasonCode?
    /// The marketplace counts it as the seller's fault.
    package var affectsRating: Bool

    package init(by: Party? = nil, reason: ReasonCode? = nil, affectsRating: Bool = false) {
        self.by = by
        self.reason = reason
        self.affectsRating = affectsRating
    }
}

/// What the marketplace says of a shipment's origin and contents.
package struct ReportedContents: Hashable, Sendable, Codable {
    package var warehouse: WarehouseID?
    /// Where in the record the warehouse stands, as a JSON pointer.
    package var warehousePlace: String
    /// What stands there instead of a warehouse, in words; nil where nothing does.
    package var warehouseFound: String?
    package var service: ServiceID?
    package var deliveryMethod: DeliveryMethodID?
    /// Those whose price was not said cost nothing in no currency (`Money.unknown`).
    package var items: [Item]
    /// When the marketplace began to process it.
    package var inProcessAt: Instant?

    package init(
        warehouse: WarehouseID? = nil, warehousePlace: String, warehouseFound: String? = nil,
        service: ServiceID? = nil, deliveryMethod: DeliveryMethodID? = nil, items: [Item], inProcessAt: Instant? = nil
    ) {
        self.warehouse = warehouse
        self.warehousePlace = warehousePlace
        self.warehouseFound = warehouseFound
        self.service = service
        self.deliveryMethod = deliveryMethod
        self.items = items
        self.inProcessAt = inProcessAt
    }
}

/// What was reported, and cannot be so by what we know. Nothing changes; a person should look.
package struct Contradiction: Hashable, Sendable, Codable {
    package let order: OrderNumber
    package let shipment: ShipmentNumber
    package let known: StateName
    /// In a word or two.
    package let reported: String
    /// `the marketplace reports cancelled, and it is delivered`
    package let text: String

    package init(order: OrderNumber, shipment: ShipmentNumber, known: StateName, reported: String, text: String) {
        self.order = order
        self.shipment = shipment
        self.known = known
        self.reported = reported
        self.text = text
    }
}

extension ServiceID {
    /// Of an order whose delivery service nobody named yet.
    package static let unknown = ServiceID("unknown")
}

extension DeliveryMethodID {
    package static let unknown = DeliveryMethodID("unknown")
}

extension Money {
    /// A price that nobody named yet: nothing, in no currency (ISO 4217, `XXX`).
    package static let unknown = Money(minorUnits: 0, currency: .none)

    package var isUnknown: Bool { currency == .none }
}
