// done/: names that tell arrival and submitter, a manifest that checks, and an end after `spool.keep`.

import CivilTime
import Engine
import Foundation
import Glibc
import Orders
import Testing

@testable import Spool

@Suite struct ArchiveTests {
    @Test func anAcceptedFileIsNamedAfterItsArrivalAndItsOwner() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        let status = try spool.status("new/a.ndjson")

        try spool.turn()

        let day = CivilDate(utc: Instant(nanoseconds: status.changedAt)).archiveName
        #expect(try spool.names("done") == [day])
        #expect(try spool.names("done/" + day) == ["\(status.changedAt)-\(geteuid())-a.ndjson", "SHA256SUMS"])
        #expect(try spool.content("done/\(day)/\(status.changedAt)-\(geteuid())-a.ndjson") == "event")
    }

    @Test func onlyTheDaemonMayLookIntoADay() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.ndjson", "event")
        try spool.turn()

        var status = stat()
        lstat(spool.file(try spool.doneDay()), &status)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func theManifestChecks() throws {
        let spool = try SpoolFixture()
        for name in ["a.ndjson", "with space.ndjson", "back\\slash.ndjson", "new\nline.ndjson"] {
            try spool.drop(name, "event in \(name.count)")
        }
        try spool.turn()

        let check = Process()
        check.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        check.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
        check.currentDirectoryURL = URL(fileURLWithPath: spool.file(try spool.doneDay()))
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
        #expect(try spool.content(spool.doneDay() + "/SHA256SUMS").split(separator: "\n").count == 4)
    }

    @Test func twoFilesThatWouldHaveOneNameAreBothKept() throws {
        let spool = try SpoolFixture()
        let long = String(repeating: "n", count: 240)
        try spool.drop(long + "-1.ndjson", "first")
        try spool.drop(long + "-2.ndjson", "second")
        // The change times may differ by a tick; a stamp from the future makes both arrive now.
        try spool.turn(began: soon() - .hours(1))

        let names = try spool.names(spool.doneDay()).filter { $0 != "SHA256SUMS" }
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.utf8.count <= 255 && $0.hasSuffix(".ndjson") })
        #expect(names.allSatisfy { ArchiveName(FileName($0)) != nil })
    }

    @Test func theDaysBeforeTheHorizonAreRemovedStepByStep() throws {
        let spool = try SpoolFixture()
        for day in ["2026-11-20", "2026-11-21", "not-a-day"] { mkdir(spool.file("done/" + day), 0o700) }
        for number in 0..<SpoolBounds.filesPerCleaning + 1 { try spool.write("done/2026-11-20/\(number)", "") }
        let horizon = Instant(milliseconds: 1_795_219_200_000)  // 2026-11-21T00:00:00Z

        #expect(CivilDate(utc: horizon).archiveName == "2026-11-21")
        #expect(try spool.source.clean(before: horizon))
        #expect(try spool.names("done/2026-11-20").count == 1)
        #expect(try !spool.source.clean(before: horizon))
        #expect(try spool.names("done") == ["2026-11-21", "not-a-day"])
    }

    @Test(arguments: ["2026-11-23", "1969-12-31", "2000-02-29"])
    func aDayIsReadAsItWasWritten(name: String) {
        #expect(CivilDate(archiveName: name)?.archiveName == name)
    }

    @Test(arguments: ["2026-11-31", "2026-1-1", "+026-11-23", "2026-11-23x", "2026-11", ""])
    func whatIsNoDayIsNone(name: String) { #expect(CivilDate(archiveName: name) == nil) }
}
