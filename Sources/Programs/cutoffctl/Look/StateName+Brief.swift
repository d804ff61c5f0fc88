// Where a parcel is, in a word, for screens that have no room for more.

import Orders

extension StateName {
    /// At most nine letters.
    var briefWords: String {
        switch self {
        case .awaitingPackaging: "to pack"
        case .awaitingShipment: "packed"
        case .courierOnTheWay: "courier"
        case .atPickUpPoint: "at point"
        case .presumablyDelivered: "presumed"
        case .accepted, .delivered, .disputed, .cancelled: words
        }
    }
}
