// One row of a CSV file: its fields with their quotes undone, and where it breaks the rules (RFC 4180).

/// Takes the bytes of one row, one after another. O(1) a byte.
struct CSVRow {
    private enum Place {
        /// Before a field's first byte.
        case front
        case plain
        /// Within quotes. Left by a quote.
        case quoted
        /// Behind a quote: the closing one, unless another follows.
        case quote
        /// Behind a closing quote and a carriage return, which a line feed has to follow.
        case lineEnd
    }

    /// What the rules do not allow; the row is split nevertheless, so that a person sees what was meant.
    struct Fault {
        let expected: String
        let found: String
        /// Where in the row, in bytes from 0.
        let offset: Int
    }

    private(set) var fields: [[UInt8]] = [[]]
    /// The first one.
    private(set) var fault: Fault?
    /// Bytes that were taken.
    private(set) var length = 0
    /// Where the quote stands that was opened last.
    private(set) var opening = 0
    private var place = Place.front

    /// The number of the last field, from 1, that says something: commas at the end of a line do not count.
    var lastField: Int { (fields.lastIndex { !$0.isEmpty } ?? -1) + 1 }

    /// Nothing closes the quote that was opened last: no other follows, or one on a later line that does not look like
    /// its end.
    var isUnclosed: Bool { place == .quoted }

    /// - Returns: whether the row ends with this byte.
    mutating func take(_ byte: UInt8) -> Bool {
        defer { length += 1 }
        switch place {
        case .front where byte == UInt8(ascii: "\""): (place, opening) = (.quoted, length)
        case .front, .plain: return takePlain(byte)
        case .quoted where byte == UInt8(ascii: "\""): place = .quote
        case .quoted: append(byte)
        case .quote: return takeBehindQuote(byte)
        case .lineEnd where byte == lineFeedByte: return true
        case .lineEnd: return takeStray(byte)
        }
        return false
    }

    /// There are no more bytes.
    mutating func finish() {
        if place == .plain { dropCarriageReturn() }
    }

    private mutating func takePlain(_ byte: UInt8) -> Bool {
        place = .plain
        switch byte {
        case UInt8(ascii: ","): beginField()
        case lineFeedByte:
            dropCarriageReturn()
            return true
        case UInt8(ascii: "\""):
            complain("quotes around a whole field, each quote within it doubled", "a quote in the midst of field")
            append(byte)
        default: append(byte)
        }
        return false
    }

    private mutating func takeBehindQuote(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""):
            place = .quoted
            append(byte)
        case UInt8(ascii: ","): beginField()
        case UInt8(ascii: "\r"): place = .lineEnd
        case lineFeedByte: return true
        default: return takeStray(byte)
        }
        return false
    }

    private mutating func takeStray(_ byte: UInt8) -> Bool {
        if fields[fields.count - 1].contains(lineFeedByte) {
            place = .quoted
            return true
        }
        complain("a comma or the end of the line behind a closing quote", "other text behind that of field")
        return takePlain(byte)
    }

    private mutating func append(_ byte: UInt8) { fields[fields.count - 1].append(byte) }

    private mutating func beginField() {
        fields.append([])
        place = .front
    }

    private mutating func dropCarriageReturn() {
        if fields[fields.count - 1].last == UInt8(ascii: "\r") { fields[fields.count - 1].removeLast() }
    }

    private mutating func complain(_ expected: String, _ found: String) {
        guard fault == nil else { return }
        fault = Fault(expected: expected, found: "\(found) \(fields.count)", offset: length)
    }
}
