// A push message: one thing that the marketplace says of a posting, with a name of its own. What is not about our
// orders is taken all the same, and nothing is done.

import CivilTime
import Engine
import JSON
import Orders

struct Push {
    let event: Event

    init(_ record: JSONNode) throws(Refusal) {
        guard let members = record.looseMembers else { preconditionFailure("a message has a type") }
        let type = try members.required("message_type", MessageType())
        let uuid = members.tolerated("uuid", .line(upTo: TextBounds.attribute))
        guard let subject = Subject(rawValue: type) else {
            event = .aside("\(type) says nothing of our orders", id: uuid, record)
            return
        }
        let number = try members.required("posting_number", PostingNumber())
        let report = try subject.report(PostingReport(number, type: type), members)
        let digest = Digest(sha256Of: record.canonicalBytes)
        event = Event(
            name: EventName(source: Marketplace.source, id: uuid ?? digest.hexadecimal), time: members.changedAt,
            body: .order(number.order ?? OrderNumber(number.rawValue), .reported(report)), digest: digest,
            text: members.kept(type, uuid, report).text, idPlace: "/uuid")
    }

    /// What a message says of itself that is no good.
    static func attribution(of record: JSONNode) -> Attribution {
        let subject = record["message_type"]?.string.flatMap(Subject.init)
        return Attribution(source: Marketplace.source, kind: subject.map { EventKind($0.rawValue) } ?? .unknown)
    }

    /// The types that say something of our orders.
    enum Subject: String, CaseIterable {
        case newPosting = "TYPE_NEW_POSTING"
        case cancelled = "TYPE_POSTING_CANCELLED"
        case stateChanged = "TYPE_STATE_CHANGED"
        case cutoffChanged = "TYPE_CUTOFF_DATE_CHANGED"
    }
}

extension Push.Subject {
    fileprivate func report(_ blank: PostingReport, _ members: Members) throws(Refusal) -> PostingReport {
        var report = blank
        switch self {
        case .newPosting:
            report.tracking = members.name("tracking_number")
            report.cutoff = try members.optional("shipment_date", LooseMoment(rounding: .up))?.map { .given($0) }
            report.readContents(of: members) {
                let warehouse: WarehouseID? = members.name("warehouse_id")
                return ReportedContents(
                    warehouse: warehouse, warehousePlace: "/warehouse_id",
                    warehouseFound: warehouse == nil ? members["warehouse_id"]?.inWords : nil, items: [])
            }
            if let unusable = report.unusable { throw unusable }
            if report.contents == nil { throw members.noProducts }
        case .cancelled:
            let reason = members.object("reason")?.reason("id") ?? members.reason("reason")
            report.standing = Standing(.cancelled)
            report.cancellation = ReportedCancellation(
                by: reason.flatMap { CancellingParty.usual[$0.rawValue] }, reason: reason)
        case .stateChanged:
            let state = try members.required("new_state", PostingWord(words: PostingStatus.words, what: "a state"))
            report.standing = PostingStatus.standing(ofPushed: state)
        case .cutoffChanged:
            let moment = try members.nullable("new_cutoff_date", LooseMoment(rounding: .up)) ?? nil
            report.cutoff = moment.map { .given($0) } ?? .withdrawn
        }
        return report
    }
}

extension Members {
    fileprivate var changedAt: Instant? { tolerated("changed_state_date", LooseMoment(rounding: .down)) ?? nil }

    fileprivate var noProducts: Refusal {
        refusal(
            at: "products", expected: "the products of the posting", found: "none",
            advice: "Drop the posting's document; this message alone makes no order.")
    }

    /// What is told of a new posting and decides nothing here: for people who read the history.
    private var promised: KeptMembers {
        let integration = PostingWord(words: Self.integrations, what: "a type of integration")
        let dates = ["delivery_date_begin", "delivery_date_end"].map { name in
            (name, tolerated(name, LooseMoment(rounding: .down)).flatMap(\.self).map { JSONValue.string($0.rfc3339) })
        }
        return KeptMembers(
            dates + [
                ("is_express", tolerated("is_express", LooseTruth()).map { .bool($0) }),
                ("tpl_integration_type", tolerated("tpl_integration_type", integration).map { .string($0) }),
            ])
    }

    private static let integrations = ["ozon", "aggregator", "3pl_tracking", "non_integrated", "hybryd", "hybrid"]

    /// The members that were read, and nothing else: it can be read again.
    fileprivate func kept(_ type: String, _ uuid: String?, _ report: PostingReport) -> KeptMembers {
        let state = tolerated("new_state", PostingWord(words: PostingStatus.words, what: "a state"))
        let cutoff = type == Push.Subject.cutoffChanged.rawValue ? "new_cutoff_date" : "shipment_date"
        return KeptMembers(of: report) + promised
            + KeptMembers([
                ("message_type", .string(type)), ("uuid", uuid.map { .string($0) }),
                ("posting_number", name("posting_number").map { (text: String) in .string(text) }),
                ("new_state", state.map { .string($0) }), ("changed_state_date", changedAt.map { .string($0.rfc3339) }),
                (cutoff, report.cutoff.kept), ("warehouse_id", report.contents?.warehouse.map { .string($0.rawValue) }),
                ("reason", report.cancellation?.reason.map { ["id": .string($0.rawValue)] }),
            ])
    }
}

/// `TYPE_NEW_POSTING`
private struct MessageType: TextShape {
    var expected: String { "a type of message like TYPE_NEW_POSTING, in capital letters and underscores" }
    var advice: String { "Drop the message as the marketplace sent it." }

    private static let bytes = 100

    func read(text: String) -> String? {
        let isType = text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        return isType && text.hasPrefix("TYPE_") && text.utf8.count <= Self.bytes ? text : nil
    }

    /// With the known type that is most like the one that was found.
    func value(of json: JSONNode) throws(Refusal) -> String {
        if let type = try read(json) { return type }
        let near = json.string.flatMap { nearestName(to: $0, among: Push.Subject.allCases.map(\.rawValue)) }
        throw refusal(finding: json.inWords, advice: near.map { "Is `\($0)` meant?" })
    }
}
