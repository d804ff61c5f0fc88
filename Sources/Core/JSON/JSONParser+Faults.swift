// What the parser says when it cannot go on. A fault learns its place on its way out, so that reading pays nothing
// for it.

extension JSONParser {
    struct Fault: Error {
        let offset: Int
        let expected: String
        let found: String
        var pointer = JSONPointer.whole

        func inside(_ name: String) -> Fault {
            var fault = self
            fault.pointer = pointer.inside(name)
            return fault
        }

        func inside(_ index: Int) -> Fault {
            var fault = self
            fault.pointer = pointer.inside(index)
            return fault
        }
    }

    /// A fault here.
    func fault(_ expected: String, found: String? = nil) -> Fault {
        Fault(offset: offset, expected: expected, found: found ?? self.found(at: offset))
    }

    func fault(_ expected: String, at offset: Int) -> Fault {
        Fault(offset: offset, expected: expected, found: found(at: offset))
    }

    private func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        let length = byte < 0x80 ? 1 : UTF8Sequence.length(in: bytes, at: offset)
        guard let length, byte >= 0x20, byte != 0x7F else { return "the byte \(Self.hexadecimal(byte))" }
        return "`" + String(decoding: bytes[offset..<offset + length], as: UTF8.self) + "`"
    }

    /// `0x0A`
    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
    }
}
