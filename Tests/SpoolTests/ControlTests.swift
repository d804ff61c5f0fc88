// Commands out of turn: only from those who may, only alone in a small file, and never consumed.

import CLinux
import CivilTime
import Engine
import Glibc
import Testing

@testable import Spool

@Suite struct ControlTests {
    @Test func aCommandIsFoundBehindEverythingElseAndStaysInItsPlace() throws {
        let spool = try SpoolFixture()
        for number in 0..<20 { try spool.drop("\(number).ndjson", "event \(number)") }
        try spool.drop("command.json", "clock")
        try spool.source.look(began: soon())
        _ = try spool.source.peek()

        let found = try #require(try spool.source.peekControl([.clockAccepted]))
        #expect(found.text == "clock")
        #expect(try spool.source.peekControl([.clockAccepted])?.id == found.id)
        #expect(try spool.turn().last?.id == found.id)
        try spool.source.look(began: soon())
        #expect(try spool.source.peekControl([.clockAccepted]) == nil)
    }

    @Test func aCommandThatIsTheHeadOfTheQueueIsFound() throws {
        let spool = try SpoolFixture()
        try spool.drop("command.json", "clock")
        try spool.source.look(began: soon())
        let head = try spool.source.peek()

        #expect(try spool.source.peekControl([.clockAccepted])?.position == head)
    }

    @Test(arguments: ["clock\nevent", "event\nclock", "event", "bad", "", "clock\nclock"])
    func whatIsNoCommandAloneInItsFileIsNone(content: String) throws {
        let spool = try SpoolFixture()
        try spool.drop("command.json", content)
        try spool.source.look(began: soon())

        #expect(try spool.source.peekControl([.clockAccepted]) == nil)
    }

    @Test func aLargeFileIsNotReadOutOfTurn() throws {
        let spool = try SpoolFixture()
        let padding = String(repeating: "\n", count: Int(SpoolBounds.controlFileBytes))
        try spool.drop("command.json", "clock" + padding)
        try spool.source.look(began: soon())

        #expect(try spool.source.peekControl([.clockAccepted]) == nil)
    }

    @Test func aCommandThatIsStillBeingWrittenIsFoundWhenItIsComplete() throws {
        let spool = try SpoolFixture()
        let writer = try spool.openForWriting("new/command.json")
        Glibc.write(writer, "clock\n", 6)
        try spool.source.look(began: soon())
        #expect(try spool.source.peekControl([.clockAccepted]) == nil)
        close(writer)

        #expect(try spool.source.peekControl([.clockAccepted]) != nil)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file to another user"))
    func onlyOperatorsCommand() throws {
        let spool = try SpoolFixture()
        try spool.drop("command.json", "clock")
        chown(spool.file("new/command.json"), 65533, 65533)
        try spool.source.look(began: soon())
        #expect(try spool.source.peekControl([.clockAccepted]) == nil)

        spool.source.settings.operators = [65533]
        try spool.source.look(began: soon())
        #expect(try spool.source.peekControl([.clockAccepted])?.submitter == 65533)
    }
}
