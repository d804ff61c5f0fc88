// The texts of events: names, numbers of orders, notes, references, words.

import JSON
import Orders

/// How long texts may be, in bytes of UTF-8.
enum TextBounds {
    static let identifier = 200
    static let attribute = 1024
    static let reference = 2048
    static let note = 4096
}

/// A name that the world gave to something.
struct IdentifierShape<ID: Identifier>: TextShape {
    var expected: String { Line(limit: TextBounds.identifier).expected }
    var advice: String { "Write the name as a string, like `\"A-17\"`." }

    func read(_ json: JSONNode) -> ID? { Line(limit: TextBounds.identifier).read(json).map { ID($0) } }

    func read(text: String) -> ID? { Line(limit: TextBounds.identifier).read(text: text).map { ID($0) } }
}

/// A text on one line.
struct Line: TextShape {
    let limit: Int

    var expected: String { "a text of 1 to \(limit) bytes without control characters" }
    var advice: String { "Write it as a string on one line." }

    func read(_ json: JSONNode) -> String? {
        guard let text = json.string else { return nil }
        guard json.isPrintableASCII else { return read(text: text) }
        return (1...limit).contains(text.utf8.count) ? text : nil
    }

    func read(text: String) -> String? { text.isLine(upTo: limit) ? text : nil }
}

/// What a person wrote, perhaps on several lines.
struct Note: TextShape {
    var expected: String {
        "a text of 1 to \(TextBounds.note) bytes without control characters other than line breaks and tabs"
    }
    var advice: String { "Say it in some words, or leave it out where it is not needed." }

    func read(text: String) -> String? { text.isNote(upTo: TextBounds.note) ? text : nil }
}

/// A CloudEvents `source` ("URI-reference"; RFC 3986, section 4.1).
struct Reference: TextShape {
    var expected: String { "a URI reference of 1 to \(TextBounds.attribute) bytes (RFC 3986)" }
    var advice: String {
        "Name the program that says it, like a path: `/wms/msk-1`. Letters beyond ASCII are percent-encoded: `%D0%96`."
    }

    func read(text: String) -> String? {
        (1...TextBounds.attribute).contains(text.utf8.count) && URISyntax(text) != nil ? text : nil
    }
}

/// Where something lies, a URI: it begins with a scheme, because a bare path means nothing elsewhere. Letters beyond
/// ASCII pass, as in an IRI: nothing is found by it.
struct Location: TextShape {
    var expected: String { "a URI of at most \(TextBounds.reference) bytes, with a scheme and without spaces" }
    var advice: String { "Write where it lies, like `https://video.example/1.mp4` or `file:///srv/1.mp4`." }

    func read(text: String) -> String? {
        let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        guard URISyntax.isScheme(scheme), scheme.count + 1 < text.utf8.count else { return nil }
        return text.isLine(upTo: TextBounds.reference) && !text.utf8.contains(UInt8(ascii: " ")) ? text : nil
    }
}

/// Read into lower case.
struct Checksum: TextShape {
    var expected: String { "64 hexadecimal digits" }
    var advice: String { "Write the file's SHA-256 as `sha256sum` prints it." }

    func read(text: String) -> String? {
        text.utf8.count == 64 && text.utf8.allSatisfy(Self.isHexadecimal) ? text.lowercased() : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}

/// One of a few words.
struct WordShape<Word: RawRepresentable & CaseIterable>: TextShape where Word.RawValue == String {
    var expected: String {
        let words = Word.allCases.map { "`\($0.rawValue)`" }
        return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    }
    var advice: String { "Write one of these words." }

    func read(text: String) -> Word? { Word(rawValue: text) }
}

extension Shape {
    static func identifier<ID>() -> Self where Self == IdentifierShape<ID> { Self() }
    static func line(upTo limit: Int) -> Self where Self == Line { Line(limit: limit) }
    static func word<Word>() -> Self where Self == WordShape<Word> { Self() }
}

extension Shape where Self == Note { static var note: Self { Note() } }
extension Shape where Self == Reference { static var reference: Self { Reference() } }
extension Shape where Self == Location { static var location: Self { Location() } }
extension Shape where Self == Checksum { static var checksum: Self { Checksum() } }

extension String {
    /// 1 to `bytes` bytes without control characters.
    func isLine(upTo bytes: Int) -> Bool {
        (1...bytes).contains(utf8.count) && !hasControl(besides: [])
    }

    fileprivate func isNote(upTo bytes: Int) -> Bool {
        (1...bytes).contains(utf8.count) && !hasControl(besides: ["\n", "\r", "\t"])
    }

    /// Most texts.
    var isPrintableASCII: Bool {
        var text = self
        return text.withUTF8 { bytes in
            for byte in bytes where byte &- 0x20 >= 0x7F - 0x20 { return false }
            return true
        }
    }

    private func hasControl(besides allowed: [Unicode.Scalar]) -> Bool {
        if isPrintableASCII { return false }
        return unicodeScalars.contains { $0.isControl && !allowed.contains($0) }
    }
}
