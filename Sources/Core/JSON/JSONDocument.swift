// A JSON text as it was found: its bytes, and a flat list of the values in them. Nothing is copied out of the text
// until somebody asks for it, so that a record of which few members matter costs little more than a look at its bytes.

/// A JSON text that was read once and found to be one document. Its values are seen through `root`.
package final class JSONDocument: Sendable {
    /// The text, in UTF-8.
    let bytes: [UInt8]
    /// Its values in the order of the text: an array before its elements, a member's name before its value.
    let entries: [JSONEntry]

    /// How deep a document may nest, unless its reader says otherwise.
    package static let depthLimit = 64

    /// Reads one document and nothing else: strict RFC 8259 in valid UTF-8, no member twice in any object, at most
    /// `depthLimit` arrays and objects within each other. O(bytes).
    package init(parsing bytes: [UInt8], depthLimit: Int = JSONDocument.depthLimit) throws(JSONFault) {
        self.bytes = bytes
        entries = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) in
            var parser = JSONParser(UnsafeRawBufferPointer(buffer), depthLimit: depthLimit)
            do throws(JSONParser.Fault) { try parser.document() } catch {
                throw JSONFault(error, in: UnsafeRawBufferPointer(buffer))
            }
            return parser.entries
        }
    }

    private init(_ bytes: [UInt8], _ entries: [JSONEntry]) { (self.bytes, self.entries) = (bytes, entries) }

    /// `{}`
    package static let emptyObject = JSONDocument(Array("{}".utf8), [JSONEntry(.object, 0..<2, at: 0)])

    package convenience init(
        parsing text: String, depthLimit: Int = JSONDocument.depthLimit
    ) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
    }

    /// The document itself.
    package var root: JSONNode { JSONNode(self, 0) }
}
