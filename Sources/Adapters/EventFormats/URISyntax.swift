// Whether a text is a URI, to the letter of RFC 3986: programs compare sources byte by byte, so that what one writes
// with a space and another one without is best refused at once.

import Glibc

/// What the generic syntax says of a text; there is none for a text that is no URI reference (section 4.1).
struct URISyntax {
    let hasScheme: Bool
    let hasFragment: Bool

    /// An absolute URI (section 4.3).
    var isAbsolute: Bool { hasScheme && !hasFragment }

    init?(_ text: String) {
        var text = text
        guard let syntax = text.withUTF8({ URISyntax(UnsafeRawBufferPointer($0)[...]) }) else { return nil }
        self = syntax
    }

    private typealias Bytes = Slice<UnsafeRawBufferPointer>

    private init?(_ text: Bytes) {
        let (beforeFragment, fragment) = Self.cut(text, at: "#")
        let (hierarchy, query) = Self.cut(beforeFragment, at: "?")
        for part in [query, fragment] where part.map(Self.isQuery) == false { return nil }
        // A colon in the first segment ends a scheme; a relative reference has none there (section 4.2).
        let first = hierarchy.prefix { $0 != UInt8(ascii: "/") }
        let (scheme, afterScheme) = Self.cut(first, at: ":")
        if afterScheme != nil, !Self.isScheme(scheme) { return nil }
        let rest = afterScheme == nil ? hierarchy : hierarchy[(scheme.endIndex + 1)...]
        guard Self.isHierarchy(rest) else { return nil }
        (hasScheme, hasFragment) = (afterScheme != nil, fragment != nil)
    }

    /// What stands before the first such character, and what stands behind it.
    private static func cut(_ text: Bytes, at character: Unicode.Scalar) -> (Bytes, Bytes?) {
        guard let place = text.firstIndex(of: UInt8(ascii: character)) else { return (text, nil) }
        return (text[..<place], text[(place + 1)...])
    }

    // MARK: - The parts

    static func isScheme(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    /// An authority and a path, or a path alone.
    private static func isHierarchy(_ text: Bytes) -> Bool {
        guard text.starts(with: "//".utf8) else { return consists(text, of: "/:@") }
        let authority = text.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
        return isAuthority(authority) && consists(text[authority.endIndex...], of: "/:@")
    }

    private static func isQuery(_ text: Bytes) -> Bool { consists(text, of: "/?:@") }

    /// `user@host:port`, of which all but the host may be missing, and the host be empty (section 3.2).
    private static func isAuthority(_ text: Bytes) -> Bool {
        let (front, back) = cut(text, at: "@")
        if back != nil, !consists(front, of: ":") { return false }
        let host = back ?? text
        if host.first == UInt8(ascii: "[") {
            let (address, port) = cut(host.dropFirst(), at: "]")
            guard let port, port.isEmpty || port.first == UInt8(ascii: ":") else { return false }
            return isAddress(address) && port.dropFirst().allSatisfy(isDigit)
        }
        let (name, port) = cut(host, at: ":")
        return consists(name, of: "") && port?.allSatisfy(isDigit) != false
    }

    /// What stands in brackets: an IPv6 address, or `v`, a version, a point and an address of the future.
    private static func isAddress(_ text: Bytes) -> Bool {
        if text.first == UInt8(ascii: "v") || text.first == UInt8(ascii: "V") {
            let (version, address) = cut(text.dropFirst(), at: ".")
            return !version.isEmpty && version.allSatisfy(isHexadecimal) && address?.isEmpty == false
                && address.map { !$0.contains(UInt8(ascii: "%")) && consists($0, of: ":") } == true
        }
        var address = in6_addr()
        return inet_pton(AF_INET6, String(decoding: text, as: UTF8.self), &address) == 1
    }

    // MARK: - The characters (section 2)

    /// Of unreserved characters, percent-encoded ones, sub-delimiters, and these.
    private static func consists(_ text: Bytes, of more: StaticString) -> Bool {
        let more = UnsafeBufferPointer(start: more.utf8Start, count: more.utf8CodeUnitCount)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "%") {
                guard text[index...].prefix(3).dropFirst().count(where: isHexadecimal) == 2 else { return false }
            } else if !isUnreserved(byte), !isSubDelimiter(byte), !more.contains(byte) {
                return false
            }
            index += 1
        }
        return true
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: isLetter(byte) || isDigit(byte)
        }
    }

    private static func isSubDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "="):
            true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
}
