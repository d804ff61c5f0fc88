// The rules of style that a machine can measure: one screen, no way round the compiler, no file without its reason.
// CONTRIBUTING.md tells the rest.

import Testing

@Suite("Style")
struct StyleTests {
    @Test(arguments: try SourceFile.all(below: "Sources"))
    func aFunctionFitsOnAScreen(_ file: SourceFile) {
        for function in file.functions where !function.isTable {
            #expect(function.lineCount < 40, "\(file.path):\(function.line)")
        }
    }

    @Test(arguments: try SourceFile.all(below: "Sources"))
    func aFileIsUnder300Lines(_ file: SourceFile) {
        #expect(file.lines.count < 300 || file.isTable, "\(file.path)")
    }

    @Test(arguments: try SourceFile.all(below: "Sources", "Tests"))
    func aLineIsNoWiderThanTheFormatterMakesIt(_ file: SourceFile) {
        for (number, line) in zip(1..., file.lines) {
            #expect(line.text.count <= 120, "\(file.path):\(number)")
        }
    }

    @Test(arguments: try SourceFile.all(below: "Sources", "Tests"))
    func aFileOpensWithWhyItExists(_ file: SourceFile) {
        let opening = file.lines.first?.comment ?? ""
        #expect(opening.count > "// ".count && opening.first == "/", "\(file.path)")
    }

    @Test(arguments: try SourceFile.all(below: "Sources", "Tests"))
    func nothingGoesRoundTheCompiler(_ file: SourceFile) {
        let ways = ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"]
        for (number, line) in zip(1..., file.lines) {
            for way in ways { #expect(!line.code.contains(way), "\(file.path):\(number)") }
        }
    }

    @Test(arguments: try SourceFile.all(below: "Sources", "Tests"))
    func nothingIsLeftForLater(_ file: SourceFile) {
        for (number, line) in zip(1..., file.lines) {
            for mark in ["TODO", "FIXME", "XXX"] { #expect(!line.comment.contains(mark), "\(file.path):\(number)") }
        }
    }

    @Test(arguments: try SourceFile.all(below: "Sources/Core", "Sources/Engine"))
    func theCoreKnowsNothingOfTheWorld(_ file: SourceFile) {
        let world = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch"].map { "import \($0)" }
        for (number, line) in zip(1..., file.lines) {
            #expect(!world.contains(line.code), "\(file.path):\(number)")
        }
    }
}
