// A crash at any step: the next life finds what was done and does the rest, once.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct CrashTests {
    @Test func betweenCommitAndRetireNothingIsDecidedTwice() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "good\nbad\nrefuse")
        #expect(try spool.turnThatCrashesAfterItsCommit().count == 3)
        try spool.restart()

        #expect(try spool.turn().isEmpty)
        #expect(try spool.accepted() == ["a.ndjson"])
        #expect(try spool.content("rejected/a.ndjson") == "bad\nrefuse\n")
        #expect(try spool.names("new").isEmpty)
    }

    /// Or a crash after the move would look like a store that lacks the file.
    @Test func aFileThatWasDecidedBeforeIsRetiredOnceItIsFiled() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        try spool.turnThatCrashesAfterItsCommit()
        try spool.restart()
        try spool.source.look(began: soon())
        let again = try #require(try spool.source.next())
        spool.recall(again.id.file)
        #expect(try spool.source.peek() == nil)

        #expect(spool.source.lookAgain == nil)
        try spool.source.look(began: soon())
        #expect(try spool.accepted().isEmpty)
        try spool.turn()
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    @Test(arguments: ["good\nbad", "bad"])
    func afterTheRejectionWasWrittenItIsNotWrittenAgain(content: String) throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", content)
        try spool.turnThatCrashesAfterItsCommit()
        try prepareToRetire(spool)
        #expect(try spool.names("rejected") == ["a.ndjson", "a.reason.json"])
        try spool.restart()

        #expect(try spool.turn().isEmpty)
        #expect(try spool.names("rejected") == ["a.ndjson", "a.reason.json"])
        #expect(try spool.content("rejected/a.ndjson").hasPrefix("bad"))
        #expect(try spool.names("new").isEmpty)
    }

    @Test func betweenTheTwoFilesOfARejectionTheSecondIsAdded() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "bad")
        try spool.turnThatCrashesAfterItsCommit()
        try prepareToRetire(spool)
        unlink(spool.file("rejected/a.reason.json"))
        try spool.restart()

        try spool.turn()
        #expect(try spool.names("rejected") == ["a.ndjson", "a.reason.json"])
        #expect(spool.source.rejected == 1)
    }

    @Test func whatWasHalfWrittenIsSweptAway() throws {
        let spool = try SpoolFixture()
        try spool.write("rejected/.writing-1", "half")
        try spool.write("rejected/.retiring-2", "its copy is there")
        try spool.restart()

        #expect(try spool.names("rejected").isEmpty)
    }

    @Test func aFileThatWasListedButNotMovedIsMovedAndTheManifestStillAgrees() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        try spool.turnThatCrashesAfterItsCommit()
        try prepareToRetire(spool)
        try spool.restart()
        try spool.turn()

        let lines = try spool.content(spool.doneDay() + "/SHA256SUMS").split(separator: "\n")
        #expect(Set(lines).count == 1)
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    @Test func aHalfDecidedFileIsFinished() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "one\ntwo")
        try spool.source.look(began: soon())
        let first = try #require(try spool.source.next())
        try spool.commit(Receipt(record: first.id, event: nil, outcome: .applied))
        try spool.restart()

        #expect(try spool.turn().map(\.text) == ["two"])
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    /// Everything of a retirement up to the move.
    private func prepareToRetire(_ spool: SpoolFixture) throws {
        let file = try #require(spool.source.files.values.first)
        spool.recall(file.id)
        file.filed = .whole
        _ = try spool.source.prepare([file])
    }
}
