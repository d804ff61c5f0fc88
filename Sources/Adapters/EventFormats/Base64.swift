// Base64 with the standard alphabet and padding (RFC 4648, section 4).

package enum Base64 {
    /// Nil for anything else than whole groups of four, the last one padded. O(length).
    package static func bytes(_ text: String) -> [UInt8]? {
        let padding = text.utf8.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let digits = text.utf8.dropLast(padding).map(digit)
        guard text.utf8.count.isMultiple(of: 4), digits.allSatisfy({ $0 != nil }) else { return nil }
        var bytes: [UInt8] = []
        var (group, bits): (UInt32, UInt32) = (0, 0)
        for digit in digits.compactMap({ $0 }) {
            (group, bits) = (group << 6 | digit, bits + 6)
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: group >> bits))
        }
        let isExact = group & ((1 << bits) - 1) == 0
        return isExact ? bytes : nil
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 0x41
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 0x61 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
