// An event's data: in `data`, or as the bytes of a JSON text in `data_base64` (CloudEvents JSON format, section 3.1).

import JSON
import Orders

struct EventData {
    /// The member that it stands in.
    private let name: String
    /// An event without data is one with no members in it.
    let value: JSONValue

    init(_ attributes: Members) throws(Refusal) {
        let plain = attributes["data"]
        guard let encoded = try attributes.optional("data_base64", .json) else {
            (name, value) = ("data", plain ?? .object([]))
            return
        }
        guard plain == nil else {
            throw attributes.refusal(
                at: "data_base64", expected: "either `data` or `data_base64`", found: "both",
                advice: "Leave `data_base64` out.")
        }
        (name, value) = ("data_base64", encoded)
    }

    var members: Members {
        get throws(Refusal) {
            let shape = Shape.object { $0.all }
            do {
                return Members(try shape.value(of: value), in: name)
            } catch {
                throw error.inside(name)
            }
        }
    }
}

extension Shape where Value == JSONValue {
    /// JSON in UTF-8 in Base64.
    fileprivate static var json: Shape {
        .text("a JSON text in Base64", advice: "Write the data as JSON in `data`.") { text in
            Base64.bytes(text).flatMap { try? JSONValue(parsing: $0) }
        }
    }
}
