// How a document is read: by small views of its values, which look things up in the text when they are asked.

/// One value of a document. Copying it copies no text.
package struct JSONNode: Sendable {
    let document: JSONDocument
    let index: Int

    init(_ document: JSONDocument, _ index: Int) { (self.document, self.index) = (document, index) }

    var entry: JSONEntry { document.entries[index] }

    /// What a value is, before it is asked what it says.
    package enum Kind: Hashable, Sendable {
        case null, bool, number, string, array, object
    }

    package var kind: Kind {
        switch entry.kind {
        case .null: .null
        case .no, .yes: .bool
        case .plainNumber, .number: .number
        case .printableString, .plainString, .escapedString: .string
        case .array: .array
        case .object: .object
        }
    }

    package var isNull: Bool { entry.kind == .null }

    /// Nil for what is neither `true` nor `false`.
    package var bool: Bool? {
        switch entry.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The digits of a number as they were written; nil for every other value.
    package var number: String? { entry.isNumber ? document.text(entry) : nil }

    /// The text of a string; nil for every other value.
    package var string: String? { kind == .string ? document.text(entry) : nil }

    /// Calls `body` with the text of a string, in UTF-8; not at all for every other value.
    package func withString(_ body: (UnsafeRawBufferPointer) -> Void) {
        if kind == .string { document.withText(entry, body) }
    }

    /// Whether it is a string of printable ASCII, written without escapes: most are, and need no second look.
    package var isPrintableASCII: Bool { entry.kind == .printableString }

    /// The elements of an array; nil for every other value.
    package var elements: JSONElements? { entry.kind == .array ? JSONElements(of: self) : nil }

    /// The members of an object, in their order; nil for every other value.
    package var members: JSONMembers? { entry.kind == .object ? JSONMembers(of: self) : nil }

    /// The value of an object's member; nil when there is no such member, or this is no object. O(members).
    package subscript(name: String) -> JSONNode? {
        members?[name]
    }
}

// MARK: - What is inside

/// The elements of an array, in their order.
package struct JSONElements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    fileprivate init(of array: JSONNode) {
        (document, index, end) = (array.document, array.index + 1, array.entry.next)
    }

    package mutating func next() -> JSONNode? {
        guard index < end else { return nil }
        defer { index = document.entries[index].next }
        return JSONNode(document, index)
    }

    package var isEmpty: Bool { index == end }

    /// O(elements).
    package var count: Int { reduce(0) { count, _ in count + 1 } }
}

/// The members of an object, in their order.
package struct JSONMembers: Sequence, IteratorProtocol {
    /// One of them. Its name is looked up when it is asked for.
    package struct Member {
        fileprivate let document: JSONDocument
        fileprivate let index: Int

        package var name: String { document.text(document.entries[index]) }
        package var value: JSONNode { JSONNode(document, index + 1) }

        /// Whether its name has at least one byte and no other ones than these.
        package func hasName(of isAllowed: (UInt8) -> Bool) -> Bool {
            document.withText(document.entries[index]) { !$0.isEmpty && $0.allSatisfy(isAllowed) }
        }

        /// Whether its value is a string of printable ASCII, written without escapes.
        package var isPrintableASCII: Bool { document.entries[index + 1].kind == .printableString }
    }

    private let document: JSONDocument
    private var index: Int
    private let end: Int

    fileprivate init(of object: JSONNode) {
        (document, index, end) = (object.document, object.index + 1, object.entry.next)
    }

    package mutating func next() -> Member? {
        guard index < end else { return nil }
        defer { index = document.entries[index + 1].next }
        return Member(document: document, index: index)
    }

    /// The value of the member with this name; nil when there is none. O(members).
    package subscript(name: String) -> JSONNode? {
        document.value(of: name, in: index..<end).map { JSONNode(document, $0) }
    }

    package var isEmpty: Bool { index == end }
}
