// Reads an object by the names of its members. A refusal is thrown where it is found, and learns its place on the way
// out, so that a good event pays nothing for pointers.

import JSON
import Orders

/// The members of an object. A member that is null is one that is not there (CloudEvents JSON format, section 2.2).
struct Members {
    let all: JSONMembers
    /// The object's own place, where whoever reads it does not add it.
    private let place: Place?

    /// Not a text: one is passed along with every member that is read.
    enum Place: String {
        case data
        case encodedData = "data_base64"
    }

    init(_ members: JSONMembers, in place: Place? = nil) {
        all = members
        self.place = place
    }

    /// A member that must be there.
    func required<S: Shape>(_ name: String, _ shape: S) throws(Refusal) -> S.Value {
        guard let json = self[name] else { throw missing(name, shape) }
        return try value(json, name, shape)
    }

    /// A member that may be left out, or null.
    func optional<S: Shape>(_ name: String, _ shape: S) throws(Refusal) -> S.Value? {
        guard let json = self[name] else { return nil }
        return try value(json, name, shape)
    }

    /// A member that must be there, and where null is an answer.
    func nullable<S: Shape>(_ name: String, _ shape: S) throws(Refusal) -> S.Value? {
        if all[name]?.isNull == true { return nil }
        return try required(name, shape)
    }

    /// The member's value; nil when it is null or not there.
    subscript(name: String) -> JSONNode? {
        guard let json = all[name], !json.isNull else { return nil }
        return json
    }

    /// The refusal of a member that could be read, and is no good together with others.
    func refusal(at name: String, expected: String, found: String, advice: String) -> Refusal {
        placed(Refusal(.malformed, expected: expected, found: found, advice: advice), name)
    }

    // MARK: - Places

    private func value<S: Shape>(_ json: JSONNode, _ name: String, _ shape: S) throws(Refusal) -> S.Value {
        do {
            return try shape.value(of: json)
        } catch {
            throw placed(error, name)
        }
    }

    private func missing(_ name: String, _ shape: some Shape) -> Refusal {
        if all[name] != nil { return placed(shape.refusal(finding: "null"), name) }
        let other = nearestName(to: name, among: all.lazy.prefix(Self.likely).map(\.name)).map {
            "Is `\($0)` meant to be `\(name)`?"
        }
        return placed(shape.refusal(finding: "nothing", advice: other ?? "Add the member `\(name)`."), name)
    }

    /// So many members are looked at for a misspelled name.
    private static let likely = 64

    private func placed(_ refusal: Refusal, _ name: String) -> Refusal {
        let inside = refusal.inside(name)
        return place.map { inside.inside($0.rawValue) } ?? inside
    }
}

extension Refusal {
    /// The same, seen from the object that holds the value at fault as its member `name`.
    func inside(_ name: String) -> Refusal { moved(JSONPointer(name)) }

    /// The same, seen from the array that holds the value at fault as element `index`.
    func inside(_ index: Int) -> Refusal { moved(JSONPointer.whole.inside(index)) }

    private func moved(_ place: JSONPointer) -> Refusal {
        var refusal = self
        refusal.pointer = place.description + (pointer ?? "")
        return refusal
    }
}
