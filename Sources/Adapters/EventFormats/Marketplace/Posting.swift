// A posting document: how a shipment stands at the moment it arrives. Of its members only those are read, and kept,
// that are ours to know; addressee, customer, barcodes, finances and free texts are passed over.

import CivilTime
import Engine
import JSON
import Orders

struct Posting {
    private let number: String
    private let status: String?
    private let substatus: String?
    private let report: PostingReport

    init(_ record: JSONNode) throws(Refusal) {
        guard let members = record.looseMembers else {
            throw Refusal(
                .malformed, expected: "a posting, which is an object", found: record.inGeneral,
                advice: "Drop the response as the marketplace gave it.")
        }
        let number = try members.required("posting_number", PostingNumber())
        self.number = members.name("posting_number") ?? number.rawValue
        status = members.tolerated("status", Self.status)
        substatus = members.tolerated("substatus", Self.substatus)
        var report = PostingReport(number)
        guard let standing = PostingStatus.standing(status, substatus) else {
            _ = try members.required("status", Self.status)
            throw members.refusal(
                at: "status", expected: Self.status.expected, found: "none", advice: Self.status.advice)
        }
        report.standing = standing
        report.parent = members.tolerated("parent_posting_number", PostingNumber()).flatMap {
            $0.isBeside(number) ? $0 : nil
        }
        report.related = members.object("related_postings")?.parts(beside: number)
        report.tracking = members.name("tracking_number")
        report.delivery = members.object("analytics_data").flatMap { $0.tolerated("delivery_type", DeliveryType()) }
        report.cutoff = try members.cutoff(neededFor: standing)
        if standing.state == .cancelled { report.cancellation = members.cancellation }
        report.readContents(of: members) { Self.origin(members) }
        self.report = report
    }

    static let attribution = Attribution(source: Marketplace.source, kind: EventKind(PostingReport.document))

    var event: Event {
        let text = kept.text
        return Event(
            name: EventName(source: Marketplace.source, id: Digest(sha256Of: Array(text.utf8)).hexadecimal), time: nil,
            body: .order(report.number.order ?? OrderNumber(report.number.rawValue), .reported(report)), digest: nil,
            text: text)
    }

    /// The members that were read, and nothing else: it can be read again.
    private var kept: KeptMembers {
        KeptMembers(of: report)
            + KeptMembers([
                ("posting_number", .string(number)), ("status", status.map { .string($0) }),
                ("substatus", substatus.map { .string($0) }), ("shipment_date", report.cutoff.kept),
                ("delivery_method", report.contents?.keptMethod), ("cancellation", report.cancellation?.kept),
            ])
    }

    private static let status = PostingWord(words: PostingStatus.statuses.keys.sorted(), what: "a status")
    private static let substatus = PostingWord(words: PostingStatus.substatuses.keys.sorted(), what: "a substatus")

    private static func origin(_ members: Members) -> ReportedContents {
        let method = members.object("delivery_method")
        let analytics = members.object("analytics_data")
        let places: [(String, Members?)] = [
            ("/delivery_method/warehouse_id", method), ("/warehouse_id", members),
            ("/analytics_data/warehouse_id", analytics),
        ]
        let place = places.first { $0.1?.name("warehouse_id") != nil } ?? places[0]
        let warehouse: WarehouseID? = place.1?.name("warehouse_id")
        return ReportedContents(
            warehouse: warehouse, warehousePlace: place.0,
            warehouseFound: warehouse == nil ? place.1?["warehouse_id"]?.inWords : nil,
            service: method?.name("tpl_provider_id") ?? analytics?.name("tpl_provider_id"),
            deliveryMethod: method?.name("id"), items: [])
    }
}

extension Members {
    /// The packing deadline. One that cannot be read matters only where the shipment is still to be packed.
    fileprivate func cutoff(neededFor standing: Standing) throws(Refusal) -> ReportedCutoff? {
        guard standing.state == .awaitingPackaging else {
            return tolerated("shipment_date", LooseMoment(rounding: .up))?.map { .given($0) }
        }
        return try optional("shipment_date", LooseMoment(rounding: .up)).map { $0.map { .given($0) } ?? .withdrawn }
    }

    fileprivate var cancellation: ReportedCancellation? {
        guard let told = object("cancellation") else { return nil }
        let reason: ReasonCode? = told.reason("cancel_reason_id")
        let party = ["cancellation_initiator", "cancellation_type"].lazy.compactMap {
            told.tolerated($0, CancellingParty())
        }.first
        return ReportedCancellation(
            by: party ?? reason.flatMap { CancellingParty.usual[$0.rawValue] }, reason: reason,
            affectsRating: told.tolerated("affect_cancellation_rating", LooseTruth()) ?? false)
    }

    /// Nil where none are named.
    fileprivate func parts(beside number: ShipmentNumber) -> [ShipmentNumber]? {
        let named = self["related_posting_numbers"]?.elements?.prefix(List<PostingNumber>.greatest)
        let numbers = named.map { $0.compactMap { PostingNumber().read($0) }.filter { $0.isBeside(number) } }
        return numbers?.isEmpty == false ? numbers : nil
    }
}

extension ShipmentNumber {
    /// Another part of the same order.
    fileprivate func isBeside(_ other: ShipmentNumber) -> Bool { self != other && order == other.order }
}

/// How it is delivered, by the marketplace's words for it.
struct DeliveryType: TextShape {
    var expected: String { "a way of delivery" }
    var advice: String { "Leave it out." }

    private static let ofPickup = ["pvz", "pick", "postamat", "locker", "пвз", "постамат", "самовывоз"]
    private static let ofCourier = ["courier", "курьер"]

    func read(text: String) -> Delivery? {
        let type = text.lowercased()
        if Self.ofPickup.contains(where: type.contains) { return .pickup }
        return Self.ofCourier.contains(where: type.contains) ? .courier : nil
    }
}

/// Who cancelled, by the marketplace's words for them.
struct CancellingParty: TextShape {
    var expected: String { "a party" }
    var advice: String { "Leave it out." }

    private static let parties: [String: Party] = [
        "seller": .seller, "client": .customer, "customer": .customer, "ozon": .marketplace, "system": .marketplace,
        "delivery": .carrier, "продавец": .seller, "клиент": .customer, "покупатель": .customer,
        "система": .marketplace, "служба доставки": .carrier,
    ]

    /// Whose reason a number is, where nobody is named.
    static let usual: [String: Party] = [
        "352": .seller, "400": .seller, "401": .seller, "402": .seller, "665": .customer, "666": .carrier,
        "667": .carrier, "501": .marketplace, "502": .customer, "503": .customer, "504": .customer, "505": .customer,
        "506": .customer, "508": .customer, "710": .customer,
    ]

    func read(text: String) -> Party? { Self.parties[text.lowercased()] }
}
