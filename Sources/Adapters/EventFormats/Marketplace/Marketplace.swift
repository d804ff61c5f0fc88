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
            return [reading(of: record, Push.attribution(of: record)) { () throws(Refusal) in try Push(record).event }]
        }
        if record["posting_number"] == nil, record["result"] != nil || record["postings"] != nil {
            return readings(ofResponse: record)
        }
        return [reading(of: record, Posting.attribution) { () throws(Refusal) in try Posting(record).event }]
    }

    private func reading(
        of record: JSONNode, _ attribution: Attribution, _ event: () throws(Refusal) -> Event
    ) -> Reading {
        Reading(about: record["posting_number"], attributedTo: attribution, event)
    }

    /// Each posting is kept bare, ready to be mended and dropped again.
    private func readings(ofResponse response: JSONNode) -> [Reading] {
        let postings = response.postings
        guard !postings.isEmpty else {
            return [Reading(about: nil, attributedTo: Posting.attribution) { .emptyResponse(response) }]
        }
        return postings.flatMap { posting in readings(of: posting).map { $0.kept(as: posting.compact) } }
    }
}

extension JSONNode {
    /// What a response wraps: the elements of its lists, those that `WrapperWalk` finds and those with numbered
    /// members; where it has none, the one object in their place.
    fileprivate var postings: [JSONNode] {
        let result = self["result"]
        let wrapped = [result, result?["postings"], self["postings"]].compactMap(\.self)
        let lists = wrapped.compactMap(\.looseElements)
        guard lists.isEmpty else { return lists.flatMap { $0.map(\.value) } }
        return wrapped.first { $0.members != nil }.map { [$0] } ?? []
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
