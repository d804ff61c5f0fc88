// done/ read back: what its names tell, what its manifest vouches for, and what of it is not to be trusted.

import CivilTime
import Engine
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct ArchivedFilesTests {
    private let names = ["b.ndjson", "a.ndjson", "back\\slash.ndjson", "new\nline.ndjson"]

    /// A spool whose files are all accepted.
    private func filled() throws -> SpoolFixture {
        let spool = try SpoolFixture()
        for name in names { try spool.drop(name, "event in \(name.count)") }
        try spool.turn()
        return spool
    }

    private func fedWhole(_ archive: any ArchivedArrivals) throws -> [Submission] {
        let names = try #require(try archive.nextDay())
        archive.feed(try archive.listed(names).map { ArchivedFile(name: $0, id: archive.identity(of: $0)) })
        var submissions: [Submission] = []
        while let submission = try archive.next() { submissions.append(submission) }
        return submissions
    }

    @Test func everyAcceptedFileIsFedWithItsOldPlaceSubmitterAndIdentity() throws {
        let spool = try SpoolFixture()
        for name in names { try spool.drop(name, "event in \(name.count)") }
        let taken = try spool.turn()
        let fed = try fedWhole(spool.source.archive(at: nil))
        #expect(fed.map(\.position) == taken.map(\.position))
        #expect(fed.map(\.id) == taken.map(\.id))
        #expect(fed.map(\.submitter) == taken.map(\.submitter))
        #expect(fed.map(\.text) == taken.map(\.text))
    }

    @Test func aCopyHasTheIdentityOfTheFileInTheSpoolAsLongAsThatIsThere() throws {
        let spool = try filled()
        let day = try spool.doneDay()
        let copy = try temporaryDirectory()
        defer { removeTree(copy) }
        for name in try Directory(path: spool.file(day)).names() {
            let bytes = try spool.content(day + "/" + name.text)
            let file = try Directory(path: copy).open(name, O_WRONLY | O_CREAT, mode: 0o600)
            try file.write(Array(bytes.utf8))
        }
        let own = try fedWhole(spool.source.archive(at: nil))
        #expect(try fedWhole(spool.source.archive(at: copy)).map(\.id) == own.map(\.id))
        removeTree(spool.file(day))
        let orphaned = try fedWhole(spool.source.archive(at: copy)).map(\.id)
        #expect(Set(orphaned).count == names.count)
        #expect(orphaned.allSatisfy { $0.file.inode >> 63 == 1 })
        #expect(try fedWhole(spool.source.archive(at: copy)).map(\.id) == orphaned)
    }

    @Test func whatTheManifestDoesNotListIsNoneOfOurs() throws {
        let spool = try filled()
        let day = try spool.doneDay()
        for name in ["1795420800000000000-0-foreign.ndjson", "notes.txt"] { try spool.write(day + "/" + name, "event") }
        let archive = try spool.source.archive(at: nil)
        let listed = try archive.listed(try #require(try archive.nextDay()))
        #expect(Set(listed.map(\.name)) == Set(names))
    }

    @Test(arguments: ["x", ""]) func aFileThatChangedIsNotFed(content: String) throws {
        let spool = try filled()
        let day = try spool.doneDay()
        let name = try #require(try spool.names(day).first { $0.hasSuffix("-a.ndjson") })
        truncate(spool.file(day + "/" + name), 0)
        try spool.write(day + "/" + name, content)
        let failure = #expect(throws: IntakeFailure.self) { _ = try fedWhole(spool.source.archive(at: nil)) }
        #expect(failure?.description.contains("a.ndjson is not what was accepted") == true)
    }

    @Test func anArchiveThatOthersCanWriteIsNotFed() throws {
        let spool = try filled()
        chmod(spool.file(try spool.doneDay()), 0o777)
        let failure = #expect(throws: IntakeFailure.self) { _ = try fedWhole(spool.source.archive(at: nil)) }
        #expect(failure?.description.contains("which others than root and the daemon can write") == true)
    }

    @Test func whatIsNoFileIsNoManifestAndHoldsNobodyUp() throws {
        let spool = try filled()
        let manifest = spool.file(try spool.doneDay() + "/SHA256SUMS")
        unlink(manifest)
        try #require(mkfifo(manifest, 0o600) == 0)
        let failure = #expect(throws: IntakeFailure.self) { _ = try fedWhole(spool.source.archive(at: nil)) }
        #expect(failure?.description.contains("SHA256SUMS: Invalid argument") == true)
    }

    @Test func withoutAManifestNothingIsFed() throws {
        let spool = try filled()
        unlink(spool.file(try spool.doneDay() + "/SHA256SUMS"))
        #expect(throws: IntakeFailure.self) { _ = try fedWhole(spool.source.archive(at: nil)) }
    }

    @Test(arguments: [
        "", "a.json", "1795420800000000000-0-", "1795420800-0-a.json", "x795420800000000000-0-a.json",
        "1795420800000000000-4294967296-a.json", "1795420800000000000-+1-a.json", "SHA256SUMS",
    ])
    func whatNoArchiveCallsAFileIsNoName(name: String) { #expect(ArchiveName(FileName(name)) == nil) }
}
