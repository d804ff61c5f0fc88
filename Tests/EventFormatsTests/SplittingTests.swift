// Files: which are read, where their records begin and end, and that one bad record never stops the others.

import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

private func good(_ id: Int) -> String {
    sample("shipment.accepted").replacing(["id"], with: .string("\(id)")).compact
}

/// What a record came to: its event's id, or `refused`.
private func outcomes(_ records: [Record]) -> [String] { records.map { $0.content.id ?? "refused" } }

@Suite struct FileNameTests {
    @Test(arguments: ["a.json", "a.ndjson", "a.jsonl", "a.b.json", ".json", "a.csv"])
    func aKnownSuffixHasAReader(name: String) {
        #expect(FileFormats().reader(forFileNamed: name) != nil)
    }

    @Test(arguments: ["a", "a.txt", "json", "a.json.gz", "a.JSON", "a.tsv", "a.json ", "", "a."])
    func anotherSuffixHasNone(name: String) {
        #expect(FileFormats().reader(forFileNamed: name) == nil)
        #expect(FileFormats().accepted == ".json, .ndjson, .jsonl or .csv")
    }
}

@Suite struct SplittingTests {
    @Test func aDocumentIsOneEvent() throws {
        let records = try records(of: "\n\n  " + sample("shipment.accepted").pretty + "\n")
        #expect(outcomes(records) == ["a7c1"])
        #expect(records[0].line == 3)
        #expect(records[0].text == sample("shipment.accepted").compact)
    }

    @Test func anArrayIsAnEventAnElement() throws {
        let records = try records(of: "[\n\(good(1)),\n \(good(2))\n,\(good(3))]\n")
        #expect(outcomes(records) == ["1", "2", "3"])
        #expect(records.map(\.line) == [2, 3, 4])
        #expect(records.map(\.text) == [good(1), good(2), good(3)])
    }

    @Test func aLineIsOneEvent() throws {
        let text = "\(good(1))\r\n\r\n  \t\n\(good(2))  \n\(good(3))"
        let records = try records(of: text, named: "a.ndjson")
        #expect(outcomes(records) == ["1", "2", "3"])
        #expect(records.map(\.line) == [1, 4, 5])
        #expect(records.map(\.text) == [good(1), good(2), good(3)])
    }

    @Test(arguments: ["a.json", "a.ndjson"])
    func aByteOrderMarkInFrontIsPassedOver(name: String) throws {
        let records = try records(of: "\u{FEFF}" + good(1), named: name)
        #expect(outcomes(records) == ["1"])
        #expect(records[0].text == good(1))
        #expect(outcomes(try EventFormatsTests.records(of: "\u{FEFF}\u{FEFF}" + good(1), named: name)) == ["refused"])
    }

    @Test(arguments: ["a.json", "a.ndjson", "a.jsonl"], ["", "\n \r\n", "\u{FEFF}", "\u{FEFF}\n"])
    func anEmptyFileIsRefused(name: String, text: String) throws {
        let records = try records(of: text, named: name)
        #expect(records.count == 1)
        #expect(records.first?.line == 1)
        #expect(records.first?.content.refusal?.expected == "an event")
        #expect(records.first?.content.refusal?.found == "an empty file")
    }

    @Test(arguments: ["[]", " [ \n ] "])
    func anEmptyArraySaysNothing(text: String) throws {
        #expect(try records(of: text).isEmpty)
    }

