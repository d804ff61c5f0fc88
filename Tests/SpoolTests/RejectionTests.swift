// rejected/: what was refused, why, and nothing of it twice or overwritten.

import CivilTime
import Engine
import Foundation
import Orders
import Testing

@testable import Spool

@Suite struct RejectionTests {
    @Test func onlyTheRefusedRecordsOfAFileAreRejectedAndTheFileIsDone() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.json", "good\nbad one\nrefuse two\nfine\nbad three")

        try spool.turn()

        #expect(try spool.names("rejected") == ["a.ndjson", "a.reason.json"])
        #expect(try spool.content("rejected/a.ndjson") == "bad one\nrefuse two\nbad three\n")
        #expect(try spool.accepted() == ["a.json"])
        #expect(spool.source.rejected == 1)
    }

    @Test func aFileOfNothingButRefusedRecordsIsRejectedWhole() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.json", "bad one\nrefuse two")

        try spool.turn()

        #expect(try spool.names("rejected") == ["a.json", "a.reason.json"])
        #expect(try spool.content("rejected/a.json") == "bad one\nrefuse two")
        #expect(try spool.names("new").isEmpty)
        #expect(try spool.names("done").isEmpty)
    }

    @Test func theReasonNamesLineMemberAndEvent() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.json", "good\nbad \"one\"\nrefuse two")

        try spool.turn()

        let json = Data(try spool.content("rejected/a.reason.json").utf8)
        let reasons = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: Any]])
        try #require(reasons.count == 2)
        #expect(Set(reasons[0].keys) == ["file", "line", "record", "pointer", "code", "expected", "found", "advice"])
        #expect(reasons[0]["file"] as? String == "a.json")
        #expect(reasons[0]["line"] as? Int == 2)
        #expect(reasons.map { $0["record"] as? Int } == [2, 3])
        #expect(reasons[0]["pointer"] as? String == "/data")
        #expect(reasons[0]["code"] as? String == "malformed")
        #expect(reasons[0]["found"] as? String == "bad \"one\"")
        #expect(reasons[1]["pointer"] is NSNull)
        #expect(reasons[1]["id"] as? String == "refuse two")
        #expect(reasons[1]["source"] as? String == "/test")
    }

    @Test func theRejectedCopyIsReadableForItsGroupWhateverTheSubmittersModeWas() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.json", "bad")
        chmod(spool.file("new/a.json"), 0o600)

        try spool.turn()

        for name in ["rejected/a.json", "rejected/a.reason.json"] {
            var status = stat()
            lstat(spool.file(name), &status)
            #expect(status.st_mode & 0o777 == 0o640)
        }
    }

    @Test func aSecondFileOfTheSameNameTakesTheNextNumber() throws {
        let spool = try SpoolFixture()
        for round in 1...3 {
            try spool.drop("a.json", "bad \(round)")
            try spool.turn()
        }
        try spool.drop("a.ndjson", "bad 4")
        try spool.turn()

        let pairs = ["a.2.json", "a.2.reason.json", "a.3.json", "a.3.reason.json", "a.4.ndjson", "a.4.reason.json"]
        #expect(try spool.names("rejected") == pairs + ["a.json", "a.reason.json"])
        #expect(try spool.content("rejected/a.json") == "bad 1")
        #expect(try spool.content("rejected/a.4.ndjson") == "bad 4")
        #expect(spool.source.rejected == 4)
    }

    /// A program that writes the same name each time has thousands of them refused.
    @Test(arguments: [0, 1, 2, 3, 7, 8, 1000, 1_000_000])
    func theNextNumberIsFoundWithFewQuestions(taken: Int) throws {
        var questions = 0
        let number = try RejectionDirectory.freeNumber { (number) throws(SystemError) in
            questions += 1
            return number > taken
        }
        #expect(number == taken + 1)
        #expect(questions <= 2 * (Int.bitWidth - taken.leadingZeroBitCount) + 1)
    }

    @Test func aGapMayBeFilledAndNothingIsOverwritten() throws {
        let spool = try SpoolFixture()
        for round in 1...6 {
            try spool.drop("a.json", "bad \(round)")
            try spool.turn()
        }
        for name in ["a.4.json", "a.4.reason.json"] { unlink(spool.file("rejected/" + name)) }
        for round in 7...9 {
            try spool.drop("a.json", "bad \(round)")
            try spool.turn()
        }

        let bodies = try spool.names("rejected").filter { !$0.contains("reason") }
        let kept = try bodies.map { try spool.content("rejected/" + $0) }
        #expect(kept.sorted() == [1, 2, 3, 5, 6, 7, 8, 9].map { "bad \($0)" })
    }

    @Test(arguments: ["a.ndjson", "a.reason.json"])
    func aNameThatIsTakenByHalfIsNotUsed(taken: String) throws {
        let spool = try SpoolFixture()
        try spool.write("rejected/" + taken, "somebody's")
        try Directory(path: spool.file("rejected")).open(FileName(taken), O_RDONLY).setModified(1)
        try spool.drop("a.ndjson", "bad")

        try spool.turn()

        #expect(try spool.content("rejected/" + taken) == "somebody's")
        #expect(try spool.names("rejected").filter { $0.contains(".2.") } == ["a.2.ndjson", "a.2.reason.json"])
    }

    @Test func filesOfOneStemAndOneTickHaveEachTheirOwnReason() throws {
        let spool = try SpoolFixture()
        for number in 0..<50 {
            try spool.drop("\(number).json", "bad")
            try spool.drop("\(number).ndjson", "bad")
        }

        try spool.turn()

        #expect(try spool.names("rejected").count == 200)
        #expect(spool.source.rejected == 100)
    }

    @Test func theLongestNameFitsWithItsReason() throws {
        let spool = try SpoolFixture()
        let name = String(repeating: "\u{44F}", count: 124) + ".ndjson"
        for _ in 0..<2 {
            try spool.drop(name, "bad")
            try spool.turn()
        }

        let names = try spool.names("rejected")
        #expect(names.count == 4)
        #expect(names.allSatisfy { $0.utf8.count <= 255 && !$0.contains("\\x") && $0.hasPrefix("\u{44F}") })
        #expect(try spool.names("new").isEmpty)
    }

    @Test func theRejectedAreCountedAgainWhenSomebodyTakesThemAway() throws {
        let spool = try SpoolFixture()
        try spool.drop("a.json", "bad")
        try spool.drop("b.json", "bad")
        try spool.turn()
        #expect(spool.source.rejected == 2)
        unlink(spool.file("rejected/a.json"))
        unlink(spool.file("rejected/a.reason.json"))

        try spool.turn()
        #expect(spool.source.rejected == 1)
        try spool.restart()
        #expect(spool.source.rejected == 1)
    }

    @Test func moreReasonsThanAnyoneReadsAreCounted() throws {
        let spool = try SpoolFixture()
        let lines = (0..<SpoolBounds.reasonsPerFile + 5).map { "bad \($0)" }
        try spool.drop("a.json", (lines + ["good"]).joined(separator: "\n"))

        try spool.turn()

        let json = Data(try spool.content("rejected/a.reason.json").utf8)
        let reasons = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: Any]])
        #expect(reasons.count == SpoolBounds.reasonsPerFile + 1)
        #expect(reasons.last?["found"] as? String == "5 more")
        #expect(try spool.content("rejected/a.ndjson") == lines.map { $0 + "\n" }.joined())
    }
}

