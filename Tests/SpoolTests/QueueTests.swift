// The order of things: by the kernel's change time, by name, by record, whatever the order of looking.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct QueueTests {
    @Test func recordsComeByArrivalThenByNameThenByLine() throws {
        let spool = try SpoolFixture()
        for number in 0..<300 {
            try spool.drop("\((number * 7919) % 300).ndjson", "\(number) first\n\(number) second\n")
        }
        let expected = try spool.names("new").map { name in
            Position(instant: Instant(nanoseconds: try spool.status("new/" + name).changedAt), name: name, record: 0)
        }.sorted()

        let decided = try spool.turn()

        #expect(decided.filter { $0.id.index == 0 }.map(\.position) == expected)
        #expect(zip(decided, decided.dropFirst()).allSatisfy { $0.position < $1.position })
        #expect(decided.count == 600)
    }

    @Test func aFileOfTheMillisecondThatIsStillRunningWaitsForItsEnd() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        let arrived = Instant(nanoseconds: try spool.status("new/a.ndjson").changedAt)

        #expect(try spool.turn(began: arrived).isEmpty)
        #expect(spool.source.lookAgain == arrived + .milliseconds(1))
        #expect(try spool.turn(began: arrived + .milliseconds(1)).map(\.arrivedAt) == [arrived])
    }

    @Test func aStampFromTheFutureCountsAsNow() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        let earlier = Instant(nanoseconds: try spool.status("new/a.ndjson").changedAt) - .hours(1)

        #expect(try spool.turn(began: earlier).map(\.arrivedAt) == [earlier])
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    @Test func tenThousandFilesAreAllTakenInOrderOverSeveralTurns() throws {
        let spool = try SpoolFixture()
        for number in 0..<10_000 { try spool.drop("\(number).ndjson", "\(number)") }
        var taken: [Submission] = []
        var turns = 0
        repeat {
            taken += try spool.turn()
            turns += 1
        } while spool.source.depth > 0

        #expect(taken.count == 10_000)
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.position < $1.position })
        #expect(turns > 1)
        #expect(try spool.accepted().count == 10_000)
    }

    @Test func aFullTurnAsksToBeLookedAtAgain() throws {
        let spool = try SpoolFixture()
        for number in 0...SpoolBounds.openFiles { try spool.drop("\(number).ndjson", "\(number)") }
        let began = soon()

        #expect(try spool.turn(began: began).count == SpoolBounds.openFiles)
        #expect(spool.source.lookAgain == began)
        #expect(try spool.turn().count == 1)
        #expect(spool.source.lookAgain == nil)
    }

    @Test(arguments: [".hidden.json", "a.json.tmp", "a.json.part", "a.json~"])
    func whatIsNamedAsNotYetCompleteIsLeftAndWarnedAboutOnceWhenItIsOld(name: String) throws {
        let spool = try SpoolFixture()
        try spool.drop(name, "event")

        #expect(try spool.turn().isEmpty)
        #expect(spool.source.takeWarnings().isEmpty)
        try spool.source.look(began: soon() + .hours(2))
        #expect(spool.source.takeWarnings().count == 1)
        try spool.source.look(began: soon() + .hours(3))
        #expect(spool.source.takeWarnings().isEmpty)
        #expect(try spool.names("new") == [name])
        #expect(spool.source.depth == 0)
    }

    @Test func aNameThatIsNoTextIsTakenAndKeptAsItIs() throws {
        let spool = try SpoolFixture()
        let name = FileName(bytes: [0x61, 0xFF] + Array(".ndjson".utf8))
        try spool.write("new/plain.ndjson", "good\nbad")
        let new = try Directory(path: spool.file("new"))
        try new.move(FileName("plain.ndjson"), to: new, as: name)

        #expect(try spool.turn().map(\.position.name) == ["a\\xFF.ndjson", "a\\xFF.ndjson"])
        let rejected = try Directory(path: spool.file("rejected"))
        #expect(try rejected.status(of: name) != nil)
        #expect(try Directory(path: spool.file(spool.doneDay())).names().contains { $0.bytes.contains(0xFF) })
    }

    @Test func namesThatLookAlikeAreDifferentFiles() throws {
        let spool = try SpoolFixture()
        try spool.drop("caf\u{E9}.ndjson", "composed")
        try spool.drop("cafe\u{301}.ndjson", "decomposed")

        #expect(Set(try spool.turn().map(\.text)) == ["composed", "decomposed"])
        #expect(try spool.names("new").isEmpty)
    }

    @Test func anEmptyFileIsRetiredThoughItNeverHadARecord() throws {
        let spool = try SpoolFixture()
        try spool.drop("empty.ndjson", "")

        try spool.turn()
        #expect(try spool.accepted() == ["empty.ndjson"])
    }

    @Test func aFileLargerThanOneReadComesWhole() throws {
        let spool = try SpoolFixture()
        let lines = (0..<60_000).map { "event number \($0)" }
        try spool.drop("large.ndjson", lines.joined(separator: "\n"))

        #expect(try spool.turn().map(\.text) == lines)
    }

    @Test func theSubmitterIsTheOwner() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")

        #expect(try spool.turn().map(\.submitter) == [geteuid()])
    }
}
