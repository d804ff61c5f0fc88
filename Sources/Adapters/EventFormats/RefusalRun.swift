// Junk: a file of millions of lines that are no events must not take an hour to be refused line by line, with a receipt
// and an entry in the journal for each.

import Engine
import Orders

/// Refused records that follow each other directly. The first ones are refused each for itself, the others together, a
/// piece of the file at a time; the good records between and behind them count as ever. How a file was fed does not
/// matter.
struct RefusalRun {
    /// So many are told one by one: as many as the spool explains of one file.
    static let toldEach = 10_000
    /// A piece holds as much text, or one record.
    static let pieceBytes = 64 << 10

    private var length = 0
    private var piece: FilePiece?

    private struct FilePiece {
        let line: Int
        let refusal: Refusal
        var text: String
        var refused: [Attribution: Int]
    }

    /// Takes a refused record in.
    /// - Returns: what is to be handed out now: the record itself, a piece that is full, or nothing yet.
    mutating func add(_ record: Record, _ refusal: Refusal) -> Record? {
        length += 1
        if length <= Self.toldEach { return record }
        if let size = piece?.text.utf8.count, size + record.length < Self.pieceBytes {
            piece?.text += "\n" + record.text
            piece?.refused.merge(record.refused, uniquingKeysWith: +)
            return nil
        }
        defer {
            piece = FilePiece(line: record.line, refusal: refusal, text: record.text, refused: record.refused)
        }
        return takePiece()
    }

    /// A good record comes next, or nothing any more.
    /// - Returns: what is still to be handed out before it.
    mutating func end() -> Record? {
        guard length > 0 else { return nil }
        length = 0
        return takePiece()
    }

    private mutating func takePiece() -> Record? {
        guard let piece else { return nil }
        self.piece = nil
        var refusal = piece.refusal
        let count = piece.refused.values.reduce(0, +)
        if count > 1 { refusal.found += ", and \(count - 1) records behind it that are no good either" }
        return Record(line: piece.line, refusal: refusal, text: piece.text, refused: piece.refused)
    }
}
