// A fault says where it is and what is wrong, well enough to mend it.

import JSON
import Testing

@Suite struct FaultTests {
    @Test func aFaultHasItsLineColumnAndOffset() throws {
        let text = "{\n  \"data\": {\n    \"items\": [1, 2,, 3]\n  }\n}"
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: text) }
        #expect(fault.line == 3)
        #expect(fault.column == 20)
        #expect(fault.offset == 33)
        #expect(fault.pointer.description == "/data/items/2")
        #expect(fault.expected == "a value")
        #expect(fault.found == "`,`")
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, "/a", 7), (#"{"a":1,"\u0061":1}"#, "/a", 7),
        (#"{"x":[{"a/b":{"~":1,"b":2,"~":3}}]}"#, "/x/0/a~1b/~0", 26),
    ])
    func aMemberUsedTwiceIsRefusedWithItsPointer(text: String, pointer: String, offset: Int) throws {
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: text) }
        #expect(fault.pointer.description == pointer)
        #expect(fault.offset == offset)
        #expect(fault.expected == "every member once")
    }

    @Test func aMemberUsedTwiceIsFoundInALargeObjectToo() throws {
        let members = (0..<5000).map { "\"m\($0)\":0" }
        _ = try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
        let twice = "{" + (members + ["\"m17\":1"]).joined(separator: ",") + "}"
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: twice) }
        #expect(fault.pointer.description == "/m17")
    }

    @Test func namesAreComparedByTheirBytes() throws {
        let value = try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.members?.count == 2)
        let names = (0..<20).map { "\"m\($0)\":0" } + ["\"\u{E9}\":1", "\"e\u{301}\":2"]
        #expect(try JSONValue(parsing: "{" + names.joined(separator: ",") + "}").members?.count == 22)
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(64))
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: nested(65)) }
        #expect(fault.offset == 64)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: nested(1_000_000)) }
        #expect(throws: JSONFault.self) { try JSONValue(parsing: nested(3), depthLimit: 2) }
    }

    @Test(arguments: [
        ("", "a value", "the end of the text"), ("[1", "a comma or a closing bracket", "the end of the text"),
        ("{\"a\" 1}", "a colon", "`1`"), ("1 x", "the end of the text", "`x`"), ("[tru]", "`true`", "`t`"),
        ("\"\n\"", "a closing quote, or the control character as an escape", "the byte 0x0A"),
        ("{ж}", "a member's name in quotes", "`ж`"),
    ])
    func aFaultSaysWhatWasExpectedAndWhatWasFound(text: String, expected: String, found: String) throws {
        let fault = try #require(throws: JSONFault.self) { try JSONValue(parsing: text) }
        #expect(fault.expected == expected)
        #expect(fault.found == found)
    }
}
