// What a transition's journal entry holds, field by field, and how urgent it is.

import CivilTime
import Engine
import Orders
import Systemd
import Testing

struct TransitionRecordTests {
    private func record(_ transition: Transition, after lateness: Span = .milliseconds(12)) -> JournalRecord {
        JournalRecord(entry(transition, after: lateness), isRepeat: false, zone: .utc)
    }

    @Test func anEventTellsWhatItDidWhereItCameFromAndWhatRunsNext() {
        let packed = transition(.event(.shipmentPacked), to: .awaitingShipment).with {
            $0.runs = [deadline(.handOver, endOfTuesday)]
            $0.reason = "late truck"
        }
        let record = JournalRecord(entry(packed, origin: origin), isRepeat: false, zone: .utc)
        #expect(
            record.fields == [
                JournalField("ORDER", "24219509-0020"), JournalField("SHIPMENT", "24219509-0020-1"),
                JournalField("EVENT", "shipment.packed"), JournalField("FROM", "awaiting-packaging"),
                JournalField("TO", "awaiting-shipment"), JournalField("DEADLINE", "hand-over"),
                JournalField("DUE", "2026-11-25T00:00:00Z"), JournalField("WAREHOUSE", "msk-1"),
                JournalField("SERVICE", "partner"), JournalField("DELIVERY_METHOD", "courier-msk"),
                JournalField("REASON", "late truck"), JournalField("EFFECTIVE_AT", "2026-11-24T00:00:00Z"),
                JournalField("LATENESS_USEC", "12000"), JournalField("SPOOL_FILE", "orders.ndjson"),
                JournalField("SUBMITTER_UID", "1000"), JournalField("EVENT_SOURCE", "/wms/msk-1"),
                JournalField("EVENT_ID", "a7c1"), JournalField("SEQ", "7"),
            ])
    }

    @Test func aPassedDeadlineTellsItsKindAndDueAndNobodySubmittedIt() {
        let record = record(
            transition(.deadline(.packing)).with {
                $0.due = endOfMonday
                $0.runs = [deadline(.packingGrace, endOfTuesday)]
            })
        #expect(record["EVENT"] == "deadline.packing")
        #expect(record["DEADLINE"] == "packing")
        #expect(record["DUE"] == "2026-11-24T00:00:00Z")
        #expect(record["SPOOL_FILE"] == nil)
        #expect(record["SUBMITTER_UID"] == nil)
    }

    @Test func theFirstTransitionOfAShipmentComesFromNowhere() {
        #expect(record(transition(.event(.orderPlaced)).with { $0.from = nil })["FROM"] == nil)
    }

    @Test func aRepeatSaysSo() {
        let entry = entry(transition(.event(.shipmentPacked)))
        #expect(JournalRecord(entry, isRepeat: true, zone: .utc)["REPEAT"] == "1")
        #expect(JournalRecord(entry, isRepeat: false, zone: .utc)["REPEAT"] == nil)
    }

    @Test(arguments: everyCause) func everyCauseHasFieldsThatJournaldTakes(cause: Cause) {
        let record = record(transition(cause).with { $0.due = endOfMonday })
        #expect(record["EVENT"] == cause.name)
        #expect(record.messageID == MessageID(cause))
        #expect(record.message.contains(shipment.rawValue))
        for field in record.fields {
            #expect(field.name.wholeMatch(of: /[A-Z][A-Z0-9_]{0,63}/) != nil)
        }
        #expect(Set(record.fields.map(\.name)).count == record.fields.count)
    }
}

struct TransitionPriorityTests {
    private func priority(_ transition: Transition, after lateness: Span = .zero) -> JournalPriority {
        JournalRecord(entry(transition, after: lateness), isRepeat: false, zone: .utc).priority
    }

    @Test(arguments: EventType.allCases) func anEventIsANoticeUnlessAPersonShouldLookAtIt(type: EventType) {
        #expect(priority(transition(.event(type))) == .notice)
        #expect(priority(transition(.event(type)).with { $0.warnings = ["no packing evidence"] }) == .warning)
    }

    @Test(arguments: [DeadlineKind.packing, .handOver]) func aShipmentThatIsLateIsAWarning(kind: DeadlineKind) {
        #expect(priority(transition(.deadline(kind))) == .warning)
    }

    @Test(arguments: [DeadlineKind.passport, .packingGrace, .handOverGrace, .cancellationAnswer])
    func aCancellationByADeadlineIsAWarning(kind: DeadlineKind) {
        #expect(priority(transition(.deadline(kind), to: .cancelled)) == .warning)
    }

    @Test func deliveryByTheDisputeWindowIsANotice() {
        let delivered = transition(.deadline(.disputeWindow), to: .delivered).with { $0.from = .presumablyDelivered }
        #expect(priority(delivered) == .notice)
    }

    @Test func aReminderIsAWarningUntilItsDeadlineHasPassed() {
        let reminder = transition(.reminder(of: .packing)).with { $0.due = endOfMonday + .minutes(30) }
        #expect(priority(reminder) == .warning)
        #expect(priority(reminder, after: .milliseconds(1_799_999)) == .warning)
        #expect(priority(reminder, after: .minutes(30)) == .debug)
    }
}
