// What is wrong with a configuration, said so that a person finds the place and knows what to write there.

import Orders

/// One fault of a configuration.
package struct Complaint: Error, Hashable, Sendable {
    package let place: Place
    /// `a time like "13:00"`
    package let expected: String
    /// `"25:00"`
    package let found: String
    /// The known name that is nearest to the one that was found; nil when none is near.
    package let nearest: String?

    init(_ place: Place, expected: String, found: String, nearest: String? = nil) {
        self.place = place
        self.expected = expected
        self.found = found
        self.nearest = nearest
    }
}

extension Complaint: CustomStringConvertible {
    /// `/etc/cutoffd/cutoffd.toml:12: warehouse[2].shipping_time: expected a time like "13:00", found "25:00"`, on one
    /// line.
    package var description: String {
        let advice = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
        return "\(place): expected \(expected), found \(found)\(advice)".onOneLine
    }
}

/// Where something is written.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1; nil where it cannot be known.
    package let line: Int?
    /// The full path of the key; empty when it is about the whole file. Tables of one name are counted from 1, each
    /// file for itself: `warehouse[2].shipping_time` is the second `[[warehouse]]`'s.
    package let key: String

    package var description: String {
        let source = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? source : "\(source): \(key)"
    }
}

/// Everything that is wrong with a configuration: never empty.
package struct Complaints: Error, Hashable, Sendable, CustomStringConvertible {
    package let list: [Complaint]

    /// A complaint a line.
    package var description: String { list.map(\.description).joined(separator: "\n") }
}
