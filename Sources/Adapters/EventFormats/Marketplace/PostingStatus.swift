// The marketplace's words for where a posting is, and ours.

import JSON
import Orders

enum PostingStatus {
    /// What a status says.
    static let statuses: [String: StateName] = [
        "awaiting_packaging": .awaitingPackaging, "awaiting_approve": .awaitingPackaging,
        "awaiting_verification": .awaitingPackaging, "acceptance_in_progress": .awaitingPackaging,
        "awaiting_registration": .awaitingShipment, "awaiting_deliver": .awaitingShipment,
        "awaiting_delivery": .awaitingShipment,
        "delivering": .accepted, "driver_pickup": .accepted, "sent_by_seller": .accepted,
        "delivered": .delivered,
        "arbitration": .disputed, "client_arbitration": .disputed, "not_accepted": .disputed,
        "cancelled": .cancelled, "cancelled_from_split_pending": .cancelled,
    ]

    /// What a substatus says; it says it finer.
    static let substatuses: [String: StateName] = [
        "posting_created": .awaitingPackaging, held: .awaitingPackaging,
        "posting_transferring_to_delivery": .awaitingShipment, "posting_in_carriage": .awaitingShipment,
        "posting_not_in_carriage": .awaitingShipment, "posting_registered": .awaitingShipment,
        "posting_on_way_to_city": .accepted, "posting_on_way_to_pickup_point": .accepted,
        "posting_transferred_to_courier_service": .accepted,
        "posting_in_courier_service": .courierOnTheWay,
        "posting_in_pickup_point": .atPickUpPoint,
        "posting_conditionally_delivered": .presumablyDelivered,
        "posting_delivered": .delivered, "posting_received": .delivered,
        "posting_in_arbitration": .disputed, "posting_in_client_arbitration": .disputed,
        "posting_canceled": .cancelled, "posting_split_pending": .cancelled,
    ]

    /// All of them.
    static let words = (Array(substatuses.keys) + statuses.keys).sorted()

    /// Held for passport data, under whatever status before the delivery.
    static let held = "posting_awaiting_passport_data"

    /// What both say together; nil when neither is known. A substatus counts where it fits the status: the status is
    /// what the marketplace files a posting under.
    static func standing(_ status: String?, _ substatus: String?) -> Standing? {
        let finer = substatus.flatMap { substatuses[$0] }
        guard let state = status.flatMap({ statuses[$0] }) else {
            return finer.map { Standing($0, isHeld: isHeld($0, substatus)) }
        }
        if substatus == held, state == .awaitingPackaging || state == .awaitingShipment {
            return Standing(.awaitingPackaging, isHeld: true)
        }
        guard let finer, refinements(of: state).contains(finer) else { return Standing(state) }
        return Standing(finer, isHeld: isHeld(finer, substatus))
    }

    /// What a push message's new state says: it is a substatus, or a status.
    static func standing(ofPushed state: String) -> Standing? {
        standing(nil, state) ?? standing(state, nil)
    }

    private static func isHeld(_ state: StateName, _ substatus: String?) -> Bool? {
        state == .awaitingPackaging ? substatus == held : nil
    }

    private static func refinements(of state: StateName) -> Set<StateName> {
        state == .accepted ? [.accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered] : [state]
    }
}

/// A word of the table, as it was written or in capitals.
struct PostingWord: TextShape {
    let words: [String]
    let what: String

    var expected: String { "\(what) that is known" }
    var advice: String {
        "The table of statuses in marketplace.md has those that are; the posting's next document counts all the same."
    }

    func read(text: String) -> String? {
        let word = text.lowercased()
        return words.contains(word) ? word : nil
    }

    /// With the known word that is most like the one that was found.
    func value(of json: JSONNode) throws(Refusal) -> String {
        if let word = try read(json) { return word }
        let near = json.string.flatMap { nearestName(to: $0, among: words) }
        throw refusal(finding: json.inWords, advice: near.map { "Is `\($0)` meant?" })
    }
}
