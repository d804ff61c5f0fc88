// Finds the end of an array's element without reading it: the comma or bracket that no bracket and no string encloses.

/// What encloses the byte that is next. Brackets are only counted: whether they match is for the parser to say.
struct BracketCount {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Nothing is open.
    var isBalanced: Bool { depth == 0 && !isInString }

    /// How many of the bytes belong to the element. Fewer than there are: the next one ends it.
    mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Int {
        var index = 0
        while index < bytes.count {
            if isInString {
                index = scanString(bytes, from: index)
            } else if take(bytes[index]) {
                index += 1
            } else {
                return index
            }
        }
        return index
    }

    /// False for a byte that ends the element.
    private mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard depth > 0 else { return false }
            depth -= 1
        case UInt8(ascii: ","): return depth > 0
        default: break
        }
        return true
    }

    /// Behind the closing quote, or as far as the bytes go.
    private mutating func scanString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                break
            }
        }
        return index
    }
}
