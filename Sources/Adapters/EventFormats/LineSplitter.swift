// NDJSON: a record a line. Whatever a line holds, the next line begins a new one.

import Orders

/// Cuts at line feeds. Carriage returns before them, and blank lines, do not count. O(1) a byte.
struct LineSplitter: RecordSplitter {
    private let maximumBytes: Int
    private var window = ByteWindow()
    /// Bytes of the window that are known to hold no line feed.
    private var searched = 0
    private var line = 1
    private var isAtFront = true
    private var isFinished = false
    private var isEmpty = true
    /// The line was refused as too long; what is left of it is passed over.
    private var isPassingOver = false

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) { window.append(bytes) }

    mutating func finish() { isFinished = true }

    mutating func next() -> Piece? {
        guard passFront() else { return nil }
        while let length = lineLength() {
            if let piece = takeLine(length) {
                isEmpty = false
                return piece
            }
        }
        guard isFinished, isEmpty else { return nil }
        isEmpty = false
        return .emptyFile
    }

    /// False while it takes more bytes to tell whether a byte order mark is in front.
    private mutating func passFront() -> Bool {
        if isAtFront { isAtFront = !window.dropByteOrderMark(isComplete: isFinished) }
        return !isAtFront
    }

    /// How many bytes the line has that is next; of one that is too long, as many as there are.
    /// Nil when it takes more bytes to tell, or none is left.
    private mutating func lineLength() -> Int? {
        if let lineFeed = window.withBytes({ $0.lineFeed(from: searched) }) { return lineFeed }
        searched = window.count
        let isDue = isFinished || isPassingOver || window.count > maximumBytes
        return isDue && window.count > 0 ? window.count : nil
    }

    private mutating func takeLine(_ length: Int) -> Piece? {
        let isWhole = length < window.count || isFinished
        let content = isPassingOver ? nil : content(length)
        let piece = content.map { Piece(line: line, column: 1, content: $0) }
        window.drop(min(length + 1, window.count))
        searched = 0
        line += isWhole ? 1 : 0
        isPassingOver = !isWhole
        return piece
    }

    /// Nil for a blank line.
    private func content(_ length: Int) -> Piece.Content? {
        guard length <= maximumBytes else {
            return .refused(.tooLarge(maximumBytes), window.prefix(min(Refusal.keptBytes, maximumBytes)))
        }
        let text = window.prefix(length).trimmingSpaceAtEnd()
        return text.isEmpty ? nil : .whole(text)
    }
}
