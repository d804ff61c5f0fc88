// What the world does to a spool: no rights, no directory, no leases. The files stay, and it goes on by itself.

import CLinux
import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct FailureTests {
    @Test func aSpoolIsMadeWhereNoneWas() throws {
        let path = try temporaryDirectory()
        defer { removeTree(path) }
        _ = try DirectoryArrivalSource(path: path + "/var/spool", settings: SpoolSettings(), formats: LineFormats())

        let names = try Directory(path: path + "/var/spool").names().map(\.text).sorted()
        #expect(names == ["done", "new", "rejected", "tmp"])
        #expect(try Directory(path: path + "/var/spool/tmp").names().isEmpty)
    }

    @Test func aFileInThePlaceOfADirectoryIsRefusedAtStart() throws {
        let path = try temporaryDirectory()
        defer { removeTree(path) }
        close(open(path + "/new", O_CREAT | O_WRONLY, 0o644))

        let failure = #expect(throws: IntakeFailure.self) {
            try DirectoryArrivalSource(path: path, settings: SpoolSettings(), formats: LineFormats())
        }
        #expect(failure?.description.contains(path + "/new") == true)
    }

    @Test func aLinkToAnotherFileSystemIsRefusedAtStart() throws {
        let path = try temporaryDirectory()
        defer { removeTree(path) }
        symlink("/proc", path + "/done")

        #expect(throws: IntakeFailure.self) {
            try DirectoryArrivalSource(path: path, settings: SpoolSettings(), formats: LineFormats())
        }
    }

    @Test func aSpoolThatMayNotBeWrittenIsRefusedAtStart() throws {
        let path = try temporaryDirectory()
        defer { removeTree(path) }
        for part in ["tmp", "new", "rejected", "done"] { mkdir(path + "/" + part, part == "done" ? 0o500 : 0o700) }

        let failure = asOrdinaryUser(owning: [path] + ["tmp", "new", "rejected", "done"].map { path + "/" + $0 }) {
            #expect(throws: IntakeFailure.self) {
                try DirectoryArrivalSource(path: path, settings: SpoolSettings(), formats: LineFormats())
            }
        }
        #expect(failure?.description.contains(path + "/done") == true)
    }

    @Test func whenDoneMayNotBeWrittenTheFilesStayAndAreRetiredLater() throws {
        let spool = try SpoolFixture()
        try spool.write("done/in-the-way", "")
        let day = CivilDate(utc: soon()).archiveName
        rename(spool.file("done/in-the-way"), spool.file("done/" + day))
        try spool.drop("a.ndjson", "event")

        #expect(throws: IntakeFailure.self) { try spool.turn() }
        #expect(throws: IntakeFailure.self) { try spool.source.look(began: soon()) }
        #expect(try spool.names("new") == ["a.ndjson"])
        unlink(spool.file("done/" + day))

        #expect(try spool.turn().isEmpty)
        #expect(try spool.accepted() == ["a.ndjson"])
    }

    @Test func whenNothingMayBeMovedTheFilesStayAndAreRetiredLater() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "good\nbad")
        let parts = ["", "/tmp", "/new", "/rejected", "/done"].map { spool.path + $0 }

        try asOrdinaryUser(owning: parts) { () throws in
            chmod(spool.file("new"), 0o500)
            #expect(throws: IntakeFailure.self) { try spool.turn() }
            chmod(spool.file("new"), 0o700)
            #expect(try spool.turn().isEmpty)
        }
        #expect(try spool.accepted() == ["a.ndjson"])
        #expect(try spool.names("rejected") == ["a.ndjson", "a.reason.json"])
    }

    @Test func aLateRejectionThatCouldNotBeWrittenStaysOwed() throws {
        let spool = try SpoolFixture()
        let late = LateRejection(
            record: RecordID(file: FileID(inode: 1, changedAt: 2), index: 0), file: "a.json", text: "event",
            refusal: Refusal(.orphaned, expected: "its order", found: "none", advice: "Drop both."))
        let parts = ["", "/tmp", "/new", "/rejected", "/done"].map { spool.path + $0 }

        try asOrdinaryUser(owning: parts) { () throws in
            chmod(spool.file("rejected"), 0o500)
            #expect(throws: IntakeFailure.self) { try spool.follow([late]) }
            chmod(spool.file("rejected"), 0o700)
            #expect(try spool.follow([]) == [late.record])
        }
    }

    @Test func aFileThatCannotBeReadIsRetriedAndThenRefusedWhileTheOthersGoOn() throws {
        let spool = try SpoolFixture(SpoolSettings(readRetries: 2))
        try spool.drop("secret.ndjson", "event")
        chmod(spool.file("new/secret.ndjson"), 0)
        try spool.drop("z.ndjson", "another")
        let parts = ["", "/tmp", "/new", "/rejected", "/done"].map { spool.path + $0 }

        let began = soon()

        try asOrdinaryUser(owning: parts) { () throws in
            #expect(try spool.turn(began: began).map(\.text) == ["another"])
            #expect(spool.source.lookAgain == began + SpoolBounds.retryAfter)
            for _ in 1...9 { #expect(try spool.turn(began: began).isEmpty) }  // looks in the same second are no tries
            #expect(try spool.turn(began: began + .seconds(1)).isEmpty)
            #expect(try spool.turn(began: began + .seconds(2)).map(\.position.name) == ["secret.ndjson"])
        }
        #expect(try spool.names("rejected") == ["secret.ndjson", "secret.reason.json"])
        #expect(try spool.content("rejected/secret.reason.json").contains("Permission denied"))
    }

    @Test func aFileThatCannotBeReadYetHoldsTheDeadlinesAfterIt() throws {
        let spool = try SpoolFixture(SpoolSettings(readRetries: 1))
        try spool.drop("secret.ndjson", "event")
        chmod(spool.file("new/secret.ndjson"), 0)
        let status = try Directory(path: spool.file("new")).status(of: FileName("secret.ndjson"))
        let arrived = Instant(nanoseconds: try #require(status).changedAt)
        let parts = ["", "/tmp", "/new", "/rejected", "/done"].map { spool.path + $0 }
        let began = soon()

        try asOrdinaryUser(owning: parts) { () throws in
            try spool.turn(began: began)
            #expect(spool.source.heldFrom == arrived)
            try spool.turn(began: began)
            #expect(spool.source.heldFrom == arrived)
            try spool.turn(began: began + .seconds(1))
        }
        #expect(spool.source.heldFrom == nil)
        #expect(try spool.names("rejected") == ["secret.ndjson", "secret.reason.json"])
    }

    @Test func aReadErrorInTheMiddleIsRetriedAndNothingIsDecidedTwice() throws {
        let spool = try SpoolFixture()
        let lines = (0..<60_000).map { "event number \($0)" }
        try spool.drop("large.ndjson", lines.joined(separator: "\n"))
        try spool.source.look(began: soon())
        let first = try #require(try spool.source.next())
        try breakReading(in: spool)
        var before = [first]
        while let submission = try spool.source.next() { before.append(submission) }
        for submission in before { try spool.commit(Receipt(record: submission.id, event: nil, outcome: .applied)) }

        #expect(before.count < lines.count)
        #expect(spool.source.lookAgain != nil)
        #expect(try before.map(\.text) + spool.turn(began: soon() + SpoolBounds.retryAfter).map(\.text) == lines)
        #expect(try spool.accepted() == ["large.ndjson"])
    }

    @Test func afterTheLastRetryTheRestOfTheFileIsRefused() throws {
        let spool = try SpoolFixture(SpoolSettings(readRetries: 0))
        try spool.drop("large.ndjson", String(repeating: "event\n", count: 60_000))
        try spool.source.look(began: soon())
        _ = try spool.source.next()
        try breakReading(in: spool)
        var last: Submission?
        while let submission = try spool.source.next() { last = submission }

        let refused = try #require(last)
        #expect(throws: Refusal.self) { try refused.record.content.get() }
        #expect(refused.id.index > 1)
        #expect(refused.position.record == refused.id.index)
    }

    /// From here on, reading the current file fails.
    private func breakReading(in spool: SpoolFixture) throws {
        let descriptor = try #require(spool.source.current?.file.descriptor)
        let unreadable = open("/dev/null", O_WRONLY | O_CLOEXEC)
        try #require(dup2(unreadable, descriptor.number) >= 0)
        close(unreadable)
    }

    @Test func aSpoolThatIsMovedAwayStopsTheIntakeUntilItIsBack() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        rename(spool.file("new"), spool.file("elsewhere"))
        close(open(spool.file("new"), O_CREAT | O_WRONLY, 0o644))

        #expect(throws: IntakeFailure.self) { try spool.turn() }
        unlink(spool.file("new"))
        rename(spool.file("elsewhere"), spool.file("new"))
        #expect(try spool.turn().map(\.text) == ["event"])
    }
}
