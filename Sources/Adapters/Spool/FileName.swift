// A file's name is bytes: two names that look alike are two files, and a name need not be text at all.

/// A name in a directory, as the kernel has it: any bytes but `/` and NUL. Ordered by its bytes.
struct FileName: Hashable {
    /// Ends with NUL.
    private let terminated: [UInt8]

    init(bytes: some Sequence<UInt8>) { terminated = Array(bytes) + [0] }

    init(_ text: String) { self.init(bytes: text.utf8) }

    init(cString: UnsafePointer<CChar>) {
        terminated = Array(UnsafeBufferPointer(start: cString, count: FileName.length(of: cString) + 1))
            .map(UInt8.init(bitPattern:))
    }

    private static func length(of cString: UnsafePointer<CChar>) -> Int {
        var length = 0
        while cString[length] != 0 { length += 1 }
        return length
    }

    var bytes: ArraySlice<UInt8> { terminated.dropLast() }

    /// For people and for the queue; bytes that are no UTF-8 as `\xFF`.
    var text: String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : FileName.escape($0) }.joined()
    }

    private static func escape(_ byte: UInt8) -> String { "\\x" + String(byte, radix: 16, uppercase: true) }

    func withCString<R, E: Error>(_ body: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
        var result: Result<R, E>?
        terminated.withUnsafeBytes { raw in
            guard let start = raw.bindMemory(to: CChar.self).baseAddress else { return }
            do throws(E) { result = .success(try body(start)) } catch { result = .failure(error) }
        }
        guard let result else { preconditionFailure("a name has at least its NUL") }
        return try result.get()
    }
}

extension FileName {
    /// Not yet there, by the writer's own word: `.name`, `name.tmp`, `name.part`, `name~`.
    var isNotYet: Bool {
        terminated.first == UInt8(ascii: ".")
            || [".tmp", ".part", "~"].contains { bytes.reversed().starts(with: $0.utf8.reversed()) }
    }

    /// `.json` with its dot; empty when there is none, or when it is too long to be one.
    var suffix: ArraySlice<UInt8> {
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex,
            bytes.endIndex - dot <= SpoolBounds.suffixBytes
        else { return [] }
        return bytes[dot...]
    }

    /// The name without its suffix.
    var stem: ArraySlice<UInt8> { bytes.dropLast(suffix.count) }

    /// `STEM.2.json` for number 2, `STEM.json` for number 1. The stem is cut so that it fits.
    static func numbered(_ number: Int, stem: some Collection<UInt8>, suffix: some Collection<UInt8>) -> FileName {
        let insertion = number == 1 ? [] : Array(".\(number)".utf8)
        let room = SpoolBounds.nameBytes - insertion.count - suffix.count
        return FileName(bytes: cut(stem, to: room) + insertion + suffix)
    }

    /// At most `length` bytes, and no torn UTF-8 sequence at the end of what was whole.
    static func cut(_ bytes: some Collection<UInt8>, to length: Int) -> [UInt8] {
        guard bytes.count > length else { return Array(bytes) }
        var kept = Array(bytes.prefix(length))
        if UTF8.isContinuation(bytes[bytes.index(bytes.startIndex, offsetBy: length)]) {
            while let last = kept.popLast(), UTF8.isContinuation(last) {}
        }
        return kept
    }
}
