// The native dialect: CloudEvents 1.0 in its JSON format (structured mode, and batch mode by the array of a file).

import CivilTime
import Engine
import JSON
import Orders

struct CloudEvents: Dialect {
    /// The attributes without which there is no event.
    private static let required = ["specversion", "id", "source", "type"]

    func recognises(_ record: JSONNode) -> Bool { record["specversion"] != nil }

    func readings(of record: JSONNode) -> [Reading] {
        [
            Reading(about: record["subject"], attributedTo: Attribution(of: record)) { () throws(Refusal) in
                try event(record)
            }
        ]
    }

    private func event(_ record: JSONNode) throws(Refusal) -> Event {
        guard let members = record.members else {
            throw Refusal(
                .malformed, expected: "an event, which is an object", found: record.inGeneral,
                advice:
                    "Write events as objects; several as one array of them in a .json file, or one a line in .ndjson.")
        }
        guard Self.required.contains(where: { members[$0] != nil }) else { throw .unrecognised(members) }
        return try Event(Members(members), writtenAs: record)
    }
}

extension Refusal {
    /// Of an object that nothing says of what it is meant for.
    fileprivate static func unrecognised(_ members: JSONMembers) -> Refusal {
        let names = members.lazy.prefix(5).map { $0.name.inWords.onOneLine }.joined(separator: ", ")
        return Refusal(
            .malformed, expected: "an event (CloudEvents 1.0), or a posting or a push message of the marketplace",
            found: names.isEmpty ? "an empty object" : "an object with the members \(names)",
            advice: "Give it the attributes of an event; of an answer to a request drop what is inside.")
    }
}

extension Event {
    /// Reads the context attributes (CloudEvents 1.0.2, "Context Attributes"), then the data by the event's type.
    fileprivate init(_ attributes: Members, writtenAs record: JSONNode) throws(Refusal) {
        _ = try attributes.required("specversion", Version())
        let id = try attributes.required("id", .line(upTo: TextBounds.attribute))
        let source = try attributes.required("source", .reference)
        let type = try attributes.required("type", TypeName())
        let time = try attributes.optional("time", .instant(.down))
        try attributes.checkAttributes()
        let data = try EventData(attributes)
        let text = record.canonicalBytes(locating: data.place.rawValue)
        self.init(
            name: EventName(source: SourceName(source), id: id), time: time,
            body: try EventBody(type, attributes, try data.members),
            digest: Digest(
                type: type.rawValue, subject: attributes["subject"]?.string, time: time,
                canonicalData: data.canonicalBytes(in: text)),
            text: String(checked: text.bytes))
    }
}

extension EventBody {
    fileprivate init(_ type: KnownType, _ attributes: Members, _ data: Members) throws(Refusal) {
        switch type {
        case .control(let type):
            _ = try attributes.optional("subject", .line(upTo: TextBounds.attribute))
            self = .control(try ControlEvent(type, data))
        case .order(let type):
            let subject = try Subject(attributes, of: type)
            self = .order(subject.order, try OrderEvent(type, about: subject, data))
        }
    }
}

extension Attribution {
    /// What an event says of itself that is no good.
    fileprivate init(of record: JSONNode) {
        let source = record["source"].flatMap { try? Reference().read($0) }
        let type = record["type"].flatMap { try? TypeName().read($0) }
        self.init(source: source.map { SourceName($0) }, kind: type.map { EventKind($0.rawValue) } ?? .unknown)
    }
}

/// A `type` that means something to us.
private enum KnownType {
    case order(EventType)
    case control(ControlType)

    /// By their names: looked up in every event.
    static let all = Dictionary(
        uniqueKeysWithValues: (EventType.allCases.map(KnownType.order) + ControlType.allCases.map(KnownType.control))
            .map { ($0.rawValue, $0) })

    var rawValue: String {
        switch self {
        case .order(let type): type.rawValue
        case .control(let type): type.rawValue
        }
    }
}

private struct TypeName: TextShape {
    var expected: String { "the type of an event, like order.placed" }
    var advice: String { "cutoffd-events(5), which is docs/events.md, lists the types of events." }

    func read(text: String) -> KnownType? { KnownType.all[text] }

    /// With the known type that is most like the one that was found.
    func value(of json: JSONNode) throws(Refusal) -> KnownType {
        if let type = try read(json) { return type }
        let near = json.string.flatMap { nearestName(to: $0, among: KnownType.all.keys.sorted()) }
        throw refusal(finding: json.inWords, advice: near.map { "Is `\($0)` meant?" })
    }
}

private struct Version: TextShape {
    var expected: String { "`\"1.0\"`, the version of CloudEvents" }
    var advice: String { "Events are CloudEvents 1.0." }

    func read(text: String) -> String? { text == "1.0" ? text : nil }
}
