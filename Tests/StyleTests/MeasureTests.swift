// Does the measure measure? A rule that nothing can break would hold for ever.

import Testing

@Suite("The measure of style")
struct MeasureTests {
    @Test
    func aFunctionIsMeasuredFromItsFirstLineToItsClosingBrace() {
        let file = SourceFile(
            path: "sample",
            text: """
                struct Sample {
                    package func greet(
                        _ name: String
                    ) -> String
                    where Name: Sendable {
                        if name.isEmpty { return "{" } // }
                        return "\\(names.map { "}" }.joined(separator: ")"))"
                    }
                    // A table.
                    private(set) static var rows: [Int] {
                        []
                    }
                }
                """)
        #expect(
            file.functions == [
                FunctionBody(line: 2, lineCount: 7, isTable: false),
                FunctionBody(line: 10, lineCount: 3, isTable: true),
            ])
    }

    @Test
    func aRequirementHasNoBody() {
        let text = "protocol Sample {\n    func one() -> Int\n    var two: Int { get }\n    init()\n}\n"
        #expect(SourceFile(path: "sample", text: text).functions.isEmpty)
    }

    @Test(arguments: [
        (#"let a = "// no" // yes"#, #"let a = "" "#, "// yes"),
        (##"let a = #"\"# + "\"" + b"##, #"let a = "" + "" + b"#, ""),
        (#"print("\(f("x", g("(")))", try!)"#, #"print("", try!)"#, ""),
    ])
    func stringsAndCommentsAreNoCode(text: String, code: String, comment: String) {
        var isInString = false
        let line = SourceLine(text, isInString: &isInString)
        #expect(line.code == code)
        #expect(line.comment == comment)
        #expect(!isInString)
    }

    @Test
    func aStringOfManyLinesIsNoCode() {
        let text = "let a = \"\"\"\n    func { TODO\n    \"\"\"\nlet b = 1\n"
        let lines = SourceFile(path: "sample", text: text).lines
        #expect(lines.map(\.code) == ["let a = \"\"", "", "", "let b = 1"])
    }
}
