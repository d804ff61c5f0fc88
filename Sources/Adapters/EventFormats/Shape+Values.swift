// The other values of events: quantities, money, instants, lists.

import CivilTime
import JSON
import Orders

/// How many elements a list may have.
let greatestListCount = 1000

extension Shape where Value == Quantity {
    static var quantity: Shape {
        Shape(
            "a whole number from 1 to \(Quantity.greatest)", advice: "Write the quantity as a number: 2."
        ) { json throws(Refusal) in
            guard case .number(let text) = json, let count = DecimalNumber(text)?.whole,
                (1...Quantity.greatest).contains(count)
            else { return nil }
            return Quantity(count)
        }
    }
}

extension Shape where Value == Currency {
    static var currency: Shape {
        .text("an ISO 4217 code, three capital letters", advice: "Write the currency like `RUB`.", read: Currency.init)
    }
}

extension Shape where Value == Money {
    /// Not negative.
    static func price(in currency: Currency) -> Shape {
        amount(in: currency, "a decimal in a string, not negative") { $0 >= 0 }
    }

    /// Greater than zero.
    static func sum(in currency: Currency) -> Shape {
        amount(in: currency, "a decimal in a string, greater than zero") { $0 > 0 }
    }

    private static func amount(
        in currency: Currency, _ words: String, isGood: @escaping (Int64) -> Bool
    ) -> Shape {
        .text(
            "\(words), with at most \(currency.minorDigits) digits after the point",
            advice: "Write it like `\"199.90\"`, in quotes, so that it stays exact."
        ) { text in
            Money(text, currency).flatMap { isGood($0.minorUnits) ? $0 : nil }
        }
    }
}

extension Shape where Value == Instant {
    static func instant(_ rounding: Rounding) -> Shape {
        .text(
            "an instant like 2026-11-23T09:12:00+03:00 (RFC 3339)",
            advice: "Write date, time and offset from UTC, with a `T` between date and time."
        ) { RFC3339.instant(from: $0, rounding: rounding) }
    }
}

extension Shape {
    /// An array of at least `least` such elements.
    static func list<Element>(of element: Shape<Element>, atLeast least: Int) -> Shape where Value == [Element] {
        Shape(
            "an array of \(least) to \(greatestListCount) elements", advice: "Write it as an array, in brackets."
        ) { json throws(Refusal) in
            guard let elements = json.elements, (least...greatestListCount).contains(elements.count) else {
                return nil
            }
            return try element.values(of: elements)
        }
    }

    /// The same, in which no product may occur twice.
    static func list<Element>(ofProducts element: Shape<Element>, sku: @escaping (Element) -> SKU) -> Shape
    where Value == [Element] {
        let list = list(of: element, atLeast: 1)
        return Shape(list.expected, advice: list.advice) { json throws(Refusal) in
            let elements = try list.value(of: json)
            try refuseProductsTwice(elements.map(sku))
            return elements
        }
    }

    private func values(of elements: [JSONValue]) throws(Refusal) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, json) in elements.enumerated() {
            do {
                values.append(try value(of: json))
            } catch {
                throw error.inside(index)
            }
        }
        return values
    }
}

private func refuseProductsTwice(_ skus: [SKU]) throws(Refusal) {
    var seen: Set<SKU> = []
    for (index, sku) in skus.enumerated() where !seen.insert(sku).inserted {
        throw Refusal(
            .malformed, expected: "every product once", found: "\(JSONValue.string(sku.rawValue).inWords) again",
            advice: "Add the quantities up on one line."
        ).inside("sku").inside(index)
    }
}
