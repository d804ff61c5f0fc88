// What the marketplace writes in several ways: numbers as texts, texts as numbers, an array where an object was, times
// that say that there is none. Nothing is guessed: what cannot be read is not there, or a refusal.

import CivilTime
import JSON
import Orders

/// A name that may be a number: `18114520187000`, `"250-7898-1"`.
struct LooseName: Shape {
    var expected: String {
        "a whole number, or a text of 1 to \(TextBounds.identifier) bytes without control characters"
    }
    var advice: String { "Write it as the marketplace does." }

    func read(_ json: JSONNode) -> String? {
        if let text = json.string { return text.isLine(upTo: TextBounds.identifier) ? text : nil }
        guard let number = json.number else { return nil }
        if number.utf8.count <= TextBounds.identifier, number.isDigits { return number }
        guard let whole = DecimalNumber(number)?.whole, whole >= 0 else { return nil }
        return String(whole)
    }
}

/// A posting's number, as the shipment that it is here: `24219509-0020-1` is part 1 of `24219509-0020`; one that has no
/// part is an order of its own, and its part 1.
struct PostingNumber: Shape {
    var expected: String {
        "a posting's number, like 24219509-0020-1: 1 to \(Self.bytes) characters of ASCII without spaces"
    }
    var advice: String { "Without it nobody knows which shipment is meant." }

    /// Leaves room for the part that is added.
    private static let bytes = TextBounds.identifier - 2

    /// A letter that only looks like another, or a space, would make an order that nobody has; 0 says that it has none.
    func read(_ json: JSONNode) -> ShipmentNumber? {
        guard let name = LooseName().read(json), name != "0", name.utf8.count <= Self.bytes,
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return ShipmentNumber(posting: name)
    }
}

extension ShipmentNumber {
    fileprivate init(posting text: String) {
        let number = ShipmentNumber(text)
        // Parts are counted from 1, so what ends in `-0020` is an order's number.
        let isPart = number.part.map { text.utf8.suffix("\($0)".utf8.count + 1).first == UInt8(ascii: "-") && $0 > 0 }
        self = isPart ?? false ? number : ShipmentNumber(OrderNumber(text), part: 1)
    }
}

/// A time, or that there is none: an empty text, a year that stands for never (1, 1970, 9999).
struct LooseMoment: Shape {
    let rounding: Instant.Rounding

    var expected: String { InstantShape(rounding: rounding).expected }
    var advice: String { InstantShape(rounding: rounding).advice }

    /// Nil in nil: it says that there is none.
    func read(_ json: JSONNode) -> Instant?? {
        guard let text = json.string else { return nil }
        guard !text.isEmpty else { return .some(nil) }
        guard let instant = InstantShape(rounding: rounding).read(json) else { return nil }
        return .some(Self.real.contains(instant) ? instant : nil)
    }

    func value(of json: JSONNode) throws(Refusal) -> Instant? {
        if let moment = read(json) { return moment }
        return try InstantShape(rounding: rounding).value(of: json)
    }

    /// From the second day of 1970 to the end of 9998.
    private static let real =
        Instant(milliseconds: 86_400_000)..<Instant.distantFuture - .days(366)
}

/// A quantity that may be in quotes.
struct LooseQuantity: Shape {
    var expected: String { QuantityShape().expected }
    var advice: String { QuantityShape().advice }

    func read(_ json: JSONNode) -> Quantity? {
        guard let text = json.string else { return QuantityShape().read(json) }
        return (try? JSONDocument(parsing: Array(text.utf8))).flatMap { QuantityShape().read($0.root) }
    }
}

/// `true`, `1`, or one of them in quotes.
struct LooseTruth: Shape {
    var expected: String { Truth().expected }
    var advice: String { Truth().advice }

    func read(_ json: JSONNode) -> Bool? {
        if let truth = json.bool { return truth }
        return switch json.number ?? json.string?.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}

/// A price: a decimal in a text, or a number.
struct LoosePrice: Shape {
    let currency: Currency

    var expected: String {
        "a decimal, not negative, with at most \(currency.minorDigits) digits after the point (\(currency.code))"
    }
    var advice: String { "Mend the price; without one the posting is taken too." }

    func read(_ json: JSONNode) -> Money? {
        let shape = Amount(currency: currency, least: .zero)
        if let text = json.string { return shape.read(text: text) }
        return json.number.flatMap(shape.read(text:))
    }
}

extension Members {
    /// A member as an object. Where it is an array, its only element; nil for anything else: an empty array, too, is no
    /// object.
    func object(_ name: String) -> Members? { self[name]?.looseMembers }

    /// A member by a shape; nil when it is not there or is nothing of the kind.
    func tolerated<S: Shape>(_ name: String, _ shape: S) -> S.Value? {
        guard let json = self[name] else { return nil }
        return try? shape.read(json)
    }

    /// A name that may be a number; nil also where it is empty, or the number 0.
    func name(_ name: String) -> String? {
        tolerated(name, LooseName()).flatMap { $0 == "0" || $0.utf8.allSatisfy(isSpace) ? nil : $0 }
    }

    func name<ID: Identifier>(_ name: String) -> ID? { self.name(name).map { (text: String) in ID(text) } }

    /// The number of a reason. Words that stand there are free text, and perhaps about a person.
    func reason(_ name: String) -> ReasonCode? {
        self.name(name).flatMap { (text: String) in text.isDigits ? ReasonCode(text) : nil }
    }
}

extension String {
    fileprivate var isDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension JSONNode {
    /// The values of a list, each with its place in it: an array, or an object whose members are numbered, as some
    /// programs write an array out of which something was taken.
    var looseElements: [(place: String, value: JSONNode)]? {
        if let elements { return elements.enumerated().map { ("\($0.offset)", $0.element) } }
        guard let members, !members.isEmpty, members.allSatisfy({ $0.name.isDigits }) else { return nil }
        return members.map { ($0.name, $0.value) }
    }

    var looseMembers: Members? {
        if let members { return Members(members) }
        guard var elements, let only = elements.next(), elements.isEmpty else { return nil }
        return only.members.map { Members($0) }
    }
}
