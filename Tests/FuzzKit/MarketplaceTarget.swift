// The marketplace's documents and messages. Beside what holds of every file: nothing is read, kept or said of members
// that are not ours to know; what is kept can be read again; and what is reported breaks no rule of an order's life.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders

extension FuzzTarget {
    static let marketplace = FuzzTarget("marketplace", upTo: 512) { bytes in
        let records = try FuzzedFile("postings.json", bytes).checkedRecords()
        for record in records where try record.isOfMarketplace { try check(record) }
        try OrdersByHearsay.check(records)
    }

    private static func check(_ record: Record) throws {
        let bare = try JSONValue(parsing: record.text).members(named: ours).compact
        let again = FuzzedFile.records(ofLine: bare)
        try hold(
            again.map(\.meaning) == [record.meaning],
            "\(record.meaning) hangs on members that are not ours: \(again.map(\.meaning))")
        guard case .success(let event) = record.content, case .order = event.body else { return }
        let kept = FuzzedFile.records(ofLine: event.text)
        try hold(
            kept.map(\.meaning) == [record.meaning],
            "\(event.text) was kept of \(record.meaning), and means \(kept.map(\.meaning))")
    }

    /// Every name that docs/marketplace.md knows, wherever it stands.
    private static let ours: Set<String> = [
        "affect_cancellation_rating", "amount", "analytics_data", "cancel_reason_id", "cancellation",
        "cancellation_initiator", "cancellation_type", "changed_state_date", "currency", "currency_code",
        "delivery_method", "delivery_type", "id", "in_process_at", "message_type", "name", "new_cutoff_date",
        "new_state", "offer_id", "parent_posting_number", "posting_number", "postings", "price", "products", "quantity",
        "reason", "related_posting_numbers", "related_postings", "result", "shipment_date", "sku", "status",
        "substatus", "tpl_provider_id", "tracking_number", "uuid", "warehouse_id",
    ]
}

extension Record {
    /// By its shape, as `Marketplace` knows it.
    fileprivate var isOfMarketplace: Bool {
        get throws {
            if case .failure(let refusal) = content, refusal.code == .unreadable { return false }
            let json = try JSONValue(parsing: text)
            return json["specversion"] == nil && (json["posting_number"] ?? json["message_type"]) != nil
        }
    }

    /// What it comes to: without its name, and without what matters only as long as it is not kept.
    fileprivate var meaning: Meaning {
        switch content {
        case .failure(var refusal):
            // May ask whether a name is meant that stands there and that nobody knows.
            refusal.advice = ""
            return .refusal(refusal)
        case .success(let event): return .event(event.body.asKept, at: event.time)
        }
    }
}

private enum Meaning: Equatable {
    case refusal(Refusal)
    case event(EventBody, at: Instant?)
}

extension EventBody {
    /// What was no good is not kept, contents or warehouse, and the warehouse is kept in one place.
    fileprivate var asKept: EventBody {
        guard case .order(let number, .reported(var report)) = self else { return self }
        report.unusable = nil
        report.contents?.warehousePlace = ""
        report.contents?.warehouseFound = nil
        return .order(number, .reported(report))
    }
}

extension JSONValue {
    /// The same without the members of other names, but for the numbered ones of an object that is a list.
    fileprivate func members(named names: Set<String>) -> JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.filter { names.contains($0.name) || $0.name.allSatisfy { ("0"..."9").contains($0) } }
                    .map { JSONMember($0.name, $0.value.members(named: names)) })
        case .array(let elements): .array(elements.map { $0.members(named: names) })
        default: self
        }
    }
}
