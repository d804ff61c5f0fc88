// The way in: bytes or text to a value.

extension JSONValue {
    /// How deep a document may nest, unless its reader says otherwise.
    package static let depthLimit = 64

    /// Reads one document and nothing else: strict RFC 8259 in valid UTF-8, no member twice in any object, at most
    /// `depthLimit` arrays and objects within each other. O(bytes).
    package init(
        parsing bytes: UnsafeRawBufferPointer, depthLimit: Int = JSONValue.depthLimit
    ) throws(JSONFault) {
        var parser = JSONParser(bytes, depthLimit: depthLimit)
        do {
            self = try parser.document()
        } catch {
            throw JSONFault(error, in: bytes)
        }
    }

    package init(parsing bytes: [UInt8], depthLimit: Int = JSONValue.depthLimit) throws(JSONFault) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONFault) in
            try JSONValue(parsing: UnsafeRawBufferPointer(buffer), depthLimit: depthLimit)
        }
    }

    package init(parsing text: String, depthLimit: Int = JSONValue.depthLimit) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
    }
}
