// What RFC 8259 calls JSON, and what it does not.

import JSON
import Testing

@Suite struct GrammarTests {
    @Test(
        arguments: [
            ("null", .null), (" true ", true), ("\t\r\nfalse\n", false),
            ("0", .number("0")), ("-0", .number("-0")), ("-0.0e-0", .number("-0.0e-0")), ("10", .number("10")),
            ("1.50", .number("1.50")), ("1E400", .number("1E400")), ("2e+07", .number("2e+07")),
            ("\"\"", ""), ("\"a b\"", "a b"), ("\"\u{7F}\"", "\u{7F}"), ("\"жук\"", "жук"), ("\"𝄞\"", "𝄞"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u0416\u0000""#, "AéЖ\0"),
            (#""\uD834\udd1e!""#, "𝄞!"), (#""x\\""#, "x\\"), (#""\u2028""#, "\u{2028}"),
            ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]),
            ("{}", [:]), ("{ }", [:]), (#"{"":""}"#, ["": ""]), (#"{"b":1,"a":2}"#, ["b": 1, "a": 2]),
        ] as [(String, JSONValue)])
    func whatTheGrammarAllowsIsRead(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "undefined", "'a'", "a",
        "01", "-", "-a", "+1", "1.", ".5", "1.e1", "1e", "1e+", "0x10", "1_000", "--1", "1 2", "1,", "٣",
        "\"", "\"a", "\"\\", "\"\\\"", "\"a\nb\"", "\"a\tb\"", "\"\0\"", #""\x41""#, #""\u12""#, #""\u12G4""#,
        #""\'""#, #""\U0041""#,
        "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "[]]", "[][]",
        "{", "}", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#, "{1:2}",
        "{a:1}", #"{"a":1"#, #"{"a":1}}"#, "// no\n1", "/* no */ 1", "\u{FEFF}1", "\u{A0}1", "\u{C}1",
    ])
    func whatTheGrammarForbidsIsRefused(text: String) {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: text) }
    }

    @Test func numbersKeepTheirDigits() throws {
        let digits = String(repeating: "1234567890", count: 40)
        #expect(try JSONValue(parsing: "[-\(digits).\(digits)]") == [.number("-\(digits).\(digits)")])
    }

    @Test func everyByteThatIsMissingAtTheEndIsNoticed() throws {
        let text = #"{"a":[1.5e3,true,"\u00e9\n"],"b":{"c":null}}"#
        _ = try JSONValue(parsing: text)
        for length in 0..<text.utf8.count {
            #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8.prefix(length))) }
        }
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#,
        #""\udc00\ud800""#, #""\uDBFF\uE000""#,
    ])
    func aLoneSurrogateIsRefused(text: String) throws {
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: text) }
        #expect(fault.expected.contains("surrogates in pairs"))
    }
}

@Suite struct EncodingTests {
    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x81], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xFE], [0xFF],
        ] as [[UInt8]])
    func invalidUTF8IsRefusedWithItsPlace(sequence: [UInt8]) throws {
        let text = Array("[\"ok\",\"a".utf8) + sequence + Array("\"]".utf8)
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: text) }
        #expect(fault.offset == 8)
        #expect(fault.expected == "valid UTF-8")
        #expect(fault.pointer.description == "/1")
    }

    @Test(arguments: ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"])
    func theBordersOfUTF8AreRead(text: String) throws {
        #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
    }
}
