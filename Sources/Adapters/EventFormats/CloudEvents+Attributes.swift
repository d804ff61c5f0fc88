// The attributes that are checked and not used, and the names that attributes may have.

import JSON
import Orders

extension Members {
    private static let known = [
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "data",
        "data_base64",
    ]

    /// Extension attributes are kept as they are; their names are lower-case letters and digits
    /// (CloudEvents 1.0.2, "Naming Conventions").
    func checkOtherAttributes() throws(Refusal) {
        _ = try optional("subject", .line(upTo: TextBounds.attribute))
        _ = try optional("datacontenttype", JSONMediaType())
        _ = try optional("dataschema", .location)
        for attribute in all where !attribute.withName(isAttributeName) && attribute.name != "data_base64" {
            let near = nearestName(to: attribute.name, among: Self.known)
            throw refusal(
                at: attribute.name, expected: "an attribute's name of lower-case letters and digits",
                found: attribute.name.inWords,
                advice: near.map { "Is `\($0)` meant?" } ?? "Rename the attribute, or move it into `data`.")
        }
    }
}

/// `application/json`, `application/vnd.shop+json; charset=utf-8`.
private struct JSONMediaType: TextShape {
    var expected: String { "a media type of JSON, like application/json" }
    var advice: String { "Write the data as JSON, or leave it out." }

    func read(text: String) -> String? {
        let type = text.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        let isJSON = type.hasSuffix("/json") || (type.hasSuffix("+json") && type.contains("/"))
        return isJSON ? text : nil
    }
}

private func isAttributeName(_ name: UnsafeRawBufferPointer) -> Bool {
    !name.isEmpty && name.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
}
