// Refusals and what the daemon says of itself.

import Engine
import Orders
import Systemd
import Testing

struct NoticeRecordTests {
    @Test func aRefusalIsAWarningWithItsPlaceAndItsReason() {
        let record = JournalRecord(rejection)
        #expect(record.priority == .warning)
        #expect(
            record.message
                == "orders.ndjson:3 (24219509-0020) refused: /data/quantity: expected a whole number from 1 to 1000000,"
                + " found \"two\". Write the quantity as a number.")
        #expect(
            record.fields == [
                JournalField("SPOOL_FILE", "orders.ndjson"), JournalField("SPOOL_LINE", "3"),
                JournalField("SPOOL_RECORD", "7"), JournalField("SUBMITTER_UID", "1000"),
                JournalField("EVENT_SOURCE", "/wms/msk-1"), JournalField("EVENT_ID", "a7c1"),
                JournalField("EVENT_SUBJECT", "24219509-0020"), JournalField("REFUSAL", "malformed"),
                JournalField("POINTER", "/data/quantity"),
                JournalField("EXPECTED", "a whole number from 1 to 1000000"), JournalField("FOUND", "\"two\""),
            ])
    }

    @Test func aRefusedFileThatHoldsNoEventTellsWhatIsKnown() {
        let refusal = Refusal(.unreadable, expected: "a regular file", found: "a fifo", advice: "Remove it.")
        let record = JournalRecord(Rejection(file: "pipe", line: nil, submitter: nil, event: nil, refusal: refusal))
        #expect(record.message == "pipe refused: expected a regular file, found a fifo. Remove it.")
        #expect(record.fields.map(\.name) == ["SPOOL_FILE", "REFUSAL", "EXPECTED", "FOUND"])
    }

    @Test(arguments: zip(everyNotice, [6, 6, 3, 6, 3, 3, 5, 3, 5, 3, 4, 4, 5, 3, 5, 3, 3, 5]))
    func aNoticeIsAnErrorWhenAPersonMustActOnTheService(notice: Notice, priority: Int) {
        #expect(JournalRecord(notice).priority.rawValue == priority)
    }

    @Test(arguments: everyNotice) func aNoticeHasItsReasonInTheSentenceAndInAField(notice: Notice) {
        let record = JournalRecord(notice)
        #expect(!record.message.isEmpty)
        if let reason = record["REASON"] { #expect(record.message.hasSuffix(": \(reason)")) }
    }

    @Test func aSilentSourceIsNamedWithWhatWasExpectedOfIt() {
        let record = JournalRecord(.feed(silentFeed, isRepeat: false))
        #expect(
            record.message == "/feeds/partner is silent: an event was expected by Mon 23 Nov 10:00 (UTC);"
                + " the last came Mon 23 Nov 09:00")
        #expect(
            record.fields == [
                JournalField("SOURCE", "/feeds/partner"), JournalField("DEADLINE", "feed-silence"),
                JournalField("DUE", "2026-11-23T10:00:00Z"), JournalField("LAST_EVENT", "2026-11-23T09:00:00Z"),
            ])
    }

    @Test func aSourceThatSpeaksAgainIsToldWithWhenAndARepeatIsMarked() {
        let record = JournalRecord(.feed(speakingFeed, isRepeat: true))
        #expect(record.message == "/feeds/partner speaks again: an event came Mon 23 Nov 12:20 (UTC)")
        #expect(record["LAST_EVENT"] == "2026-11-23T12:20:00Z" && record["REPEAT"] == "1")
    }

    @Test func aStartTellsItsVersionAndWhatIsOpen() {
        let record = JournalRecord(.started(open: 12, version: "1.0.0"))
        #expect(record.message == "cutoffd 1.0.0 started: 12 open")
        #expect(record["OPEN"] == "12")
    }
}
