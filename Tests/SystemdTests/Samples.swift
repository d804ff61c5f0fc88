// Transitions to tell of: each test changes only what matters to it.

import CivilTime
import Engine
import Orders

let shipment = ShipmentNumber("24219509-0020-1")

/// 2026-11-24T00:00:00Z, the first instant after Mon 23 Nov.
let endOfMonday = Instant(milliseconds: 1_795_478_400_000)
/// The first instant after Tue 24 Nov.
let endOfTuesday = endOfMonday + .days(1)

func deadline(_ kind: DeadlineKind, _ due: Instant) -> Deadline {
    Deadline(key: DeadlineKey(kind, shipment: shipment), due: due, position: due)
}

func transition(_ cause: Cause, to state: StateName = .awaitingPackaging) -> Transition {
    Transition(
        order: OrderNumber("24219509-0020"), shipment: shipment, cause: cause, from: .awaitingPackaging, to: state,
        effectiveAt: endOfMonday, warehouse: WarehouseID("msk-1"), service: ServiceID("partner"),
        deliveryMethod: DeliveryMethodID("courier-msk"), reason: nil, due: nil, runs: [], isOverdue: false,
        isHeld: false, warnings: [])
}

extension Transition {
    func with(_ change: (inout Transition) -> Void) -> Transition {
        var copy = self
        change(&copy)
        return copy
    }
}

func entry(_ transition: Transition, after lateness: Span = .milliseconds(12), origin: Origin? = nil) -> HistoryEntry {
    HistoryEntry(
        seq: 7, transition: transition, committedAt: transition.effectiveAt + lateness, origin: origin)
}

let feed = EventName(source: SourceName("/wms/msk-1"), id: "a7c1")

let origin = Origin(event: feed, file: "orders.ndjson", submitter: 1000, text: "{}")

/// Every cause there is.
let everyCause: [Cause] =
    EventType.allCases.map(Cause.event) + DeadlineKind.allCases.map(Cause.deadline)
    + DeadlineKind.allCases.map(Cause.reminder) + Finding.allCases.map(Cause.finding)

let everyNotice: [Notice] = [
    .started(open: 12, version: "1.0.0"), .stopped, .startWaits("the store is locked"), .reloaded(ignored: []),
    .reloadFailed("a bad zone"),
    .held("the clock jumped"),
    .released("the clock is synchronised"), .intakeStopped("the disk is full"), .intakeResumed,
    .storeFull("no room"), .spoolWarning("new/folder is a directory"), .feed(silentFeed, isRepeat: false),
    .feed(speakingFeed, isRepeat: true),
    .metricsStopped("no room"), .metricsResumed,
    .archiveAhead("done/ has 2 files"), .replayStopped("a file is damaged"), .replayEnded("2 files replayed"),
]

/// A partner that was to speak every hour, spoke at 09:00, and not again until 10:00.
let silentFeed = Feed(
    source: SourceName("/feeds/partner"), every: .hours(1),
    state: .silent(since: Instant(milliseconds: 1_795_428_000_000)),
    lastEvent: Instant(milliseconds: 1_795_424_400_000))

/// The same, when it spoke at 12:20.
let speakingFeed = Feed(
    source: SourceName("/feeds/partner"), every: .hours(1),
    state: .expected(by: Instant(milliseconds: 1_795_440_000_000)),
    lastEvent: Instant(milliseconds: 1_795_436_400_000))

let warning = Warning(
    Contradiction(
        order: OrderNumber("24219509-0020"), shipment: ShipmentNumber("24219509-0020-1"), known: .delivered,
        reported: "cancelled", text: "the marketplace reports cancelled, and it is delivered"),
    origin: origin)

let rejection = Rejection(
    file: "orders.ndjson", line: 3, record: 7, subject: "24219509-0020", submitter: 1000, event: feed,
    refusal: Refusal(
        .malformed, at: "/data/quantity", expected: "a whole number from 1 to 1000000", found: "\"two\"",
        advice: "Write the quantity as a number."))
