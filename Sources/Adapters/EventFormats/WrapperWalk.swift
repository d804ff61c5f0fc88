// Finds the list in a response that wraps one, `{"result": {"postings": [`, without reading what else is in it and
// whatever the order of its members, so that the elements can be cut out one by one.

/// Walks an object's members, fed in pieces of any size. Values beside the list are passed over by counting brackets.
struct WrapperWalk {
    enum Stop {
        /// Behind the bracket that opens a list. Walking goes on behind the one that closes it.
        case list
        /// Behind the object.
        case end
        /// It is no response that wraps a list, or nothing that can be walked.
        case other
    }

    private enum Place {
        /// Before the object.
        case front
        /// Before a member's name.
        case gap(isFirst: Bool)
        case name([UInt8])
        case colon
        case value
        /// In a value that nobody asks for.
        case passing(BracketCount)
        /// Behind a value.
        case behind
    }

    private var place = Place.front
    private var name = ""
    /// Whether it is in the object that is the member `result`.
    private var isInResult = false

    private static let longestName = 32
    /// Who has one of these is itself what it says.
    private static let ofRecords: Set = ["specversion", "message_type", "posting_number"]

    /// - Returns: how many of the bytes were walked, and why it stopped; nil when it takes more bytes to go on.
    mutating func walk(_ bytes: UnsafeRawBufferPointer) -> (count: Int, stop: Stop?) {
        var index = 0
        while index < bytes.count {
            if case .passing(var brackets) = place {
                let count = brackets.scan(UnsafeRawBufferPointer(rebasing: bytes[index...]))
                index += count
                place = index < bytes.count ? .behind : .passing(brackets)
            } else {
                let stop = step(bytes[index])
                if stop == .other { return (index, stop) }
                if case .passing = place { continue }
                index += 1
                if stop != nil { return (index, stop) }
            }
        }
        return (index, nil)
    }

    private mutating func step(_ byte: UInt8) -> Stop? {
        switch place {
        case .name(let bytes): return passName(bytes, byte)
        case .front, .gap, .colon, .value, .behind, .passing: break
        }
        if isSpace(byte) { return nil }
        switch place {
        case .front: return expect("{", byte, then: .gap(isFirst: true))
        case .gap(let isFirst):
            return isFirst && byte == UInt8(ascii: "}") ? leave() : expect("\"", byte, then: .name([]))
        case .colon: return expect(":", byte, then: .value)
        case .value: return enterValue(byte)
        case .behind:
            return byte == UInt8(ascii: "}") ? leave() : expect(",", byte, then: .gap(isFirst: false))
        case .name, .passing: return nil
        }
    }

    private mutating func expect(_ wanted: Unicode.Scalar, _ byte: UInt8, then next: Place) -> Stop? {
        guard byte == UInt8(ascii: wanted) else { return .other }
        place = next
        return nil
    }

    /// A name with an escape in it might be any.
    private mutating func passName(_ bytes: [UInt8], _ byte: UInt8) -> Stop? {
        if byte == UInt8(ascii: "\\") { return .other }
        guard byte == UInt8(ascii: "\"") else {
            place = .name(bytes.count < Self.longestName ? bytes + [byte] : bytes)
            return nil
        }
        name = String(decoding: bytes, as: UTF8.self)
        place = .colon
        return Self.ofRecords.contains(name) ? .other : nil
    }

    private mutating func enterValue(_ byte: UInt8) -> Stop? {
        let isList = name == "postings" || (name == "result" && !isInResult)
        switch byte {
        case UInt8(ascii: "[") where isList:
            place = .behind
            return .list
        case UInt8(ascii: "{") where name == "result" && !isInResult:
            isInResult = true
            place = .gap(isFirst: true)
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return .other
        default: place = .passing(BracketCount())
        }
        return nil
    }

    private mutating func leave() -> Stop? {
        place = .behind
        guard isInResult else { return .end }
        isInResult = false
        return nil
    }
}
