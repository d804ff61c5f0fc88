// The part of a file that was fed and is still needed.

/// Bytes between what was used up and what is still to come. Appending and dropping are O(1) a byte, amortised.
struct ByteWindow {
    private var bytes: [UInt8] = []
    /// Where in `bytes` the window begins.
    private var start = 0
    /// The bytes that were dropped before it: the window's place in the file.
    private(set) var offset = 0

    var count: Int { bytes.count - start }

    subscript(index: Int) -> UInt8 { bytes[start + index] }

    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if start > bytes.count / 2 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes.append(contentsOf: chunk)
    }

    mutating func drop(_ count: Int) {
        start += count
        offset += count
    }

    /// The first bytes of the window, as many as there are.
    func prefix(_ count: Int) -> [UInt8] { Array(bytes[start...].prefix(count)) }

    /// Calls `body` with the window's bytes.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }
}

extension ByteWindow {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Drops a UTF-8 byte order mark at the front. False when it takes more bytes to tell whether there is one.
    mutating func dropByteOrderMark(isComplete: Bool) -> Bool {
        let front = prefix(3)
        if front == Self.byteOrderMark {
            drop(3)
            return true
        }
        return isComplete || !Self.byteOrderMark.starts(with: front)
    }
}
