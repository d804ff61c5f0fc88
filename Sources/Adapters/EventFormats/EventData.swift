// An event's data: in `data`, or as the bytes of a JSON text in `data_base64` (CloudEvents JSON format, section 3.1).

import JSON
import Orders

struct EventData {
    /// The member that it stands in.
    let name: Name
    /// An event without data is one with no members in it.
    private let value: JSONNode

    enum Name: String {
        case plain = "data"
        case encoded = "data_base64"
    }

    init(_ attributes: Members) throws(Refusal) {
        let plain = attributes["data"]
        guard let encoded = try attributes.optional("data_base64", EncodedJSON()) else {
            (name, value) = (.plain, plain ?? JSONDocument.emptyObject.root)
            return
        }
        guard plain == nil else {
            throw attributes.refusal(
                at: "data_base64", expected: "either `data` or `data_base64`", found: "both",
                advice: "Leave `data_base64` out.")
        }
        (name, value) = (.encoded, encoded)
    }

    var members: Members {
        get throws(Refusal) {
            guard let members = value.members else {
                throw ObjectShape<Members>().refusal(finding: value.inWords).inside(name.rawValue)
            }
            return Members(members, in: name.rawValue)
        }
    }

    /// The value's canonical form, out of the text of the event where it stands there as it is.
    func canonicalBytes(in event: (bytes: [UInt8], place: Range<Int>?)) -> ArraySlice<UInt8> {
        guard name == .plain, let place = event.place, value.members?.isEmpty == false else {
            return value.canonicalBytes[...]
        }
        return event.bytes[place]
    }
}

extension Members: Composite {
    init(_ members: Members) { self = members }
}

/// JSON in UTF-8 in Base64.
private struct EncodedJSON: TextShape {
    var expected: String { "a JSON text in Base64" }
    var advice: String { "Write the data as JSON in `data`." }

    func read(text: String) -> JSONNode? { Base64.bytes(text).flatMap { try? JSONDocument(parsing: $0).root } }
}
