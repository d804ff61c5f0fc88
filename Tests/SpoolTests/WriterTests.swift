// Writers that are not done: they hold deadlines for a while, and lose nothing however they race with us.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct WriterTests {
    @Test func aFileStillOpenForWritingHoldsDeadlinesUntilItSettled() throws {
        let spool = try SpoolFixture(SpoolSettings(settle: .seconds(5)))
        let writer = try spool.openForWriting("new/slow.ndjson")
        defer { close(writer) }
        try spool.drop("later.ndjson", "event")
        let changed = Instant(nanoseconds: try spool.status("new/slow.ndjson").changedAt)

        #expect(try spool.turn().map(\.text) == ["event"])
        #expect(spool.source.heldFrom == changed)
        #expect(spool.source.lookAgain == changed + .seconds(5))
        try spool.turn(began: changed + .milliseconds(4999))
        #expect(spool.source.heldFrom == changed)
        try spool.turn(began: changed + .seconds(5))
        #expect(spool.source.heldFrom == nil)
        #expect(try spool.names("new") == ["slow.ndjson"])
    }

    @Test func theEarliestOfTheOpenFilesHolds() throws {
        let spool = try SpoolFixture()
        let writers = try (0..<3).map { try spool.openForWriting("new/\($0).ndjson") }
        defer { writers.forEach { close($0) } }
        let earliest = try (0..<3).map { try spool.status("new/\($0).ndjson").changedAt }.min()

        try spool.turn()
        #expect(spool.source.heldFrom?.milliseconds == earliest.map { $0 / 1_000_000 })
    }

    @Test func aWriterThatFinishesIsTakenWhole() throws {
        let spool = try SpoolFixture()
        let writer = try spool.openForWriting("new/a.ndjson")
        Glibc.write(writer, "first\n", 6)
        #expect(try spool.turn().isEmpty)
        Glibc.write(writer, "second\n", 7)
        close(writer)

        #expect(try spool.turn().map(\.text) == ["first", "second"])
        #expect(spool.source.heldFrom == nil)
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    @Test func anOldFileThatIsStillOpenIsWarnedAbout() throws {
        let spool = try SpoolFixture()
        let writer = try spool.openForWriting("new/a.ndjson")
        defer { close(writer) }

        try spool.turn(began: soon() + .hours(2))
        #expect(spool.source.takeWarnings().count == 1)
    }

    @Test func whatArrivedBeforeAndCompletedLaterComesFirstIfNothingElseWasTaken() throws {
        let spool = try SpoolFixture()
        let writer = try spool.openForWriting("new/a.ndjson")
        Glibc.write(writer, "early\n", 6)
        try spool.drop("b.ndjson", "late")
        try spool.source.look(began: soon())
        #expect(try spool.source.peek()?.name == "b.ndjson")
        close(writer)

        #expect(try spool.turn().map(\.text) == ["early", "late"])
    }

    @Test func aWriterBetweenCommitAndMoveKeepsItsFileInTheSpool() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        try spool.turnThatCrashesAfterItsCommit()
        #expect(open(spool.file("new/a.ndjson"), O_WRONLY | O_NONBLOCK) < 0, "the lease makes the writer wait")

        try spool.source.look(began: soon())
        try spool.write("new/a.ndjson", "\nmore")
        #expect(try spool.turn().map(\.text) == ["event", "more"])
    }

    @Test func aLeaseBrokenAtTheMoveBringsTheFileBackUnderAFreshName() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event\nbad")
        try spool.turnThatCrashesAfterItsCommit()
        let file = try #require(spool.source.files.values.first)
        spool.recall(file.id)
        #expect(open(spool.file("new/a.ndjson"), O_WRONLY | O_NONBLOCK) < 0)

        try spool.source.retire([file])

        #expect(try spool.names("new") == ["a.2.ndjson"])
        #expect(try spool.accepted().isEmpty)
        #expect(try spool.content(spool.doneDay() + "/SHA256SUMS").isEmpty)
        #expect(try spool.names("rejected").isEmpty)
    }

    @Test func aRefusedFileComesBackTooWhenItsLeaseIsBroken() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "bad")
        try spool.turnThatCrashesAfterItsCommit()
        let file = try #require(spool.source.files.values.first)
        spool.recall(file.id)
        #expect(open(spool.file("new/a.ndjson"), O_WRONLY | O_NONBLOCK) < 0)

        try spool.source.retire([file])

        #expect(try spool.names("new") == ["a.2.ndjson"])
        #expect(try spool.names("rejected").isEmpty)
        #expect(spool.source.rejected == 0)
    }

    @Test func aRacingWriterLosesNothing() throws {
        let spool = try SpoolFixture()
        // Pauses of many lengths, so that some openings fall between the last read and the move.
        let writer = try spawn(
            """
            i=0
            while [ $i -lt 2000 ]; do
                pause=$((i % 500)); while [ $pause -gt 0 ]; do pause=$((pause - 1)); done
                echo event-$i >> \(spool.file("new/log.ndjson")); i=$((i + 1))
            done
            """)
        var decided: Set<String> = []
        while waitpid(writer, nil, WNOHANG) == 0 { decided.formUnion(try spool.turn().map(\.text)) }
        repeat { decided.formUnion(try spool.turn().map(\.text)) } while spool.source.depth > 0

        #expect(decided.isSuperset(of: (0..<2000).map { "event-\($0)" }))
    }

    @Test func aFileThatItsOwnerRemovesMeanwhileIsForgotten() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        try spool.turnThatCrashesAfterItsCommit()
        unlink(spool.file("new/a.ndjson"))
        try spool.drop("a.ndjson", "another")

        #expect(try spool.turn().map(\.text) == ["another"])
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    private func spawn(_ script: String) throws -> pid_t {
        var child: pid_t = 0
        let words = ["sh", "-c", script]
        let arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        try #require(posix_spawn(&child, "/bin/sh", nil, nil, arguments, nil) == 0)
        return child
    }
}
