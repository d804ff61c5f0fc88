// Tables: where their rows end, what is in their fields, and that a bad row never takes another with it (RFC 4180).

import Engine
import Orders
import Testing

@testable import EventFormats

@Suite struct CSVTests {
    private let time = "2026-11-23T09:12:00Z"

    /// What each row came to: its tracking number, or `refused`.
    private func outcomes(_ text: String, maximumEventBytes: Int = 1 << 20) throws -> [String] {
        try seen(text, maximumEventBytes: maximumEventBytes).map { record in
            guard case .tracked(let tracking, _)? = try? record.content.get().body else { return "refused" }
            return tracking.rawValue
        }
    }

    private func seen(_ text: String, maximumEventBytes: Int = 1 << 20) throws -> [Record] {
        try records(of: text, named: "a.csv", maximumEventBytes: maximumEventBytes, sources: [carrier])
    }

    private func table(_ rows: String...) -> String { (["tracking,status,time"] + rows).joined(separator: "\n") }

    @Test(arguments: ["\n", "\r\n"], ["", "\r", "\n", "\r\n", "\r\n\r\n  \n"])
    func linesEndAsTheyLike(lineEnd: String, end: String) throws {
        let text = ["tracking,status,time", "A,ACCEPTED,\(time)", "\"B\",ACCEPTED,\"\(time)\""]
        let records = try seen(text.joined(separator: lineEnd) + end)
        #expect(records.map(\.line) == [2, 3])
        #expect(records.allSatisfy { $0.content.id != nil })
    }

    @Test func quotesHoldCommasQuotesAndLineBreaks() throws {
        let records = try seen(
            table("\"A, \"\"B\"\"\",ACCEPTED,\(time)", "C,\"DELI\r\nVERED\",\(time)", "D,ACCEPTED,\(time)"))
        #expect(records.map(\.line) == [2, 3, 5])
        #expect(records[0].text == #"{"tracking":"A, \"B\"","status":"ACCEPTED","time":"\#(time)"}"#)
        #expect(records[1].text == #"{"tracking":"C","status":"DELI\r\nVERED","time":"\#(time)"}"#)
        #expect(records[1].content.refusal?.pointer == "/status")
    }

    @Test(arguments: [
        "\u{FEFF}tracking,status,time", "Tracking, STATUS ,time", "\"tracking\",\"status\",\"time\"",
        "\n\ntracking,status,time",
    ])
    func theHeaderMayBeWrittenOtherwise(header: String) throws {
        #expect(try outcomes("\(header)\nA,ACCEPTED,\(time)") == ["A"])
    }

    @Test func columnsMayStandInAnyOrderAmongOthers() throws {
        let rows = "I,\(time),x,ACCEPTED,A\nI,\(time),,ACCEPTED,B\n"
        #expect(try outcomes("recipient,time,,status,tracking\n" + rows) == ["A", "B"])
    }

    @Test func commasAtTheEndOfALineDoNotCount() throws {
        let rows = ["A,ACCEPTED,\(time)", ",,", "B,ACCEPTED,\(time),,,,", " , ,,,", "C,ACCEPTED,\(time),"]
        for header in [",,\ntracking,status,time,,", "tracking,status,time"] {
            #expect(try outcomes(header + "\n" + rows.joined(separator: "\r\n")) == ["A", "B", "C"])
        }
        #expect(try outcomes("tracking,status,time,,\n,ACCEPTED,\(time),,\n,,,x\n") == ["refused", "refused"])
    }

    @Test(arguments: [
        "A,ACCEPTED,2026-11-23T09:12:00Z", "tracking,status", "tracking,status,time,time", "tracking;status;time",
        "\"tracking,status,time", "tracking,\"status\"x,time", "{\"tracking\":1}",
    ])
    func aFileWithAnotherHeaderIsRefusedOnce(header: String) throws {
        let records = try seen("\(header)\nA,ACCEPTED,\(time)\nB,ACCEPTED,\(time)\n")
        #expect(records.count == 1)
        #expect(records.first?.line == 1)
        #expect(records.first?.content.refusal?.expected == "a header with the columns tracking,status,time, each once")
    }

    @Test(arguments: ["tracking;status;time\n", "tracking\tstatus\ttime\r\n"])
    func otherSeparatorsAreToldFromCommas(header: String) throws {
        let refusal = try #require(seen(header).first?.content.refusal)
        #expect(refusal.found == "a first line without tracking,status,time")
        #expect(refusal.advice.hasPrefix("Separate the columns by commas, in every line."))
    }

    @Test(arguments: [
        ("A,ACCEPTED,2026-11-23T09:12:00Z,Ivanova", "a first line without tracking,status,time"),
        ("tracking,Ivanova", "a first line without status,time"),
        ("time,tracking,status,time", "time more than once"),
    ])
    func aHeaderIsRefusedByWhatItLacksAndNotQuoted(header: String, found: String) throws {
        #expect(try seen(header + "\n").first?.content.refusal?.found == found)
    }

