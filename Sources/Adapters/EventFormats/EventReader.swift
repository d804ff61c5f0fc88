// From a file's bytes to its records: a splitter finds where each begins and ends, a dialect says what it means.

import Engine
import JSON
import Orders

/// Reads the events of one file. Holds no more of it than one event and what was fed last.
struct EventReader<Splitter: RecordSplitter>: RecordReader {
    private var splitter: Splitter
    private let dialects: Dialects
    /// Whom that is counted for which cannot be read at all.
    private let unreadable: Attribution
    /// Records of the last piece that nobody has taken yet, last first.
    private var ready: [Record] = []
    private var run = RefusalRun()
    private var isFinished = false

    init(_ splitter: Splitter, dialects: Dialects, unreadable: Attribution = .unknown) {
        self.splitter = splitter
        self.dialects = dialects
        self.unreadable = unreadable
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) { splitter.feed(bytes) }

    mutating func finish() {
        splitter.finish()
        isFinished = true
    }

    mutating func next() -> Record? {
        while let record = nextOfFile() {
            switch record.content {
            case .success:
                guard let refused = run.end() else { return record }
                ready.append(record)
                return refused
            case .failure(let refusal):
                if let refused = run.add(record, refusal) { return refused }
            }
        }
        return isFinished ? run.end() : nil
    }

    private mutating func nextOfFile() -> Record? {
        while ready.isEmpty {
            guard let piece = splitter.next() else { return nil }
            read(piece)
        }
        return ready.popLast()
    }

    private mutating func read(_ piece: Piece) {
        switch piece.content {
        case .refused(let refusal, let bytes): refuse(bytes, in: piece, refusal)
        case .whole(let bytes):
            do throws(JSONFault) {
                read(try JSONDocument(parsing: bytes), writtenAs: bytes, in: piece)
            } catch {
                refuse(bytes, in: piece, Refusal(error, startingAt: piece))
            }
        }
    }

    private mutating func refuse(_ bytes: [UInt8], in piece: Piece, _ refusal: Refusal) {
        ready.append(
            Record(line: piece.line, content: .failure(refusal), text: OneLine.raw(bytes), attribution: unreadable))
    }

    private mutating func read(_ document: JSONDocument, writtenAs bytes: [UInt8], in piece: Piece) {
        let text = OneLine.text(of: document.root, writtenAs: bytes)
        var readings = dialects.readings(of: document.root)
        while let reading = readings.popLast() {
            let kept = reading.text.map { Array($0.utf8) } ?? text
            ready.append(
                Record(
                    line: piece.line, content: reading.content, text: kept, attribution: reading.attribution,
                    subject: reading.subject))
        }
    }
}

extension Refusal {
    /// A syntax error, with its place in the file rather than in the record.
    fileprivate init(_ fault: JSONFault, startingAt piece: Piece) {
        let line = piece.line + fault.line - 1
        let column = fault.line == 1 ? piece.column + fault.column - 1 : fault.column
        self.init(
            .unreadable, at: fault.pointer == .whole ? nil : fault.pointer.description, expected: fault.expected,
            found: "\(fault.found) at line \(line), column \(column)",
            advice: fault.advice)
    }
}

extension JSONFault {
    fileprivate var advice: String {
        if expected == "valid UTF-8" || offset <= 1 && Self.bytesOfUTF16.contains(found) {
            return "Save it as UTF-8 and drop it again."
        }
        return expected == "the end of the text"
            ? "Put several events into an array; in a file named .ndjson each of them is one line."
            : "Mend the JSON and drop the event again."
    }

    /// Byte order marks, and the other half of an ASCII character.
    private static let bytesOfUTF16 = ["the byte 0xFF", "the byte 0xFE", "the byte 0x00"]
}
