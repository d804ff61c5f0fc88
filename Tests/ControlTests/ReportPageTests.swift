// docs/reports.md shows what the commands really say.

import Foundation
import Testing

@testable import cutoffctl

@Suite struct ReportPageTests {
    private struct Example {
        let command: [String]
        let lines: [String]
    }

    /// `$ cutoffctl report …` and what follows it, in the fenced examples.
    private func examples() throws -> [Example] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/reports.md")
        let fences = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```\n")
        let blocks = fences.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        return blocks.flatMap { $0.components(separatedBy: "$ cutoffctl ").dropFirst() }.map { example in
            let lines = example.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            return Example(command: lines[0].split(separator: " ").map(String.init), lines: Array(lines.dropFirst()))
        }
    }

    /// What may differ from one day to the next: moments, and how many spaces stand beside them.
    private func timeless(_ lines: [String]) -> [String] {
        lines.map { line in
            line.replacing(#/[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}( \d{4})? [\d:]+/#, with: "TIME")
                .replacing(#/\d{4}-\d\d-\d\dT[\d:.]+Z/#, with: "TIME").replacing(#/ +/#, with: " ")
        }
    }

    @Test func everyExampleIsWhatTheCommandSays() throws {
        let shop = try Shop()
        try shop.open()
        for number in ["A", "B", "C"] { try shop.place(number) }
        #expect(try shop.run("cancel", "C", "--reason", "out-of-stock").status == 0)
        for number in ["A", "B"] {
            for type in ["shipment.packed", "shipment.accepted", "delivery.confirmed"] {
                #expect(try shop.run("record", type, number).status == 0)
            }
        }
        let examples = try examples()
        #expect(examples.count == 6)
        for example in examples {
            #expect(timeless(try shop.run(example.command).lines) == timeless(example.lines), "\(example.command)")
        }
    }
}
