// Things that are no event file: refused in their turn, never blocked on, never followed.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct KindTests {
    @Test(arguments: ["a named pipe", "a symbolic link", "a socket", "a device"])
    func whatIsNoRegularFileIsRefusedAndMovedAsItIs(kind: String) throws {
        let spool = try SpoolFixture()
        guard try make(kind, at: spool.file("new/thing.json")) else { return }
        try spool.drop("good.ndjson", "event")

        let decided = try spool.turn()

        #expect(Set(decided.map(\.text)) == ["", "event"])
        #expect(try refusal(of: "thing.json", in: decided).found == kind)
        #expect(try spool.status("rejected/thing.json").kind.description == kind)
        #expect(try spool.content("rejected/thing.reason.json").contains(kind))
        #expect(try spool.names("new").isEmpty)
    }

    @Test func aDirectoryIsLeftInPlaceWithOneWarning() throws {
        let spool = try SpoolFixture()
        mkdir(spool.file("new/folder.json"), 0o755)

        #expect(try spool.turn().isEmpty)
        try spool.turn()
        #expect(spool.source.takeWarnings().count == 1)
        #expect(spool.source.takeWarnings().isEmpty)
        #expect(try spool.names("new") == ["folder.json"])
        #expect(spool.source.depth == 0)
    }

    @Test func aFileOverTheLimitIsRefusedUnreadAndMovedAsItIs() throws {
        let spool = try SpoolFixture(SpoolSettings(maximumFileBytes: 10))
        try spool.drop("at-the-limit.ndjson", "0123456789")
        try spool.drop("over.ndjson", "0123456789A")
        let inode = try spool.status("new/over.ndjson").inode

        let decided = try spool.turn()

        #expect(decided.map(\.text).contains("0123456789"))
        #expect(try refusal(of: "over.ndjson", in: decided).found == "11 bytes")
        #expect(try spool.status("rejected/over.ndjson").inode == inode)
    }

    @Test(arguments: ["notes.txt", "json", "noise.json.gz", "trailing."])
    func aNameThatNoFormatGoesByIsRefusedAndKept(name: String) throws {
        let spool = try SpoolFixture()
        try spool.drop(name, "content")

        #expect(try refusal(of: name, in: spool.turn()).expected.contains(".json or .ndjson"))
        #expect(try spool.content("rejected/" + name) == "content")
        #expect(try spool.names("new").isEmpty)
    }

    @Test func aFileWithASecondLinkWaitsUntilItIsUnlinked() throws {
        let spool = try SpoolFixture()
        try spool.write("tmp/a.ndjson", "event")
        link(spool.file("tmp/a.ndjson"), spool.file("new/a.ndjson"))
        let began = soon()

        #expect(try spool.turn(began: began).isEmpty)
        #expect(spool.source.lookAgain == began + SpoolBounds.linkPoll)
        #expect(spool.source.heldFrom == nil)
        unlink(spool.file("tmp/a.ndjson"))
        #expect(try spool.turn().map(\.text) == ["event"])
    }

    @Test func twoLinksInTheSpoolAreWarnedAboutWhenTheyAreOld() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        link(spool.file("new/a.ndjson"), spool.file("new/b.ndjson"))

        #expect(try spool.turn(began: soon() + .hours(2)).isEmpty)
        #expect(spool.source.takeWarnings().count == 2)
        #expect(spool.source.lookAgain == nil)
    }

    private func refusal(of name: String, in decided: [Submission]) throws -> Refusal {
        let submission = try #require(decided.first { $0.position.name == name })
        #expect(submission.id.index == 0)
        guard case .failure(let refusal) = submission.record.content else {
            throw UnexpectedEvent()
        }
        return refusal
    }

    private struct UnexpectedEvent: Error {}

    /// - Returns: false when this process may not make such a thing.
    private func make(_ kind: String, at path: String) throws -> Bool {
        switch kind {
        case "a named pipe": try #require(mkfifo(path, 0o644) == 0)
        case "a symbolic link": try #require(symlink("/etc/hostname", path) == 0)
        case "a socket": try #require(mknod(path, S_IFSOCK | 0o644, 0) == 0)
        default: return mknod(path, S_IFCHR | 0o644, makedev(1, 3)) == 0
        }
        return true
    }

    private func makedev(_ major: UInt64, _ minor: UInt64) -> dev_t { dev_t(major << 8 | minor) }
}
