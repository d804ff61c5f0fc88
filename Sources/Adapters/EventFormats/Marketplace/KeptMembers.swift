// What is kept of a document or a message: the members that were read, and nothing else. It can be read again.

import CivilTime
import JSON
import Orders

/// An object of members, of which some are not there; in the order of their names.
struct KeptMembers {
    private let members: [(name: String, value: JSONValue)]

    init(_ members: [(String, JSONValue?)]) {
        self.members = members.compactMap { name, value in value.map { (name: name, value: $0) } }
    }

    static func + (left: KeptMembers, right: KeptMembers) -> KeptMembers {
        KeptMembers((left.members + right.members).map { ($0.name, $0.value) })
    }

    var json: JSONValue { .object(members.sorted { $0.name < $1.name }.map { JSONMember($0.name, $0.value) }) }

    var text: String { json.compact }
}

extension KeptMembers {
    /// What documents and messages call the same.
    init(of report: PostingReport) {
        self.init([
            ("parent_posting_number", report.parent.map { .string($0.rawValue) }),
            ("related_postings", report.related?.kept),
            ("tracking_number", report.tracking.map { .string($0.rawValue) }),
            ("in_process_at", report.contents?.inProcessAt.map { .string($0.rfc3339) }),
            ("products", report.contents?.keptItems),
            ("analytics_data", report.delivery.map { ["delivery_type": .string($0.rawValue)] }),
        ])
    }
}

extension [ShipmentNumber] {
    fileprivate var kept: JSONValue {
        ["related_posting_numbers": .array(map { .string($0.rawValue) })]
    }
}

extension ReportedContents {
    var keptMethod: JSONValue {
        KeptMembers([
            ("id", deliveryMethod.map { .string($0.rawValue) }),
            ("warehouse_id", warehouse.map { .string($0.rawValue) }),
            ("tpl_provider_id", service.map { .string($0.rawValue) }),
        ]).json
    }

    fileprivate var keptItems: JSONValue {
        .array(
            items.map { item in
                KeptMembers([
                    ("sku", .string(item.sku.rawValue)), ("name", .string(item.name)),
                    ("quantity", .number(String(item.quantity.count))),
                    ("price", item.price.isUnknown ? nil : .string(item.price.text)),
                    ("currency_code", item.price.isUnknown ? nil : .string(item.price.currency.code)),
                ]).json
            })
    }
}

extension ReportedCutoff? {
    /// An empty text says that there is none.
    var kept: JSONValue? {
        switch self {
        case .given(let instant): .string(instant.rfc3339)
        case .withdrawn: ""
        case nil: nil
        }
    }
}

extension ReportedCancellation {
    var kept: JSONValue {
        let words: [Party: JSONValue] = [
            .seller: "seller", .customer: "customer", .marketplace: "ozon", .carrier: "delivery",
        ]
        return KeptMembers([
            ("cancel_reason_id", reason.map { .string($0.rawValue) }), ("cancellation_type", by.flatMap { words[$0] }),
            ("affect_cancellation_rating", .bool(affectsRating)),
        ]).json
    }
}
