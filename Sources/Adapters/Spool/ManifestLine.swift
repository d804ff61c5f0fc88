// The manifest of a day in done/: its lines, written and read as sha256sum(1) does.

import Engine

/// A line as sha256sum(1) writes and checks it.
struct ManifestLine {
    let bytes: [UInt8]

    init(_ digest: Digest, _ name: FileName) {
        let sum = digest.hexadecimal
        let escaped = name.bytes.flatMap(ManifestLine.escape)
        // sha256sum marks a line with escapes in it by a backslash in front.
        let mark = escaped.count == name.bytes.count ? [] : [UInt8(ascii: "\\")]
        bytes = mark + sum + Array("  ".utf8) + escaped + [UInt8(ascii: "\n")]
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "\\"): Array("\\\\".utf8)
        case UInt8(ascii: "\n"): Array("\\n".utf8)
        case UInt8(ascii: "\r"): Array("\\r".utf8)
        default: [byte]
        }
    }
}

/// What a manifest says, read back: the sum of each name. A name that is listed twice has its last sum.
struct Manifest {
    /// In small hexadecimal digits, as `ManifestLine` writes them.
    private(set) var sums: [FileName: ArraySlice<UInt8>] = [:]

    private static let digits = 64

    init(_ content: [UInt8]) {
        for line in content.split(separator: UInt8(ascii: "\n")) {
            let isEscaped = line.first == UInt8(ascii: "\\")
            let sum = line.dropFirst(isEscaped ? 1 : 0).prefix(Self.digits)
            let name = line.dropFirst((isEscaped ? 1 : 0) + Self.digits + 2)
            guard !name.isEmpty else { continue }
            sums[FileName(bytes: isEscaped ? Self.unescaped(name) : Array(name))] = sum
        }
    }

    private static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isMarked = false
        for byte in name {
            switch (isMarked, byte) {
            case (false, UInt8(ascii: "\\")):
                isMarked = true
                continue
            case (true, UInt8(ascii: "n")): result.append(UInt8(ascii: "\n"))
            case (true, UInt8(ascii: "r")): result.append(UInt8(ascii: "\r"))
            default: result.append(byte)
            }
            isMarked = false
        }
        return result
    }
}

extension Digest {
    /// Small digits.
    var hexadecimal: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
