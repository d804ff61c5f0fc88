// A document is read by looking things up in its text.

import JSON
import Testing

@Suite struct DocumentTests {
    private let text = #" {"a": [1, "two", [], {"b": null}], "n\u0061me": "caf\u00e9\n", "yes": true, "n": -1.50e2} "#

    private func root() throws -> JSONNode { try JSONDocument(parsing: text).root }

    @Test func aValueIsAskedForWhatItIs() throws {
        let root = try root()
        #expect(root.kind == .object)
        #expect(root["name"]?.string == "café\n")
        #expect(root["yes"]?.bool == true)
        #expect(root["n"]?.number == "-1.50e2")
        #expect(root["a"]?.kind == .array)
        #expect(root["a"]?.elements?.count == 4)
        for nothing in [root["a"]?.string, root["name"]?.number, root["yes"]?.string] { #expect(nothing == nil) }
        #expect(root["name"]?.elements == nil && root["a"]?.members == nil && root["n"]?.bool == nil)
    }

    @Test func whatIsInsideComesInTheOrderOfTheText() throws {
        let root = try root()
        #expect(root.members?.map(\.name) == ["a", "name", "yes", "n"])
        #expect(root["a"]?.elements?.map(\.kind) == [.number, .string, .array, .object])
        let last = root["a"]?.elements?.reduce(nil) { _, element in element }
        #expect(last?["b"]?.isNull == true)
        #expect(root["a"]?.elements?.isEmpty == false && JSONDocument.emptyObject.root.members?.isEmpty == true)
    }

    @Test(arguments: ["b", "nam", "name ", "n\\u0061me", "", "A"])
    func aMemberThatIsNotThereIsNotFound(name: String) throws {
        #expect(try root()[name] == nil)
    }

    @Test func aStringHasNoMembers() throws { #expect(try root()["name"]?["a"] == nil) }

    @Test func namesAreFoundByTheirBytes() throws {
        let root = try JSONDocument(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}").root
        #expect(root["\u{E9}"]?.number == "1")
        #expect(root["e\u{301}"]?.number == "2")
    }

    @Test func aValueIsWrittenOnOneLineAsItStoodThere() throws {
        #expect(
            try root().compact
                == #"{"a":[1,"two",[],{"b":null}],"n\u0061me":"caf\u00e9\n","yes":true,"n":-1.50e2}"#)
        #expect(try root()["a"]?.compact == #"[1,"two",[],{"b":null}]"#)
    }

    @Test func theCanonicalTextTellsWhereAMemberStandsInIt() throws {
        let (bytes, place) = try root().canonicalBytes(locating: "n")
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"a":[1,"two",[],{"b":null}],"n":-150,"name":"café\n","yes":true}"#)
        #expect(place.map { String(decoding: bytes[$0], as: UTF8.self) } == "-150")
        #expect(try root().canonicalBytes(locating: "b").place == nil)
    }
}