@Suite struct LateRejectionTests {
    private let late = LateRejection(
        record: RecordID(file: FileID(inode: 77, changedAt: 1_700_000_000_123_456_789), index: 3), file: "a.json",
        text: "the event", refusal: Refusal(.orphaned, expected: "its order", found: "none", advice: "Drop both."))

    @Test func anEventThatWaitedInVainGetsItsPlace() throws {
        let spool = try SpoolFixture()

        #expect(try spool.follow([late]) == [late.record])
        #expect(try spool.names("rejected") == ["a.waiting-77-3.ndjson", "a.waiting-77-3.reason.json"])
        #expect(try spool.content("rejected/a.waiting-77-3.ndjson") == "the event\n")
        #expect(try spool.content("rejected/a.waiting-77-3.reason.json").contains("orphaned"))
    }

    @Test func theSameRejectionAfterACrashHasOnePlace() throws {
        let spool = try SpoolFixture()
        _ = try spool.follow([late])
        try spool.restart()

        #expect(try spool.source.reject([late]) == [late.record])
        #expect(spool.source.rejected == 1)
        #expect(try spool.names("rejected").count == 2)
    }

    @Test func anotherFileWithTheSameInodeHasItsOwnPlace() throws {
        let spool = try SpoolFixture()
        let another = LateRejection(
            record: RecordID(file: FileID(inode: 77, changedAt: 1_800_000_000_000_000_000), index: 3), file: "a.json",
            text: "another", refusal: late.refusal)

        _ = try spool.follow([late, another])
        #expect(try spool.content("rejected/a.waiting-77-3.2.ndjson") == "another\n")
        #expect(spool.source.rejected == 2)
    }
}
