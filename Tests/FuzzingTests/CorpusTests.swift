// Every input that was worth keeping, once: what fuzzing found stays found without a fuzzer.

import Foundation
import FuzzKit
import Testing

@Suite struct CorpusTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    @Test(arguments: FuzzTarget.all.map(\.name))
    func whatHasToHoldHoldsOfTheCorpus(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = try FileManager.default.contentsOfDirectory(
            at: Self.directory.appending(path: name), includingPropertiesForKeys: nil)
        #expect(!inputs.isEmpty)
        for input in inputs {
            let bytes = try Data(contentsOf: input)
            #expect(bytes.count <= target.maximumBytes, "\(input.lastPathComponent)")
            #expect(throws: Never.self, "\(input.lastPathComponent)") { try target.check([UInt8](bytes)) }
        }
    }

    @Test func everyCorpusHasATarget() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
        #expect(Set(names) == Set(FuzzTarget.all.map(\.name)))
    }
}
