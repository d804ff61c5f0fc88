// The other values of events: quantities, money, instants, objects and lists of them.

import CivilTime
import JSON
import Orders

struct QuantityShape: Shape {
    var expected: String { "a whole number from 1 to \(Quantity.greatest)" }
    var advice: String { "Write the quantity as a number: 2." }

    func read(_ json: JSONNode) -> Quantity? {
        guard let text = json.number, let count = Int(text) ?? DecimalNumber(text)?.whole else { return nil }
        return (1...Quantity.greatest).contains(count) ? Quantity(count) : nil
    }
}

struct CurrencyShape: TextShape {
    var expected: String { "an ISO 4217 code, three capital letters" }
    var advice: String { "Write the currency like `RUB`." }

    func read(text: String) -> Currency? { Currency(text) }
}

/// An amount of money: exact, and so in a string.
struct Amount: TextShape {
    enum Least { case zero, oneMinorUnit }

    let currency: Currency
    let least: Least

    var expected: String {
        let bound = least == .zero ? "not negative" : "greater than zero"
        return "a decimal in a string, \(bound), with at most \(currency.minorDigits) digits after the point"
    }
    var advice: String { "Write it like `\"199.90\"`, in quotes, so that it stays exact." }

    func read(text: String) -> Money? {
        guard let money = Money(text, currency) else { return nil }
        return money.minorUnits >= (least == .zero ? 0 : 1) ? money : nil
    }
}

struct InstantShape: Shape {
    let rounding: Instant.Rounding

    var expected: String { "an instant like 2026-11-23T09:12:00+03:00 (RFC 3339)" }
    var advice: String { "Write date, time and offset from UTC, with a `T` between date and time." }

    func read(_ json: JSONNode) -> Instant? {
        var instant: Instant?
        json.withString { instant = try? Instant(rfc3339: $0.bindMemory(to: UInt8.self).span, rounding: rounding) }
        return instant
    }

    /// With the place in the text from which it is no instant.
    func value(of json: JSONNode) throws(Refusal) -> Instant {
        if let instant = read(json) { return instant }
        throw refusal(finding: json.inWords, advice: json.string.flatMap(fault))
    }

    private func fault(in text: String) -> String? {
        guard !text.isEmpty else { return nil }
        do throws(TimeSyntaxFailure) {
            _ = try Instant(rfc3339: text, rounding: rounding)
            return nil
        } catch {
            return "At character \(error.offset + 1) there should be \(error.expected)."
        }
    }
}

struct Truth: Shape {
    var expected: String { "`true` or `false`" }
    var advice: String { "Write it without quotes." }

    func read(_ json: JSONNode) -> Bool? {
        json.bool
    }
}

/// What is read from an object by its members.
protocol Composite {
    init(_ members: Members) throws(Refusal)
}

struct ObjectShape<Value: Composite>: Shape {
    var expected: String { "an object" }
    var advice: String { "Write it as an object, in braces." }

    func read(_ json: JSONNode) throws(Refusal) -> Value? {
        guard let members = json.members else { return nil }
        return try Value(Members(members))
    }
}

extension Shape {
    /// Whatever the context asks for: an item, a piece of evidence.
    static func object<Value>() -> Self where Self == ObjectShape<Value> { Self() }
    /// Not negative.
    static func price(in currency: Currency) -> Self where Self == Amount {
        Amount(currency: currency, least: .zero)
    }
    /// Greater than zero.
    static func sum(in currency: Currency) -> Self where Self == Amount {
        Amount(currency: currency, least: .oneMinorUnit)
    }
    static func instant(_ rounding: Instant.Rounding) -> Self where Self == InstantShape {
        InstantShape(rounding: rounding)
    }
}

extension Shape where Self == QuantityShape { static var quantity: Self { QuantityShape() } }
extension Shape where Self == CurrencyShape { static var currency: Self { CurrencyShape() } }
extension Shape where Self == Truth { static var truth: Self { Truth() } }
