// Names a place in a document, so that whoever mends it finds the place.

/// A JSON pointer (RFC 6901): `/data/items/0/quantity`; empty for the whole document.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The whole document.
    package static let whole = JSONPointer(description: "")

    private init(description: String) { self.description = description }

    /// The place of a member of the whole document.
    package init(_ name: String) { self = JSONPointer.whole.inside(name) }

    /// This place, seen from the object that holds it as its member `name`.
    package func inside(_ name: String) -> JSONPointer {
        JSONPointer(description: "/" + Self.escaped(name) + description)
    }

    /// This place, seen from the array that holds it as element `index`, from 0.
    package func inside(_ index: Int) -> JSONPointer {
        JSONPointer(description: "/\(index)\(description)")
    }

    /// `~` and `/` cannot stand for themselves (RFC 6901, section 3), not even below an accent.
    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == ASCII.tilde || $0 == ASCII.slash }) else { return name }
        return name.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
