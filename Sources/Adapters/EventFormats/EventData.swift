// An event's data: in `data`, or as the bytes of a JSON text in `data_base64` (CloudEvents JSON format, section 3.1).

import JSON
import Orders

struct EventData {
    /// The member that it stands in.
    let place: Members.Place
    /// An event without data, or whose data is null, says nothing more than its attributes: `{}`.
    private let value: JSONNode

    init(_ attributes: Members) throws(Refusal) {
        let type = try attributes.optional("datacontenttype", MediaTypeName())
        let plain = attributes.all[Members.Place.data.rawValue]
        let encoded = try attributes.optional(Members.Place.encodedData.rawValue, EncodedJSON())
        if plain != nil, encoded != nil { throw attributes.saidTwice }
        if plain != nil || encoded != nil, type?.isJSON == false { throw attributes.unreadableType }
        place = encoded == nil ? .data : .encodedData
        let payload = encoded ?? plain
        value = payload.flatMap { $0.isNull ? nil : $0 } ?? JSONDocument.emptyObject.root
    }

    /// Whether data stands in a member of this name, which is no attribute then.
    static func stands(in name: String) -> Bool {
        [Members.Place.data, .encodedData].contains { $0.rawValue == name }
    }

    var members: Members {
        get throws(Refusal) {
            guard let members = value.members else {
                throw ObjectShape<Members>().refusal(finding: value.inWords).inside(place.rawValue)
            }
            return Members(members, in: place)
        }
    }

    /// The value's canonical form, out of the text of the event where it stands there as it is.
    func canonicalBytes(in event: (bytes: [UInt8], place: Range<Int>?)) -> ArraySlice<UInt8> {
        guard place == .data, let range = event.place, value.members?.isEmpty == false else {
            return value.canonicalBytes[...]
        }
        return event.bytes[range]
    }
}

extension Members {
    fileprivate var saidTwice: Refusal {
        refusal(
            at: Members.Place.encodedData.rawValue,
            expected: "either `data` or `data_base64` (CloudEvents JSON format)",
            found: "both", advice: "Leave `data_base64` out.")
    }

    fileprivate var unreadableType: Refusal {
        refusal(
            at: "datacontenttype",
            expected: "a media type of JSON, `…/json` or `…/…+json`, for an event with data (CloudEvents JSON format)",
            found: self["datacontenttype"]?.inWords ?? "",
            advice: "Write the data as JSON, or leave it out.")
    }
}

extension Members: Composite {
    init(_ members: Members) { self = members }
}

/// JSON in UTF-8 in Base64.
private struct EncodedJSON: Shape {
    var expected: String { "a JSON text in Base64 (RFC 4648)" }
    var advice: String { "Write the data as JSON in `data`." }

    func read(_ json: JSONNode) throws(Refusal) -> JSONNode? {
        guard let bytes = json.string.flatMap(Base64.bytes) else { return nil }
        do throws(JSONFault) { return try JSONDocument(parsing: bytes).root } catch {
            throw Refusal(
                .malformed, at: error.pointer == .whole ? nil : error.pointer.description,
                expected: "\(error.expected) in the JSON text",
                found: "\(error.found) at byte \(error.offset + 1) of it", advice: advice)
        }
    }
}
