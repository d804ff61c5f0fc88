// A spool that holds more files than a look has room for: all are taken, in their order, and none hides another.

import CivilTime
import Engine
import Glibc
import Testing

@testable import Spool

@Suite struct RoomTests {
    @Test(arguments: [1, 7, 99, 100, 1000])
    func allAreTakenInTheirOrderWhateverRoomThereIs(room: Int) throws {
        let spool = try SpoolFixture()
        spool.source.room = room
        for number in 0..<100 { try spool.drop("\((number * 37) % 100).ndjson", "\(number)") }

        let taken = try spool.turn()

        #expect(taken.count == 100)
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.position < $1.position })
        #expect(try spool.names("new").isEmpty)
    }

    @Test func filesThatCannotBeTakenDoNotHideTheOnesBehindThem() throws {
        let spool = try SpoolFixture()
        spool.source.room = 4
        let writers = try (0..<20).map { try spool.openForWriting("new/slow\($0).ndjson") }
        defer { writers.forEach { close($0) } }
        for number in 0..<20 {
            try spool.write("tmp/\(number)", "linked")
            try #require(link(spool.file("tmp/\(number)"), spool.file("new/linked\(number).ndjson")) == 0)
        }
        try spool.drop("good.ndjson", "event")
        let earliest = Instant(nanoseconds: try spool.status("new/slow0.ndjson").changedAt)

        #expect(try spool.turn().map(\.text) == ["event"])
        #expect(spool.source.heldFrom == earliest)
    }

    @Test func aCommandIsFoundHoweverMuchLiesBeforeIt() throws {
        let spool = try SpoolFixture()
        spool.source.room = 2
        // Larger than a command can be.
        let padding = String(repeating: " ", count: Int(SpoolBounds.controlFileBytes))
        for number in 0..<20 { try spool.drop("\(number).ndjson", padding) }
        try spool.drop("command.json", "clock")
        try spool.source.look(began: soon())

        #expect(try spool.source.peekControl([.clockAccepted])?.text == "clock")
    }

    @Test func ofAThousandThingsInTheWayEachIsToldOfAndOfMoreOnlyThatThereAreMore() throws {
        let spool = try SpoolFixture()
        for number in 0..<1100 { try #require(mkdir(spool.file("new/\(number)"), 0o755) == 0) }

        try spool.turn()
        let warnings = spool.source.takeWarnings()
        #expect(warnings.count == 1001)
        #expect(warnings.last?.contains("/new holds more of them") == true)
        try spool.turn()
        #expect(spool.source.takeWarnings().isEmpty)
        for number in 0..<1100 { rmdir(spool.file("new/\(number)")) }
        try spool.turn()
        try #require(mkdir(spool.file("new/again"), 0o755) == 0)
        try spool.turn()
        #expect(spool.source.takeWarnings().count == 1)
    }
}
