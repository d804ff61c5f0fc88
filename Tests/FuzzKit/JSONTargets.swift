// JSON, and the numbers in it.

import JSON
import Orders

extension FuzzTarget {
    /// One content has one canonical text, and every way of writing it is read as the same.
    static let json = FuzzTarget("json", upTo: 512) { bytes in
        let document: JSONDocument
        do throws(JSONFault) { document = try JSONDocument(parsing: bytes) } catch {
            try hold((0...bytes.count).contains(error.offset), "a fault at \(error.offset)")
            try hold(error.line >= 1 && error.column >= 1, "a fault in line \(error.line), column \(error.column)")
            try hold(!"\(error.expected) \(error.found)".utf8.contains(0x0A), "a fault on two lines")
            return
        }
        let canonical = document.root.canonicalBytes
        for other in [
            canonical, Array(document.root.compact.utf8), Array(JSONValue(document.root).reversed.pretty.utf8),
        ] {
            let again = try JSONDocument(parsing: other).root.canonicalBytes
            try hold(again == canonical, "\(text(other)) is \(text(again)), and not \(text(canonical))")
        }
    }

    /// An amount is exact, and is written as it is read.
    static let money = FuzzTarget("money", upTo: 32) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        for code in ["RUB", "JPY", "KWD"] {
            guard let currency = Currency(code), let money = Money(text, currency) else { continue }
            try hold(abs(money.minorUnits) <= Money.greatest, "\(text) is \(money.minorUnits)")
            try hold(Money(money.text, currency) == money, "\(text) is written \(money.text)")
        }
        if let percent = Percentage(text), let rubles = Currency("RUB") {
            let part = percent.of(Money(minorUnits: Money.greatest, currency: rubles))
            try hold(part.minorUnits <= Money.greatest, "\(text) percent is more than the whole")
        }
    }
}

extension JSONValue {
    /// The same with the members of every object in the opposite order.
    var reversed: JSONValue {
        switch self {
        case .object(let members): .object(members.reversed().map { JSONMember($0.name, $0.value.reversed) })
        case .array(let elements): .array(elements.map(\.reversed))
        default: self
        }
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
