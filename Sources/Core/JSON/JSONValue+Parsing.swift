// The way in: a document, or one value of it, as a value of its own.

extension JSONValue {
    /// Reads one document and nothing else, as `JSONDocument` does. O(bytes).
    package init(parsing bytes: [UInt8], depthLimit: Int = JSONDocument.depthLimit) throws(JSONFault) {
        self.init(try JSONDocument(parsing: bytes, depthLimit: depthLimit).root)
    }

    package init(parsing text: String, depthLimit: Int = JSONDocument.depthLimit) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
    }

    package init(_ node: JSONNode) {
        if let elements = node.elements {
            self = .array(elements.map { JSONValue($0) })
        } else if let members = node.members {
            self = .object(members.map { JSONMember($0.name, JSONValue($0.value)) })
        } else {
            self =
                node.string.map(JSONValue.string) ?? node.number.map(JSONValue.number)
                ?? node.bool.map(JSONValue.bool) ?? .null
        }
    }
}
