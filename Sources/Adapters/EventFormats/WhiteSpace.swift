// The white space of JSON (RFC 8259, section 2).

let lineFeedByte = UInt8(ascii: "\n")

func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): true
    default: false
    }
}

extension [UInt8] {
    func trimmingSpaceAtEnd() -> [UInt8] {
        guard let last = lastIndex(where: { !isSpace($0) }) else { return [] }
        return last == endIndex - 1 ? self : Array(self[...last])
    }
}
