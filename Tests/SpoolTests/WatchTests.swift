// The watch wakes for whatever may make a file complete.

import Engine
import Glibc
import Testing

@testable import Spool

@Suite struct WatchTests {
    @Test func nothingHappenedYet() throws {
        let spool = try SpoolFixture()
        let watch = try SpoolWatch(path: spool.path)

        try spool.write("tmp/a.json", "event")
        #expect(watch.drain() == [])
    }

    @Test(arguments: ["renamed", "written", "linked", "made readable"])
    func aFileThatMayHaveBecomeCompleteWakes(how: String) throws {
        let spool = try SpoolFixture()
        try spool.write("tmp/a.json", "event")
        try spool.write("new/b.json", "event")
        let watch = try SpoolWatch(path: spool.path)

        switch how {
        case "renamed": rename(spool.file("tmp/a.json"), spool.file("new/a.json"))
        case "written": try spool.write("new/b.json", "more")
        case "linked": link(spool.file("tmp/a.json"), spool.file("new/a.json"))
        default: chmod(spool.file("new/b.json"), 0o666)
        }

        var ready = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&ready, 1, 0) == 1)
        #expect(watch.drain() == .arrival)
        #expect(watch.drain() == [])
    }

    @Test func manyEventsAreDrainedAtOnce() throws {
        let spool = try SpoolFixture()
        let watch = try SpoolWatch(path: spool.path)
        for number in 0..<2000 { try spool.write("new/a-rather-long-name-\(number).json", "") }

        #expect(watch.drain() == .arrival)
        #expect(watch.drain() == [])
    }

    @Test func aDirectoryThatIsMovedAwayIsNoticed() throws {
        let spool = try SpoolFixture()
        let watch = try SpoolWatch(path: spool.path)
        rename(spool.file("new"), spool.file("elsewhere"))

        #expect(watch.drain().contains(.directoryGone))
    }

    @Test func aDirectoryThatIsNotThereCannotBeWatched() {
        #expect(throws: IntakeFailure.self) { try SpoolWatch(path: "/nonexistent") }
    }
}
