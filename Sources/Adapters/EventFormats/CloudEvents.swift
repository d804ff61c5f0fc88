// The native dialect: CloudEvents 1.0 in its JSON format (structured mode, and batch mode by the array of a file).

import CivilTime
import Engine
import JSON
import Orders

struct CloudEvents: Dialect {
    func recognises(_ record: JSONValue) -> Bool { record["specversion"] != nil }

    func events(in record: JSONValue) throws(Refusal) -> [Event] {
        guard case .object(let members) = record else {
            throw Refusal(
                .malformed, expected: "an event, which is an object", found: record.inWords,
                advice: "Write events as objects; several as an array in a .json file, or one a line in .ndjson.")
        }
        return [try Event(Members(members), writtenAs: record)]
    }
}

extension Event {
    /// Reads the context attributes (CloudEvents 1.0.2, "Context Attributes"), then the data by the event's type.
    fileprivate init(_ attributes: Members, writtenAs record: JSONValue) throws(Refusal) {
        _ = try attributes.required("specversion", .version)
        let id = try attributes.required("id", .line(upTo: TextBounds.attribute))
        let source = try attributes.required("source", .reference)
        let type = try attributes.required("type", .type)
        let time = try attributes.optional("time", .instant(.down))
        try attributes.checkOtherAttributes()
        let data = try EventData(attributes)
        self.init(
            name: EventName(source: SourceName(source), id: id), time: time,
            body: try EventBody(type, attributes, try data.members),
            digest: Digest(type: type.rawValue, subject: attributes["subject"], time: time, data: data.value),
            text: record.canonical)
    }
}

extension EventBody {
    fileprivate init(_ type: KnownType, _ attributes: Members, _ data: Members) throws(Refusal) {
        switch type {
        case .control(let event): self = .control(event)
        case .order(let type):
            let subject = try Subject(attributes, of: type)
            self = .order(subject.order, try OrderEvent(type, about: subject, data))
        }
    }
}

/// A `type` that means something to us.
private enum KnownType {
    case order(EventType)
    case control(ControlEvent)

    static let names = EventType.allCases.map(\.rawValue) + ControlEvent.allCases.map(\.rawValue)

    init?(rawValue: String) {
        if let type = EventType(rawValue: rawValue) {
            self = .order(type)
        } else if let event = ControlEvent(rawValue: rawValue) {
            self = .control(event)
        } else {
            return nil
        }
    }

    var rawValue: String {
        switch self {
        case .order(let type): type.rawValue
        case .control(let event): event.rawValue
        }
    }
}

extension Shape where Value == KnownType {
    fileprivate static var type: Shape {
        let shape = Shape.text(
            "the type of an event, like order.placed", advice: "See the list of event types.", read: KnownType.init)
        return Shape(shape.expected, advice: shape.advice) { json throws(Refusal) in
            do {
                return try shape.value(of: json)
            } catch {
                let near = json.string.flatMap { NearestName.of($0, among: KnownType.names) }
                throw shape.refusal(finding: json.inWords, advice: near.map { "Is `\($0)` meant?" })
            }
        }
    }
}

extension Shape where Value == String {
    fileprivate static var version: Shape {
        .text("`\"1.0\"`", advice: "Events are CloudEvents 1.0.") { $0 == "1.0" ? $0 : nil }
    }
}
