// A .csv file (RFC 4180): a row becomes the object that the header makes of it, so that it means what the same object
// means in an .ndjson file, and a refused row can be mended and dropped as one.

import JSON
import Orders

/// Cuts a table into rows. Blank lines, and those of commas alone, do not count. O(1) a byte, but that a row is begun
/// anew whenever more of it is fed.
struct CSVSplitter: RecordSplitter {
    private enum Place {
        case front
        /// Left by the header.
        case header
        case rows(CSVHeader)
        /// In a row that is too long, as far as the end of its line.
        case passingOver(CSVHeader)
        /// All is said; further bytes are passed over.
        case end
    }

    private let columns: [String]
    private let maximumBytes: Int
    private var place = Place.front
    private var window = ByteWindow()
    private var line = 1
    /// Something was fed since a row was looked for in vain.
    private var isFresh = false
    private var isFinished = false

    /// - Parameter columns: what the header must have.
    init(columns: [String], maximumBytes: Int) {
        self.columns = columns
        self.maximumBytes = maximumBytes
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if case .end = place { return }
        window.append(bytes)
        isFresh = true
    }

    mutating func finish() {
        isFinished = true
        isFresh = true
    }

    mutating func next() -> Piece? {
        while isFresh {
            if let piece = step() { return piece }
        }
        return nil
    }

    /// Goes on by a row or so; no longer fresh when that takes more bytes.
    private mutating func step() -> Piece? {
        switch place {
        case .front:
            isFresh = window.dropByteOrderMark(isComplete: isFinished)
            if isFresh { place = .header }
        case .header: return takeHeader()
        case .rows(let header): return takeRow(header)
        case .passingOver(let header): passOver(header)
        case .end: isFresh = false
        }
        return nil
    }

    // MARK: - Rows

    private mutating func takeHeader() -> Piece? {
        guard let row = nextRow() else {
            guard isFinished, window.count == 0 else { return nil }
            place = .end
            return .emptyFile
        }
        guard !isBlank(row) else {
            pass(row.length)
            return nil
        }
        if isWithinBounds(row), row.fault == nil, !row.isUnclosed, let header = CSVHeader(row, columns: columns) {
            pass(row.length)
            place = .rows(header)
            return nil
        }
        defer { (place, window) = (.end, ByteWindow()) }
        return piece(CSVHeader.refusal(of: row.fields, columns: columns), window.prefix(min(row.length, 1024)))
    }

    private mutating func takeRow(_ header: CSVHeader) -> Piece? {
        guard let row = nextRow() else { return nil }
        if row.isUnclosed { return takeUnclosed(row, header) }
        guard isWithinBounds(row) else { return takeTooLong(header) }
        defer { pass(row.length) }
        return isBlank(row) ? nil : piece(row, header)
    }

    /// What follows a quote that nothing closes is read by itself: the line with the quote is refused, no other.
    private mutating func takeUnclosed(_ row: CSVRow, _ header: CSVHeader) -> Piece? {
        guard let lineEnd = window.withBytes({ $0.lineFeed(from: row.opening) }) ?? (isFinished ? window.count : nil),
            lineEnd <= maximumBytes
        else { return takeTooLong(header) }
        let refusal = Refusal(
            .unreadable, expected: "a closing quote behind the field",
            found: "none for the quote at \(position(row.opening))",
            advice: "Close it, or take it out. The next lines were read by themselves.")
        let commas = window.prefix(lineEnd).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        defer { pass(min(lineEnd + 1, window.count)) }
        return piece(refusal, header.object(of: commas.map { $0.trimmingLineEnd() }, isWhole: true).bytes)
    }

    private mutating func takeTooLong(_ header: CSVHeader) -> Piece {
        place = .passingOver(header)
        return piece(.tooLarge(maximumBytes), window.prefix(min(Refusal.keptBytes, maximumBytes)))
    }

    private mutating func passOver(_ header: CSVHeader) {
        guard let lineEnd = window.withBytes({ $0.lineFeed(from: 0) }) else {
            pass(window.count)
            isFresh = false
            return
        }
        pass(lineEnd + 1)
        place = .rows(header)
    }

    // MARK: - Bytes and pieces

    /// The row that is next: whole, or as much of it as shows that it is too long or in quotes that are never closed.
    /// Nil when it takes more bytes to tell, or none is left.
    private mutating func nextRow() -> CSVRow? {
        var row = CSVRow()
        // A row may be as long as the limit, and has a line end of one or two bytes.
        let most = maximumBytes + 2
        let isEnded = window.withBytes { bytes in
            bytes.prefix(most).contains { row.take($0) }
        }
        guard !isEnded, row.length < most else { return row }
        guard isFinished, row.length > 0 else {
            isFresh = false
            return nil
        }
        row.finish()
        return row
    }

    private func isWithinBounds(_ row: CSVRow) -> Bool {
        row.length <= maximumBytes || window.prefix(row.length).trimmingLineEnd().count <= maximumBytes
    }

    /// A row without a value, which spreadsheets write as commas.
    private func isBlank(_ row: CSVRow) -> Bool {
        window.prefix(row.length).allSatisfy { isSpace($0) || $0 == UInt8(ascii: ",") }
    }

    /// A row that is complete.
    private func piece(_ row: CSVRow, _ header: CSVHeader) -> Piece {
        guard let refusal = refusal(of: row, header) else {
            return Piece(line: line, column: 1, content: .whole(header.object(of: row.fields).bytes))
        }
        return piece(refusal, header.object(of: row.fields, isWhole: true).bytes)
    }

    private func refusal(of row: CSVRow, _ header: CSVHeader) -> Refusal? {
        if let fault = row.fault {
            return Refusal(
                .unreadable, expected: fault.expected, found: "\(fault.found), at \(position(fault.offset))",
                advice: "Mend the quotes of this row.")
        }
        guard row.fields.count >= header.count, row.lastField <= header.count else {
            return Refusal(
                .unreadable, expected: "\(header.count) fields, as in the header", found: "\(row.fields.count)",
                advice: "Put a field with a comma in it into quotes.")
        }
        let isText = row.fields.allSatisfy { String(validating: $0, as: UTF8.self) != nil }
        return isText
            ? nil : Refusal(.unreadable, expected: "text in UTF-8", found: "other bytes", advice: "Save it as UTF-8.")
    }

    private func piece(_ refusal: Refusal, _ kept: [UInt8]) -> Piece {
        Piece(line: line, column: 1, content: .refused(refusal, kept))
    }

    private func position(_ offset: Int) -> TextPosition {
        var position = TextPosition(line: line)
        window.withBytes { position.advance(over: UnsafeRawBufferPointer(rebasing: $0.prefix(offset))) }
        return position
    }

    private mutating func pass(_ count: Int) {
        line += window.withBytes { $0.prefix(count).count { $0 == lineFeedByte } }
        window.drop(count)
    }
}

extension JSONValue {
    fileprivate var bytes: [UInt8] { Array(compact.utf8) }
}

extension Collection<UInt8> {
    /// Without the line feed, or carriage return and line feed, at its end.
    fileprivate func trimmingLineEnd() -> [UInt8] {
        var bytes = Array(self)
        if bytes.last == lineFeedByte { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }
}
