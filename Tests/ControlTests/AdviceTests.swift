// What the catalogs and the handbook tell people to type is what cutoffctl understands.

import ArgumentParser
import Foundation
import Testing

@testable import cutoffctl

@Suite struct AdviceTests {
    @Test(arguments: ["systemd/cutoffd.catalog", "systemd/cutoffd.ru.catalog"])
    func everyCommandOfTheCatalogCanBeTyped(catalog: String) throws {
        let commands = try text(of: catalog).matches(of: #/(?m): +cutoffctl (.+)$/#)
        #expect(commands.count > 40)
        for command in commands { expectParsed(command.output.1.replacing(#/@[A-Z_]+@/#, with: "X")) }
    }

    private func expectParsed(_ line: Substring) {
        #expect(throws: Never.self, "cutoffctl \(line)") {
            _ = try Cutoffctl.parseAsRoot(line.split(separator: " ").map(String.init))
        }
    }

    private func text(of file: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        return try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }
}
