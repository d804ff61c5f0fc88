// The texts of events: names, numbers of orders, notes, references.

import JSON
import Orders

/// How long texts may be, in bytes of UTF-8.
enum TextBounds {
    static let identifier = 200
    static let attribute = 1024
    static let reference = 2048
    static let note = 4096
}

extension Shape where Value: Identifier {
    /// A name that the world gave to something.
    static var identifier: Shape {
        .text(
            "a text of 1 to \(TextBounds.identifier) bytes without control characters",
            advice: "Write the name as a string."
        ) { $0.isLine(upTo: TextBounds.identifier) ? Value($0) : nil }
    }
}

extension Shape where Value == String {
    /// On one line.
    static func line(upTo bytes: Int) -> Shape {
        .text(
            "a text of 1 to \(bytes) bytes without control characters",
            advice: "Write it as a string on one line."
        ) { $0.isLine(upTo: bytes) ? $0 : nil }
    }

    /// What a person wrote, perhaps on several lines.
    static var note: Shape {
        .text(
            "a text of 1 to \(TextBounds.note) bytes without control characters other than line breaks and tabs",
            advice: "Shorten it, or leave it out."
        ) { $0.isNote(upTo: TextBounds.note) ? $0 : nil }
    }

    /// A CloudEvents `source` (RFC 3986, "URI-reference"); letters beyond ASCII pass, as in an IRI.
    static var reference: Shape {
        .text(
            "a URI reference of 1 to \(TextBounds.attribute) bytes without spaces",
            advice: "Name the program that says it, like a path: `/wms/msk-1`."
        ) { $0.isLine(upTo: TextBounds.attribute) && $0.utf8.allSatisfy(isReferenceByte) ? $0 : nil }
    }

    /// Where evidence lies.
    static var uri: Shape {
        .text(
            "a URI of 1 to \(TextBounds.reference) bytes without spaces", advice: "Write where the file lies."
        ) { $0.isLine(upTo: TextBounds.reference) && $0.utf8.allSatisfy { $0 != 0x20 } ? $0 : nil }
    }

    /// In lower case.
    static var sha256: Shape {
        .text(
            "64 hexadecimal digits", advice: "Write the file's SHA-256 as `sha256sum` prints it."
        ) { $0.utf8.count == 64 && $0.utf8.allSatisfy(isHexadecimal) ? $0.lowercased() : nil }
    }
}

extension Shape where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static var word: Shape {
        let words = Value.allCases.map { "`\($0.rawValue)`" }
        let expected = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        return .text(expected, advice: "Write one of these words.") { Value(rawValue: $0) }
    }
}

extension String {
    fileprivate func isLine(upTo bytes: Int) -> Bool {
        (1...bytes).contains(utf8.count) && !hasControl(besides: [])
    }

    fileprivate func isNote(upTo bytes: Int) -> Bool {
        (1...bytes).contains(utf8.count) && !hasControl(besides: ["\n", "\r", "\t"])
    }

    /// C0, C1 and delete: what a terminal might obey.
    private func hasControl(besides allowed: [Unicode.Scalar]) -> Bool {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return false }
        return unicodeScalars.contains { scalar in
            (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)) && !allowed.contains(scalar)
        }
    }
}

/// What may stand in a URI reference, and any byte beyond ASCII.
private func isReferenceByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
        UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
        false
    default: true
    }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
}
