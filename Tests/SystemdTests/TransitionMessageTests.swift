// The sentences people read: one or more for every cause, as they stand in the journal.

import CivilTime
import Engine
import Orders
import Systemd
import Testing

struct TransitionMessageTests {
    /// The sentence without the shipment's number and the zone.
    private func told(_ transition: Transition, after lateness: Span = .zero) -> String {
        let message = JournalRecord(entry(transition, after: lateness), isRepeat: false, zone: .utc).message
        return String(message.replacing("24219509-0020-1", with: "S").replacing(" (UTC)", with: ""))
    }

    @Test func anOverdueShipmentLeadsWithTheFactAndTheLocalDay() {
        let overdue = transition(.deadline(.packing)).with { $0.due = endOfMonday }
        #expect(
            JournalRecord(entry(overdue), isRepeat: false, zone: .utc).message
                == "24219509-0020-1 overdue: was to be packed by the end of Mon 23 Nov (UTC)")
    }

    @Test(
        arguments: [
            (.orderPlaced, .packing, "S placed: pack by the end of Tue 24 Nov"),
            (.orderPlaced, .passport, "S placed: the customer must give passport data by the end of Tue 24 Nov"),
            (.passportProvided, .packing, "S passport data given: pack by the end of Tue 24 Nov"),
            (.cutoffChanged, .packing, "S cut-off changed: pack by the end of Tue 24 Nov"),
            (.shipmentSplit, .packing, "S split: pack by the end of Tue 24 Nov"),
            (.itemRemoved, .packing, "S item removed: pack by the end of Tue 24 Nov"),
            (.shipmentPacked, .handOver, "S packed: hand over by the end of Tue 24 Nov"),
            (
                .deliveryPresumed, .disputeWindow,
                "S presumably delivered: the customer may dispute it by the end of Tue 24 Nov"
            ),
            (
                .cancellationRequested, .cancellationAnswer,
                "S asked to be cancelled by the customer: answer by the end of Tue 24 Nov"
            ),
            (
                .claimWithheld, .appealWindow,
                "S cost of a missing product withheld: appeal by the end of Tue 24 Nov"
            ),
        ] as [(EventType, DeadlineKind, String)])
    func anEventTellsWhatTheShipmentIsHeldToNext(type: EventType, next: DeadlineKind, text: String) {
        #expect(told(transition(.event(type)).with { $0.runs = [deadline(next, endOfTuesday)] }) == text)
    }

    @Test(
        arguments: [
            (.cutoffChanged, .awaitingPackaging, "S cut-off withdrawn"),
            (.itemRemoved, .cancelled, "S cancelled: its last item was removed (why)"),
            (.evidenceRecorded, .awaitingShipment, "S packing evidence recorded"),
            (.trackingAssigned, .awaitingShipment, "S tracking number assigned"),
            (.shipmentAccepted, .accepted, "S accepted for delivery"),
            (.courierDeparted, .courierOnTheWay, "S on its way with the courier"),
            (.pickupArrived, .atPickUpPoint, "S at the pick-up point"),
            (.deliveryConfirmed, .delivered, "S delivered: the customer has it"),
            (.receiptDeclined, .disputed, "S disputed: the customer declined the receipt (why)"),
            (.customerContacted, .disputed, "S customer contacted"),
            (.disputeResolved, .delivered, "S delivered: the dispute was resolved so"),
            (.disputeResolved, .cancelled, "S cancelled: the dispute was resolved so"),
            (.shipmentCancelled, .cancelled, "S cancelled (why)"),
            (.orderCancelled, .cancelled, "S cancelled with its order (why)"),
            (.cancellationAnswered, .cancelled, "S cancelled: the customer's request was approved"),
            (.cancellationAnswered, .accepted, "S goes on: the customer's request to cancel was refused"),
            (.appealFiled, .delivered, "S appeal filed against the withholding"),
            (.appealDecided, .delivered, "S appeal decided (why)"),
        ] as [(EventType, StateName, String)])
    func anEventTellsItsFact(type: EventType, state: StateName, text: String) {
        #expect(told(transition(.event(type), to: state).with { $0.reason = "why" }) == text)
    }

    @Test(
        arguments: [
            (.passport, "S cancelled: no passport data was given by the end of Mon 23 Nov"),
            (.packing, "S overdue: was to be packed by the end of Mon 23 Nov"),
            (.packingGrace, "S cancelled: overdue, and not packed by the end of Mon 23 Nov"),
            (.handOver, "S late: was to be handed over by the end of Mon 23 Nov"),
            (.handOverGrace, "S cancelled: late, and not handed over by the end of Mon 23 Nov"),
            (.disputeWindow, "S delivered: not disputed by the end of Mon 23 Nov"),
            (.cancellationAnswer, "S cancelled: the customer's request was not answered by the end of Mon 23 Nov"),
            (.appealWindow, "S withholding is final: no appeal was filed by the end of Mon 23 Nov"),
            (.waitingEvent, "S waiting event refused: what it waited for did not come by the end of Mon 23 Nov"),
            (.feedSilence, "S feed silent: an event was expected by the end of Mon 23 Nov"),
        ] as [(DeadlineKind, String)])
    func aPassedDeadlineTellsWhatFollows(kind: DeadlineKind, text: String) {
        #expect(told(transition(.deadline(kind)).with { $0.due = endOfMonday }) == text)
    }

    @Test(
        arguments: [
            (.packing, "pack S by Tue 24 Nov 00:30: 30min left"),
            (.passport, "get the customer's passport data for S by Tue 24 Nov 00:30: 30min left"),
            (.appealWindow, "appeal the withholding for S by Tue 24 Nov 00:30: 30min left"),
            (.cancellationAnswer, "answer the request to cancel S by Tue 24 Nov 00:30: 30min left"),
            (.handOver, "hand over S by Tue 24 Nov 00:30: 30min left"),
        ] as [(DeadlineKind, String)])
    func aReminderLeadsWithTheAction(kind: DeadlineKind, text: String) {
        #expect(told(transition(.reminder(of: kind)).with { $0.due = endOfMonday + .minutes(30) }) == text)
    }

    @Test func aReminderTellsWhatIsLeftWhenItIsGivenNotWhenItWasDue() {
        let reminder = transition(.reminder(of: .packing)).with { $0.due = endOfMonday + .hours(2) }
        #expect(told(reminder, after: .milliseconds(12)).hasSuffix(": 2h left"))
        #expect(told(reminder, after: .minutes(15)).hasSuffix(": 1h 45min left"))
        #expect(told(reminder, after: .seconds(7_170)).hasSuffix(": 30s left"))
        #expect(told(reminder, after: .hours(3)).hasSuffix(": it has passed"))
    }

    @Test func aRequestToCancelIsAnsweredByItsOwnDeadlineThoughAnotherIsEarlier() {
        let requested = transition(.event(.cancellationRequested), to: .awaitingShipment).with {
            $0.runs = [deadline(.handOver, endOfMonday), deadline(.cancellationAnswer, endOfTuesday)]
        }
        #expect(told(requested) == "S asked to be cancelled by the customer: answer by the end of Tue 24 Nov")
        let record = JournalRecord(entry(requested), isRepeat: false, zone: .utc)
        #expect(record["DEADLINE"] == "cancellation-answer")
    }

    @Test func aSecondWithholdingTellsItsOwnWindow() {
        let withheld = transition(.event(.claimWithheld), to: .delivered).with {
            $0.runs = [deadline(.appealWindow, endOfMonday), deadline(.appealWindow, endOfTuesday)]
        }
        #expect(told(withheld) == "S cost of a missing product withheld: appeal by the end of Tue 24 Nov")
    }

    @Test func aPartOfASplitTellsThatItIsNew() {
        #expect(told(transition(.event(.shipmentSplit)).with { $0.from = nil }) == "S split off")
    }

    @Test func aLatePackingSaysSo() {
        #expect(told(transition(.event(.shipmentPacked)).with { $0.reason = Lateness.reason }) == "S packed late")
    }

    @Test func whatAPersonShouldLookAtFollowsTheFact() {
        let packed = transition(.event(.shipmentPacked)).with { $0.warnings = ["no packing evidence", "two"] }
        #expect(told(packed) == "S packed; no packing evidence; two")
    }

    @Test func aDeadlineInsideADayIsToldWithItsTime() {
        let placed = transition(.event(.orderPlaced)).with {
            $0.runs = [deadline(.packing, endOfMonday + .seconds(46_805))]
        }
        #expect(told(placed) == "S placed: pack by Tue 24 Nov 13:00:05")
    }
}
