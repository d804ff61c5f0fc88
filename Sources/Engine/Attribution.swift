// Whom a refused record is counted for that is no event: it says something of itself all the same, or nothing does.

import Orders

/// A row of the counts by source and type.
package struct Attribution: Hashable, Sendable {
    /// Nil where nothing tells whose the record is.
    package let source: SourceName?
    package let kind: EventKind

    package init(source: SourceName?, kind: EventKind) {
        self.source = source
        self.kind = kind
    }

    /// Of what cannot be read at all.
    package static let unknown = Attribution(source: nil, kind: .unknown)
}

extension EventKind {
    /// Of a record that names no type, or none that we know.
    package static let unknown = EventKind("unknown")
}