    @Test(arguments: [
        "{\"a\":}", "{\"a\":1 x}", "{{}}", "[\"]\",{}]", "{\"a\":[1]]", "nul", "\"a\\\"],[\"", "{} {}", "\"\u{1}\"",
        "1",
        "{\"a\":1,\"a\":1}", "{\"a\":\n\"line\nbreak\"}", "{\"a\":\r nope}",
    ])
    func aBadElementDoesNotStopTheOthers(element: String) throws {
        let records = try records(of: "[\(good(1)),\n\(element),\(good(3))]")
        #expect(outcomes(records) == ["1", "refused", "3"])
        #expect(records[1].line == 2)
        #expect(!records[1].text.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    }

    @Test(arguments: [
        ("[\(good(1)),,\(good(3))]", ["1", "refused", "3"]), ("[,\(good(1))]", ["refused", "1"]),
        ("[\(good(1)),]", ["1", "refused"]), ("[\(good(1))", ["1", "refused"]), ("[\(good(1)),", ["1", "refused"]),
        ("[", ["refused"]), ("[\(good(1))}, \(good(2))]", ["refused"]),
        ("[\(good(1)),\(good(2))}, \(good(3))]", ["1", "refused"]), ("[\(good(1))] x", ["1", "refused"]),
        ("[\(good(1))][\(good(2))]", ["1", "refused"]), ("[\(good(1)),{\"a\":", ["1", "refused"]),
        ("\(good(1)) \(good(2))", ["refused"]), ("\(good(1))\n\(good(2))\n", ["refused"]), ("]", ["refused"]),
        ("[\(good(1)), {\"a\": \"b], \(good(2))]", ["1", "refused"]),
        ("[\(good(1)),{\"a\":[1},\(good(3))]", ["1", "refused", "refused"]),
    ])
    func whatCannotBeSplitIsRefusedOnceAndTheRestKept(text: String, expected: [String]) throws {
        #expect(outcomes(try records(of: text)) == expected)
    }

    @Test func theRestThatIsLostIsKeptAsText() throws {
        let records = try records(of: "[\(good(1)),\n{}}, \(good(3))]\n")
        #expect(records.last?.text == "{}}, \(good(3))]")
        #expect(records.last?.line == 2)
        #expect(records.last?.content.refusal?.found == "`}` at line 2, column 3")
    }

    @Test func aSyntaxErrorSaysItsPlaceInTheFile() throws {
        let inArray = try records(of: "[1,\n  {\"data\": {\"a\"\n: nope}}]")
        #expect(inArray.last?.content.refusal?.found == "`n` at line 3, column 3")
        #expect(inArray.last?.content.refusal?.pointer == "/data/a")
        let inSameLine = try records(of: "[1, {\"a\": nope}]")
        #expect(inSameLine.last?.content.refusal?.found == "`n` at line 1, column 11")
        let inLines = try records(of: "\(good(1))\n {]\n", named: "a.jsonl")
        #expect(inLines.last?.content.refusal?.found == "`]` at line 2, column 3")
    }

    @Test func invalidUTF8IsRefusedAndReplacedInTheText() throws {
        let bytes = Array("\(good(1))\n{\"a\":\"".utf8) + [0xFF] + Array("\"}\n\(good(2))".utf8)
        let records = try records(of: bytes, named: "a.ndjson")
        #expect(outcomes(records) == ["1", "refused", "2"])
        #expect(records[1].text == "{\"a\":\"\u{FFFD}\"}")
        #expect(records[1].content.refusal?.expected == "valid UTF-8")
    }

    @Test(arguments: ["a.json", "a.ndjson"], [[0xFF, 0xFE], []] as [[UInt8]])
    func aTextInAnotherEncodingIsToldSo(name: String, mark: [UInt8]) throws {
        let text = Array(good(1).utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [mark + text, mark.reversed() + [0] + text.dropLast(), Array("{\"a\":\"".utf8) + [0xCF]] {
            let advice = try records(of: bytes, named: name).first?.content.refusal?.advice
            #expect(advice == "Save it as UTF-8 and drop it again.")
        }
    }

    @Test func anArrayOnALineIsRefusedWithAdvice() throws {
        let records = try records(of: "[\(good(1))]\n\(good(2))", named: "a.ndjson")
        #expect(outcomes(records) == ["refused", "2"])
    }
}

@Suite struct LimitTests {
    private let long = good(2).replacingLast("}", with: ",\"x\":\"" + String(repeating: "y", count: 2000) + "\"}")

    @Test(arguments: [1, 7, 4096])
    func anEventThatIsTooLargeDoesNotStopTheOthers(piece: Int) throws {
        let files = [
            ("a.json", "[\(good(1)), \(long) ,\(good(3))]"), ("a.ndjson", "\(good(1))\n\(long)\n\(good(3))\n"),
        ]
        for (name, text) in files {
            let bytes = Array(text.utf8)
            let pieces = Array(repeating: piece, count: bytes.count / piece)
            let records = try records(of: bytes, named: name, pieces: pieces, maximumEventBytes: 1500)
            #expect(outcomes(records) == ["1", "refused", "3"])
            #expect(records[1].content.refusal?.expected == "an event of at most 1500 bytes")
            #expect(records[1].text == String(long.prefix(1024)))
        }
    }

    @Test(arguments: ["a.json", "a.ndjson"])
    func anEventMayBeAsLargeAsTheLimit(name: String) throws {
        let size = good(1).utf8.count
        #expect(outcomes(try records(of: good(1), named: name, maximumEventBytes: size)) == ["1"])
        #expect(outcomes(try records(of: good(1), named: name, maximumEventBytes: size - 1)) == ["refused"])
    }

    @Test(arguments: [1, 60_000])
    func junkWithoutEndIsRefusedInPiecesAndTheEventsInItAreTaken(times: Int) throws {
        let junk = (0..<RefusalRun.toldEach + times).map { "line \($0)" }
        let lines = [good(1)] + junk + [good(2), "x", "y", good(3)]
        for pieces in [[], Array(repeating: 1000, count: 100)] {
            let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
            let records = try records(of: bytes, named: "a.ndjson", pieces: pieces)
            let (told, together) = (
                records.dropFirst().prefix(RefusalRun.toldEach), records.dropLast(4).dropFirst(RefusalRun.toldEach + 1)
            )
            #expect(outcomes(Array(told)).allSatisfy { $0 == "refused" })
            #expect(outcomes(Array(records.suffix(4))) == ["2", "refused", "refused", "3"])
            #expect(together.allSatisfy { $0.text.utf8.count <= RefusalRun.pieceBytes })
            #expect(together.map(\.text).joined(separator: "\n") == junk.suffix(times).joined(separator: "\n"))
            #expect(together.count == (times == 1 ? 1 : 11))
            #expect(together.first?.line == RefusalRun.toldEach + 2)
            #expect(together.first?.content.refusal?.found.contains("records behind it") == (times > 1))
            #expect(records.flatMap(\.refused.values).reduce(0, +) == junk.count + 2)
        }
    }

    @Test func junkInPiecesIsCountedForWhoeverItNames() throws {
        let lines = (0..<RefusalRun.toldEach + 9).map { #"{"specversion":"1.0","source":"/feeds/\#($0 % 3)"}"# }
        let records = try records(of: lines.joined(separator: "\n"), named: "a.ndjson")
        let feeds = (0..<3).map { Attribution(source: SourceName("/feeds/\($0)"), kind: .unknown) }
        #expect(records.last?.refused == Dictionary(uniqueKeysWithValues: feeds.map { ($0, 3) }))
    }

    @Test(arguments: [
        ("a.json", "["), ("a.json", "{"), ("a.ndjson", "["), ("a.json", "[{\"a\":"), ("a.json", "{\"a\":"),
        ("a.json", "\""), ("a.json", "[]x"),
    ])
    func sixtyFourMebibytesWithoutEndAreRefused(name: String, unit: String) throws {
        var reader = try #require(FileFormats().reader(forFileNamed: name))
        let chunk = Array(String(repeating: unit, count: (1 << 18) / unit.utf8.count).utf8)
        var refusals = 0
        for _ in 0..<256 {
            chunk.withUnsafeBytes { reader.feed($0) }
            while let record = reader.next() {
                refusals += 1
                #expect(record.content.refusal?.code == .unreadable)
                #expect(record.text.utf8.count <= 1 << 20)
            }
        }
        // It is told at once, and forgotten.
        #expect(refusals == 1)
        reader.finish()
        #expect(reader.next() == nil)
    }
}

@Suite struct FeedingTests {
    private static let files: [(String, String)] = [
        (
            "a.ndjson",
            "\u{FEFF}\(good(1))\r\n\n{\"a\":\"\\\"é\n\(good(2)),\n" + String(repeating: "z", count: 300)
                + "\n\(good(3))"
        ),
        (
            "a.json",
            "\u{FEFF} [\n\(good(1)),\r\n{\"a\":[\"\\\\\\\"]é\",}],\n,\"" + String(repeating: "z", count: 300)
                + "\"\n,\(good(3)) ] \n x"
        ),
        ("a.json", "{\"a\":\"" + String(repeating: "z", count: 300) + "\",\"postings\":[\(good(1))]}"),
        ("a.json", "[\(good(1)),{}}\n,\(good(3))]"), ("a.json", " \(sample("shipment.accepted").pretty) \n"),
    ]

    /// All that can be seen of records.
    private func seen(_ records: [Record]) -> [String] {
        records.map { "\($0.line) \($0.text) \($0.content.id ?? $0.content.refusal?.text ?? "")" }
    }

    @Test(arguments: files.indices)
    func howAFileIsFedDoesNotCount(index: Int) throws {
        let (name, text) = Self.files[index]
        let bytes = Array(text.utf8)
        let whole = seen(try records(of: bytes, named: name, maximumEventBytes: 250))
        #expect(whole.count >= 1)
        for cut in 0...bytes.count {
            let halves = try records(of: bytes, named: name, pieces: [cut], maximumEventBytes: 250)
            #expect(seen(halves) == whole, "cut at \(cut)")
        }
        let single = Array(repeating: 1, count: bytes.count)
        #expect(seen(try records(of: bytes, named: name, pieces: single, maximumEventBytes: 250)) == whole)
    }

    /// Bytes are replaced by others that mean something to JSON, always the same ones for the same seed.
    @Test(arguments: files.indices, [1, 2, 3, 4] as [UInt64])
    func aDamagedFileIsReadAlikeHoweverItIsFed(index: Int, seed: UInt64) throws {
        let (name, text) = Self.files[index]
        var chance = Chance(state: seed)
        for _ in 0..<50 {
            var bytes = Array(text.utf8)
            for _ in 0..<3 {
                bytes[chance.below(bytes.count)] = Array("{}[],:\"\\\n x1\u{FEFF}".utf8)[chance.below(15)]
            }
            let pieces = (0..<20).map { _ in chance.below(100) }
            let whole = seen(try records(of: bytes, named: name, maximumEventBytes: 250))
            let fed = seen(try records(of: bytes, named: name, pieces: pieces, maximumEventBytes: 250))
            #expect(fed == whole, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(!whole.isEmpty)
        }
    }

    /// A linear congruential generator (Knuth, MMIX).
    private struct Chance {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}

extension String {
    fileprivate func replacingLast(_ suffix: String, with text: String) -> String {
        String(dropLast(suffix.count)) + text
    }
}
