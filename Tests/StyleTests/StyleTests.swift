// The rules of style that a machine can measure: one screen, no way round the compiler, no file without its reason.
// CONTRIBUTING.md tells the rest.

import Testing

@Suite("Style")
struct StyleTests {
    private let sources: [SourceFile]
    private let tests: [SourceFile]

    init() throws {
        sources = try SourceFile.all(below: "Sources")
        tests = try SourceFile.all(below: "Tests")
    }

    @Test
    func aFunctionFitsOnAScreen() {
        for file in sources {
            for function in file.functions where !function.isTable {
                #expect(function.lineCount < 40, "\(file.path):\(function.line)")
            }
        }
    }

    @Test
    func aFileIsUnder300Lines() {
        for file in sources where !file.isTable { #expect(file.lines.count < 300, "\(file.path)") }
    }

    @Test
    func aLineEndsByColumn120() {
        for file in sources + tests {
            for (number, line) in zip(1..., file.lines) {
                #expect(line.text.count <= 120, "\(file.path):\(number)")
            }
        }
    }

    @Test
    func aFileOpensWithWhyItExists() {
        for file in sources + tests {
            let opening = file.lines.first?.text ?? ""
            #expect(opening.hasPrefix("// ") && !opening.hasPrefix("// ("), "\(file.path)")
        }
    }

    @Test
    func nothingGoesRoundTheCompiler() {
        let ways = ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"]
        for file in sources + tests {
            for (number, line) in zip(1..., file.lines) {
                for way in ways { #expect(!line.code.contains(way), "\(file.path):\(number)") }
            }
        }
    }

    @Test
    func nothingIsLeftForLater() {
        for file in sources + tests {
            for (number, line) in zip(1..., file.lines) {
                for mark in ["TODO", "FIXME"] { #expect(!line.comment.contains(mark), "\(file.path):\(number)") }
            }
        }
    }

    @Test
    func theCoreKnowsNothingOfTheWorld() {
        let world = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch"]
        for file in sources where file.path.hasPrefix("Sources/Core/") || file.path.hasPrefix("Sources/Engine/") {
            for (number, line) in zip(1..., file.lines) {
                let words = line.code.split(separator: " ")
                let imported = words.contains("import") ? words.last : nil
                #expect(!world.contains { imported?.hasPrefix($0) == true }, "\(file.path):\(number)")
            }
        }
    }
}
