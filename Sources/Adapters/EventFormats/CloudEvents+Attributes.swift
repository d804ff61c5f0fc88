// What CloudEvents 1.0.2 asks of attributes, whether we use them or not: their names, the types that their values may
// have, and the core ones that are checked and then only kept.

import JSON
import Orders

extension Members {
    private static let known = [
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "data",
        "data_base64",
    ]

    /// Extension attributes are kept as they are.
    func checkAttributes() throws(Refusal) {
        _ = try optional("dataschema", AbsoluteURI())
        for attribute in all where !attribute.isOrdinary {
            let name = attribute.name
            if EventData.stands(in: name) { continue }
            guard name.isAttributeName else { throw misnamed(name) }
            _ = try optional(name, AttributeValue())
        }
    }

    private func misnamed(_ name: String) -> Refusal {
        let near = nearestName(to: name, among: Self.known)
        return refusal(
            at: name, expected: "an attribute's name of lower-case letters and digits (CloudEvents 1.0)",
            found: name.inWords,
            advice: near.map { "Is `\($0)` meant?" } ?? "Rename the attribute, or move it into `data`.")
    }
}

extension JSONMembers.Member {
    /// Most attributes: rightly named, and a string that every attribute may be.
    fileprivate var isOrdinary: Bool { isPrintableASCII && hasName(of: isAttributeNameByte) }
}

extension String {
    fileprivate var isAttributeName: Bool { !isEmpty && utf8.allSatisfy(isAttributeNameByte) }
}

/// CloudEvents 1.0.2, "Naming Conventions".
private func isAttributeNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
}

/// What every attribute may be (CloudEvents 1.0.2, "Type System"; JSON format, section 2.2). All types that are written
/// as strings are told apart by those who know what the attribute means.
private struct AttributeValue: Shape {
    var expected: String {
        "a string, `true`, `false`, or a whole number from \(Int32.min) to \(Int32.max) (CloudEvents 1.0, attributes)"
    }
    var advice: String { "Write it as a string, or move it into `data`." }

    func read(_ json: JSONNode) throws(Refusal) -> Void? {
        switch json.kind {
        case .bool: return ()
        case .number: return json.number.flatMap(Int32.init) == nil ? nil : ()
        case .string:
            guard let scalar = json.string?.firstForbiddenScalar else { return () }
            throw Refusal(
                .malformed, expected: "a string without control characters and noncharacters (CloudEvents 1.0, String)",
                found: "the character U+\(scalar.inHexadecimal)", advice: "Take the character out.")
        case .null, .array, .object: return nil
        }
    }
}

extension String {
    /// The first character that no string of CloudEvents may have.
    fileprivate var firstForbiddenScalar: Unicode.Scalar? {
        isPrintableASCII ? nil : unicodeScalars.first { $0.isControl || $0.isNoncharacter }
    }
}

extension Unicode.Scalar {
    /// The Unicode Standard, section 23.7: the last two of each plane, and 32 more.
    fileprivate var isNoncharacter: Bool { value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) }

    /// `FFFE`
    fileprivate var inHexadecimal: String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// A `datacontenttype`. Whether data of this type can be read is asked where there is data.
struct MediaTypeName: TextShape {
    var expected: String { "a media type, like application/json (RFC 2046)" }
    var advice: String { "Write type, slash and subtype, or leave it out: it is JSON then." }

    func read(text: String) -> MediaType? { MediaType(text) }
}

/// A `dataschema` (CloudEvents 1.0.2, "URI"; RFC 3986, section 4.3).
private struct AbsoluteURI: TextShape {
    var expected: String {
        "an absolute URI of 1 to \(TextBounds.reference) bytes, with a scheme and without a fragment (RFC 3986)"
    }
    var advice: String { "Write the whole address of the schema, or leave it out." }

    func read(text: String) -> String? {
        (1...TextBounds.reference).contains(text.utf8.count) && URISyntax(text)?.isAbsolute == true ? text : nil
    }
}
