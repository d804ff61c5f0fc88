// What is written can be read again, and equal contents have one canonical text.

import JSON
import Testing

@Suite struct WritingTests {
    private let sample: JSONValue = [
        "b": [1, .number("2.50"), .null, true, [:], []], "a": ["name": "Ж\"\\\n\u{1}/", "\u{7F}": "\u{2028}"],
    ]

    @Test func compactTextKeepsOrderAndDigits() {
        #expect(
            sample.compact == #"{"b":[1,2.50,null,true,{},[]],"a":{"name":"Ж\"\\\n\u0001/","\#u{7F}":"\#u{2028}"}}"#)
    }

    @Test func prettyTextHasAMemberALine() {
        let value: JSONValue = [["file": "a.json", "found": [1, 2]], [:], []]
        #expect(
            value.pretty == """
                [
                  {
                    "file": "a.json",
                    "found": [
                      1,
                      2
                    ]
                  },
                  {},
                  []
                ]
                """)
    }

    @Test func everyLayoutReadsBackAsTheSameValue() throws {
        #expect(try JSONValue(parsing: sample.compact) == sample)
        #expect(try JSONValue(parsing: sample.pretty) == sample)
        let document = try JSONDocument(parsing: sample.pretty).root
        #expect(document.compact == sample.compact)
        #expect(JSONValue(document) == sample)
        #expect(try JSONDocument(parsing: document.canonical).root.canonical == document.canonical)
    }

    @Test func everyASCIICharacterSurvivesWriting() throws {
        let text = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0 as UInt32) }))
        #expect(try JSONValue(parsing: JSONValue.string(text).compact) == .string(text))
    }
}

@Suite struct CanonicalTests {
    @Test func theOrderOfMembersDoesNotCount() throws {
        let one = try JSONDocument(parsing: #"{"b":{"d":1,"c":2},"a":[2,1],"é":0,"aa":1}"#)
        let other = try JSONDocument(parsing: #"{"aa":1, "é":0, "a":[2,1], "b":{"c":2,"d":1}}"#)
        #expect(one.root.canonical == other.root.canonical)
        #expect(one.root.canonical == #"{"a":[2,1],"aa":1,"b":{"c":2,"d":1},"é":0}"#)
    }

    @Test func theSpellingOfStringsDoesNotCount() throws {
        let one = try JSONDocument(parsing: #"["\u0041\/\u000a\u001F\ud83d\ude00"]"#)
        #expect(one.root.canonical == #"["A/\n\u001f😀"]"#)
    }

    @Test(arguments: [
        (["1", "1.0", "10e-1", "0.1e1", "1E0", "1e-0", "100e-2", "0.0010e+3"], "1"),
        (["0", "-0", "0.000", "-0e7", "0e99999999999999999999999", "-0.0e-99999999999999999999999"], "0"),
        (["-1.50", "-15e-1", "-1.5"], "-1.5"),
        (
            ["123456789012345678901", "1.23456789012345678901e20"],
            "123456789012345678901"
        ),
        (["1e21", "1000000000000000000000", "0.1e22"], "1e+21"), (["1e20"], "100000000000000000000"),
        (["0.000001", "1e-6"], "0.000001"), (["0.0000001", "1e-7"], "1e-7"),
        (["12.5e-9", "0.0000000125"], "1.25e-8"), (["1e400", "10e399"], "1e+400"),
        (["0.1", "1e-1", "0.10"], "0.1"), (["199.90", "199.9", "1.999e2"], "199.9"),
        (["1e999999999999999"], "1e+999999999999999"), (["-7e-999999999999999"], "-7e-999999999999999"),
        (["1234567890123456789012", "123456789012345678901.2e1"], "1.234567890123456789012e+21"),
    ])
    func aNumberHasOneSpelling(spellings: [String], canonical: String) throws {
        for spelling in spellings {
            #expect(try JSONDocument(parsing: spelling).root.canonical == canonical, "\(spelling)")
        }
    }

    @Test func aNumberTooGreatToComputeKeepsItsText() throws {
        let text = "1e" + String(repeating: "9", count: 100_000)
        #expect(try JSONDocument(parsing: text).root.canonical == text)
    }

    @Test func longNumbersStayExact() throws {
        let digits = String(repeating: "9", count: 400)
        #expect(
            try JSONDocument(parsing: digits).root.canonical
                != JSONDocument(parsing: digits.dropLast() + "8").root.canonical)
    }

    @Test(
        arguments: [
            ("1", 1), ("1000000", 1_000_000), ("2.0", 2), ("20e-1", 2), ("1e3", 1000), ("-5", -5), ("0e99", 0),
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("9223372036854775808", nil),
            ("1e18", 1_000_000_000_000_000_000), ("1.5", nil), ("1e19", nil), ("1e999999999999", nil), ("1e-1", nil),
        ] as [(String, Int?)])
    func aWholeNumberIsReadWhateverItsSpelling(text: String, whole: Int?) throws {
        #expect(DecimalNumber(text)?.whole == whole)
    }
}

/// Pieces are copied by words of 8 and 32 bytes: what is shorter, longer or last must come out the same.
@Suite struct PieceTests {
    @Test(arguments: 0...72, ["a", "ж", "\u{7F}", "\\u0041", "\\n"])
    func aPieceOfAnyLengthIsWrittenWhole(length: Int, character: String) throws {
        let piece = String(repeating: character, count: length)
        for text in [#"{"\#(piece)":1}"#, #"{"n":"\#(piece)"}"#, #"["\#(piece)"]"#, "\"\(piece)\""] {
            let document = try JSONDocument(parsing: text).root
            #expect(document.compact == text)
            #expect(document.canonical == text.replacing(#"\u0041"#, with: "A"))
        }
    }

    /// Each becomes 17 digits longer.
    @Test func numbersThatGrowFindRoom() throws {
        let numbers = [String](repeating: "1e20", count: 500).joined(separator: ",")
        let grown = [String](repeating: "1" + String(repeating: "0", count: 20), count: 500).joined(separator: ",")
        #expect(try JSONDocument(parsing: "[\(numbers)]").root.canonical == "[\(grown)]")
    }

    @Test func namesThatBeginAlikeAreInOrder() throws {
        let names =
            (0...20).map { String(repeating: "a", count: $0) } + ["b", "ab", "aaaaaaab", "aaaaaaa!", "aaaaaaaab"]
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        func object(_ names: [String]) -> String { "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}" }
        #expect(try JSONDocument(parsing: object(names.reversed())).root.canonical == object(sorted))
    }

    @Test func onlyPrintableASCIIWithoutEscapesIsCalledSo() throws {
        let texts = [
            ("", true), (" ~aZ09", true), ("0123456789abcdef\u{7F}", false),
            ("0123\u{7F}456789", false), ("a\u{80}", false), ("ж", false),
            (#"\u0041"#, false),
        ]
        for (text, isPrintable) in texts {
            #expect(try JSONDocument(parsing: "\"\(text)\"").root.isPrintableASCII == isPrintable, "\(text)")
        }
        #expect(try !JSONDocument(parsing: "1").root.isPrintableASCII)
    }
}

@Suite struct PointerTests {
    @Test func aPointerEscapesWhatItMust() {
        #expect(JSONPointer("a/b~c").description == "/a~1b~0c")
        let accented = JSONPointer("a/\u{301}~\u{301}").description
        #expect(Array(accented.utf8) == Array("/a~1\u{301}~0\u{301}".utf8))
        #expect(JSONPointer("quantity").inside(0).inside("items").description == "/items/0/quantity")
        #expect(JSONPointer.whole.description == "")
    }
}
