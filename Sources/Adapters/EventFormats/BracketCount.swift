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
        var index = isInString ? scanString(bytes, from: 0) : 0
        while index < bytes.count {
            index = scanStructure(bytes, from: index)
            guard isInString else { break }
            index = scanString(bytes, from: index)
        }
        return index
    }

    /// Behind an opening quote, or at the byte that ends the element, or as far as the bytes go.
    private mutating func scanStructure(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var depth = depth
        defer { self.depth = depth }
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                isInString = true
                return index + 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
            case UInt8(ascii: ","):
                if depth == 0 { return index }
            default:
                break
            }
        }
        return bytes.count
    }

    /// Behind the closing quote, or as far as the bytes go.
    private mutating func scanString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var isEscaped = isEscaped
        defer { self.isEscaped = isEscaped }
        for index in start..<bytes.count {
            if isEscaped {
                isEscaped = false
            } else if bytes[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if bytes[index] == UInt8(ascii: "\"") {
                isInString = false
                return index + 1
            }
        }
        return bytes.count
    }
}