    @Test func aTableInAnotherEncodingIsToldSo() throws {
        let bytes = Array("tracking,status,time\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let records = try records(of: [0xFF, 0xFE] + bytes, named: "a.csv", sources: [carrier])
        #expect(records.map { $0.content.refusal?.advice.hasPrefix("Save it as UTF-8.") } == [true])
    }

    @Test func rowsOfCommasDoNotCount() throws {
        #expect(try outcomes(table(",,", "A,ACCEPTED,\(time)", " , ,,,")) == ["A"])
    }

    @Test func aHeaderAloneSaysNothing() throws {
        #expect(try seen("tracking,status,time\n").isEmpty)
    }

    @Test(arguments: ["", "\n", "\u{FEFF}\r\n"])
    func anEmptyFileIsRefused(text: String) throws {
        #expect(try seen(text).map { $0.content.refusal?.found } == ["an empty file"])
    }

    @Test(arguments: [
        ("B,ACCEPTED", "3 fields, as in the header", #"{"tracking":"B","status":"ACCEPTED"}"#),
        (
            "B,ACCEPTED,2026,Moscow", "3 fields, as in the header",
            #"{"tracking":"B","status":"ACCEPTED","time":"2026","field 4":"Moscow"}"#
        ),
        (
            "B,AC\"CEPTED,2026", "quotes around a whole field, each quote within it doubled",
            #"{"tracking":"B","status":"AC\"CEPTED","time":"2026"}"#
        ),
        (
            "B,\"ACC\"EPTED,2026", "a comma or the end of the line behind a closing quote",
            #"{"tracking":"B","status":"ACCEPTED","time":"2026"}"#
        ),
    ])
    func aRowThatBreaksTheRulesIsRefusedAlone(row: String, expected: String, kept: String) throws {
        let text = table("A,ACCEPTED,\(time)", row, "C,ACCEPTED,\(time)")
        #expect(try outcomes(text) == ["A", "refused", "C"])
        let records = try seen(text)
        #expect(records[1].line == 3)
        #expect(records[1].content.refusal?.expected == expected)
        #expect(records[1].text == kept)
    }

    @Test func aQuoteThatAnotherRowSeemsToCloseCostsItsLineAlone() throws {
        let rows = ["A,\"ACCEPTED,\(time)", "B,ACCEPTED,\(time)", "\"C\",\"ACCEPTED\",\"\(time)\""]
        #expect(try outcomes(table(rows[0], rows[1], rows[2])) == ["refused", "B", "C"])
    }

    @Test func aQuoteThatNothingClosesCostsItsLineAlone() throws {
        let text = table("A,ACCEPTED,\(time)", "B,\"ACCEPTED,\(time)", "C,ACCEPTED,\(time)", "D,ACCEPTED,\(time)")
        #expect(try outcomes(text) == ["A", "refused", "C", "D"])
        let refused = try seen(text)[1]
        #expect(refused.line == 3)
        #expect(refused.content.refusal?.found == "none for the quote at line 3, column 3")
        #expect(refused.text == #"{"tracking":"B","status":"\"ACCEPTED","time":"\#(time)"}"#)
    }

    @Test func aFaultSaysItsPlaceInTheFile() throws {
        let records = try seen(table("\"A\nB\",AC\"CEPTED,\(time)"))
        #expect(records.first?.content.refusal?.found == "a quote in the midst of field 2, at line 3, column 6")
    }

    @Test func whatIsNoUTF8IsRefusedAlone() throws {
        let bytes = Array("tracking,status,time\nA,".utf8) + [0xFF] + Array(",\(time)\nB,ACCEPTED,\(time)\n".utf8)
        let records = try records(of: bytes, named: "a.csv", sources: [carrier])
        #expect(records.map { $0.content.refusal?.expected } == ["text in UTF-8", nil])
    }

    @Test func aRowMayBeAsLongAsTheLimit() throws {
        let row = "A,ACCEPTED,\(time)"
        for lineEnd in ["", "\r", "\n", "\r\n"] {
            #expect(try outcomes(table(row) + lineEnd, maximumEventBytes: row.utf8.count) == ["A"])
            #expect(try outcomes(table(row) + lineEnd, maximumEventBytes: row.utf8.count - 1) == ["refused"])
        }
    }

    @Test(arguments: ["", "\""])
    func aRowThatIsTooLongDoesNotStopTheOthers(quote: String) throws {
        let long = "B,\(quote)" + String(repeating: "y", count: 3000)
        let text = table("A,ACCEPTED,\(time)", long, "C,ACCEPTED,\(time)")
        #expect(try outcomes(text, maximumEventBytes: 100) == ["A", "refused", "C"])
        let refused = try seen(text, maximumEventBytes: 100)[1]
        #expect(refused.content.refusal?.expected == "an event of at most 100 bytes")
        #expect(refused.text == String(long.prefix(100)))
    }

    // MARK: - Pieces

    @Test(arguments: [40, 60, 1 << 20])
    func howATableIsFedDoesNotCount(maximumEventBytes: Int) throws {
        let text =
            "\u{FEFF}"
            + table(
                "\"A\r\n\",ACCEPTED,\(time)\r", "", "B,\"x\"y,\"", "C,ACCEPTED,\(time)",
                String(repeating: "z,", count: 40),
                "D,ACCEPTED,\(time),,", "\"E,ACCEPTED,\(time)", "F,ACCEPTED,\(time)")
        let bytes = Array(text.utf8)
        func seen(_ pieces: [Int]) throws -> [String] {
            try records(
                of: bytes, named: "a.csv", pieces: pieces, maximumEventBytes: maximumEventBytes, sources: [carrier]
            ).map { "\($0.line) \($0.text) \($0.content.id ?? $0.content.refusal?.text ?? "")" }
        }
        let whole = try seen([])
        #expect(whole.count >= 4)
        for cut in 0...bytes.count { #expect(try seen([cut]) == whole, "cut at \(cut)") }
        #expect(try seen(Array(repeating: 1, count: bytes.count)) == whole)
    }
}
