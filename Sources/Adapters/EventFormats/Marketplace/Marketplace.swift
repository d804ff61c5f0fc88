// The marketplace's own dialect: posting documents, alone or as its responses wrap them, and push messages; recognised
// by their shape (docs/marketplace.md).

import CivilTime
import Engine
import JSON
import Orders

struct Marketplace: Dialect {
    /// Who says all this: its documents and messages do not name themselves.
    static let source = SourceName("/marketplace/ozon")

    func recognises(_ record: JSONNode) -> Bool {
        ["message_type", "posting_number", "result", "postings"].contains { record[$0] != nil }
    }

    func readings(of record: JSONNode) -> [Reading] {
        if record["message_type"] != nil {
            let attribution = Push.attribution(of: record)
            return [Reading(attributedTo: attribution) { () throws(Refusal) in try Push(record).event }]
        }
        if record["posting_number"] == nil, let wrapped = record["result"] ?? record["postings"] {
            return readings(in: wrapped, of: record)
        }
        return [Reading(attributedTo: Posting.attribution) { () throws(Refusal) in try Posting(record).event }]
    }

    /// What a response wraps: one posting, or a list of them. Each is kept bare, ready to be mended and dropped again.
    private func readings(in wrapped: JSONNode, of record: JSONNode) -> [Reading] {
        if let list = wrapped["postings"] { return readings(in: list, of: record) }
        if let elements = wrapped.looseElements, !elements.isEmpty {
            return elements.flatMap { element in
                readings(of: element.value).map { $0.kept(as: element.value.compact) }
            }
        }
        guard wrapped.members != nil else {
            return [Reading(attributedTo: Posting.attribution) { .emptyResponse(record) }]
        }
        return readings(of: wrapped).map { $0.kept(as: wrapped.compact) }
    }
}

extension Event {
    /// What is taken and counted, and is not about our orders.
    static func aside(_ what: String, id: String?, _ record: JSONNode) -> Event {
        let digest = Digest(sha256Of: record.canonicalBytes)
        return Event(
            name: EventName(source: Marketplace.source, id: id ?? digest.hexadecimal), time: nil, body: .aside(what),
            digest: digest, text: "{}", idPlace: "/uuid")
    }

    fileprivate static func emptyResponse(_ record: JSONNode) -> Event {
        aside("a response without postings", id: nil, record)
    }
}
