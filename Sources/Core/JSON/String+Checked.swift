// Strings of bytes that the parser has been over: what it let pass is UTF-8, and checking it again would be a large
// part of reading an event.

extension String {
    /// - Parameter bytes: UTF-8, as everything in a document is, and everything that is written of one.
    package init(checked bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { String(checked: $0, isASCII: $0.isASCII) }
    }

    /// - Parameter isASCII: false also where nobody has looked.
    init(checked bytes: UnsafeRawBufferPointer, isASCII: Bool) {
        self.init(copying: UTF8Span(unchecked: bytes.bindMemory(to: UInt8.self).span, isKnownASCII: isASCII))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var isASCII: Bool {
        var (index, bits) = (0, UInt64(0))
        while index + 8 <= count {
            bits |= word(at: index)
            index += 8
        }
        while index < count {
            bits |= UInt64(self[index])
            index += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }
}
