// Arrays of values, with bounds to their number.

import JSON
import Orders

/// An array of so many elements of one shape.
struct List<Element: Shape>: Shape {
    let element: Element
    let least: Int

    /// How many elements a list may have.
    static var greatest: Int { 1000 }

    var expected: String { "an array of \(least) to \(Self.greatest) elements" }
    var advice: String { "Write it as an array, in brackets." }

    func read(_ json: JSONNode) throws(Refusal) -> [Element.Value]? {
        guard let elements = json.elements else { return nil }
        guard (least...Self.greatest).contains(elements.count) else {
            let advice = elements.count < least ? "Add what is missing." : "Divide them over several events."
            throw refusal(finding: elements.isEmpty ? json.inWords : "an array of \(elements.count)", advice: advice)
        }
        var values: [Element.Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            do {
                values.append(try self.element.value(of: element))
            } catch {
                throw error.inside(values.count)
            }
        }
        return values
    }
}

/// What is about a product.
protocol OfProduct: Composite {
    var sku: SKU { get }
}

/// An array of objects about products, at least one and no product twice.
struct ProductList<Line: OfProduct>: Shape {
    private var list: List<ObjectShape<Line>> { List(element: .object(), least: 1) }

    var expected: String { list.expected }
    var advice: String { list.advice }

    func read(_ json: JSONNode) throws(Refusal) -> [Line]? {
        guard let lines = try list.read(json) else { return nil }
        guard let index = repeated(lines) else { return lines }
        throw Refusal(
            .malformed, expected: "every product once", found: "\(lines[index].sku.rawValue.inWords) again",
            advice: "Add the quantities up on one line."
        ).inside("sku").inside(index)
    }

    /// The first line about a product that an earlier line is about.
    private func repeated(_ lines: [Line]) -> Int? {
        if lines.count <= Self.few {
            return lines.indices.first { index in lines[..<index].contains { $0.sku == lines[index].sku } }
        }
        var seen: Set<SKU> = []
        return lines.indices.first { !seen.insert(lines[$0].sku).inserted }
    }

    /// So many lines are compared with each other, which is quicker than hashing.
    private static var few: Int { 8 }
}

extension Shape {
    static func list<Element>(of element: Element, atLeast least: Int) -> Self where Self == List<Element> {
        List(element: element, least: least)
    }

    static func products<Line>() -> Self where Self == ProductList<Line> { Self() }
}
