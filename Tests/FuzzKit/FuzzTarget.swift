// What is fuzzed: each parser of what comes from outside, and what has to hold of it whatever the bytes are. That it
// does not crash, hang or fill the memory is seen by whoever runs it; the rest is said here.

package struct FuzzTarget: Sendable {
    /// Of its corpus and its dictionary, too.
    package let name: String
    /// Longer inputs find nothing more, and find it more slowly.
    package let maximumBytes: Int
    package let check: @Sendable ([UInt8]) throws -> Void

    package init(_ name: String, upTo maximumBytes: Int, check: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.name = name
        self.maximumBytes = maximumBytes
        self.check = check
    }

    package static let all: [FuzzTarget] = [
        .json, .document, .lines, .table, .marketplace, .base64, .time, .span, .zone, .yearlyRule, .configuration,
        .money,
    ]
}

/// Something that has to hold of every input, and does not of this one.
package struct Violation: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(what()) }
}

extension [UInt8] {
    /// Choices that belong to an input: always the same for the same bytes, and others for every change of them.
    var chance: Chance { Chance(state: reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }) }
}

/// A linear congruential generator (Knuth, MMIX).
struct Chance {
    fileprivate(set) var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
