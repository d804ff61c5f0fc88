// The products of a posting, as items of an order. They matter only where a shipment is not known yet; so what is wrong
// with them is noted, and refused where they are needed.

import CivilTime
import JSON
import Orders

extension PostingReport {
    /// Reads what makes it a shipment; nothing where no products are named.
    /// - Parameter origin: the contents without items.
    mutating func readContents(of members: Members, _ origin: () -> ReportedContents) {
        do throws(Refusal) {
            guard let items = try members.items, !items.isEmpty else { return }
            var contents = origin()
            contents.items = items
            contents.inProcessAt = try members.optional("in_process_at", LooseMoment(rounding: .down)) ?? nil
            self.contents = contents
        } catch {
            unusable = error
        }
    }
}

extension Members {
    /// Nil where none are named.
    var items: [Item]? {
        get throws(Refusal) {
            guard let products = self["products"] else { return nil }
            let list = products.looseElements
            let lines = list ?? [("", products)]
            guard lines.count <= List<LooseName>.greatest else {
                throw refusal(
                    at: "products", expected: "at most \(List<LooseName>.greatest) products", found: "\(lines.count)",
                    advice: "Divide the posting.")
            }
            var items: [Item] = []
            for line in lines {
                do {
                    try items.add(Item(product: line.value))
                } catch {
                    throw (list == nil ? error : error.inside(line.place)).inside("products")
                }
            }
            return items
        }
    }
}

extension Item {
    fileprivate init(product json: JSONNode) throws(Refusal) {
        guard let members = json.looseMembers else {
            throw Refusal(
                .malformed, expected: "a product, which is an object", found: json.inGeneral,
                advice: "Drop the response as the marketplace gave it.")
        }
        let sku = try members.required("sku", LooseName())
        let quantity = try members.required("quantity", LooseQuantity())
        let names = ["name", "offer_id"].lazy.compactMap { members.tolerated($0, .line(upTo: TextBounds.attribute)) }
        self.init(
            sku: SKU(sku), name: names.first ?? sku, quantity: quantity, price: try members.price(times: quantity))
    }
}

extension Members {
    /// `"279.0000"`, `1500.0`, or `{"amount": "279", "currency": "RUB"}`; unknown where it is not there or empty.
    fileprivate func price(times quantity: Quantity) throws(Refusal) -> Money {
        guard let price = self["price"], price.string != "" else { return .unknown }
        guard let nested = price.looseMembers else {
            return try amount("price", in: currency ?? .rouble, times: quantity)
        }
        guard let amount = nested["amount"], amount.string != "" else { return .unknown }
        let named = nested.namesCurrency ? nil : try currency
        do throws(Refusal) {
            return try nested.amount("amount", in: nested.currency ?? named ?? .rouble, times: quantity)
        } catch {
            throw (price.elements == nil ? error : error.inside(0)).inside("price")
        }
    }

    private func amount(_ name: String, in currency: Currency, times quantity: Quantity) throws(Refusal) -> Money {
        let price = try required(name, LoosePrice(currency: currency))
        try refuseBeyondCounting(price, quantity, at: name)
        return price
    }

    /// Nil where none is named: roubles, as it was before the marketplace had other currencies.
    private var currency: Currency? {
        get throws(Refusal) {
            for name in Self.currencies where self[name]?.string != "" {
                if let currency = try optional(name, .currency) { return currency }
            }
            return nil
        }
    }

    private var namesCurrency: Bool { Self.currencies.contains { self[$0] != nil && self[$0]?.string != "" } }

    private static let currencies = ["currency_code", "currency"]
}

extension [Item] {
    /// A product that is named twice is one line.
    fileprivate mutating func add(_ item: Item) throws(Refusal) {
        guard let index = firstIndex(where: { $0.sku == item.sku }) else { return append(item) }
        let sum = self[index].quantity + item.quantity
        guard self[index].price == item.price, sum.count <= Quantity.greatest,
            item.price.minorUnits <= Money.greatest / Int64(sum.count)
        else {
            throw Refusal(
                .malformed, expected: "every product once, or at one price and at most \(Quantity.greatest) of it",
                found: "\(item.sku.rawValue.inWords) again",
                advice: "Add the quantities up on one line."
            ).inside("sku")
        }
        self[index].quantity = sum
    }
}

extension Currency {
    fileprivate static let rouble = Currency("RUB") ?? .none
}
