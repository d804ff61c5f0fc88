// What a turn has decided so far: the dockets it works on, and the batch that grows from them.

import CivilTime
import HeapModule
import Orders

struct Draft {
    private struct Work {
        var stored: StoredDocket
        /// As they stand in the store.
        let deadlinesBefore: [Deadline]
        let wasOpen: Bool
        var isChanged = false
    }

    private var works: [OrderNumber: Work] = [:]
    private var numbers: [DocketID: OrderNumber] = [:]
    /// The earliest deadlines of the dockets worked on; what is out of date is dropped when it comes up.
    private var appointments = Heap<Appointment>()
    /// Tracking numbers that were assigned in this turn; who gave one up since then no longer has it.
    private var owners: [TrackingNumber: ShipmentNumber] = [:]
    /// The sources that are expected to speak.
    var feeds: Feeds
    private var transitions: [(transition: Transition, origin: Origin?)] = []
    private var batch: Batch
    private var lastDocket: DocketID
    /// How many arrivals were decided.
    private var count = 0
    private var bytes = 0

    init(mark: ClockMark, lastDocket: DocketID, feeds: Feeds) {
        batch = Batch(committedAt: .distantPast, mark: mark)
        self.lastDocket = lastDocket
        self.feeds = feeds
    }

    var isEmpty: Bool { count == 0 && !feeds.isChanged && batch.filings.isEmpty }

    func isFull(_ bounds: Engine.Bounds) -> Bool { count >= bounds.arrivals || bytes >= bounds.bytes }

    /// Whether a word about a replay was said: behind it nothing is decided before it is followed.
    var isReplayAffected: Bool { batch.replay != nil }

    /// Every docket that was looked at, with the position of its earliest deadline now.
    var earliest: [(docket: DocketID, position: Instant?)] {
        works.values.map { ($0.stored.id, $0.stored.earliestPosition) }
    }

    /// The whole, for one transaction.
    consuming func sealed(at committedAt: Instant, mark: ClockMark, after lastSeq: Int64) -> Batch {
        batch.committedAt = committedAt
        batch.mark = mark
        batch.dockets = works.values.filter(\.isChanged).map(\.stored).sorted { $0.id < $1.id }
        batch.feeds = feeds.changed
        batch.unexpected = feeds.ended
        batch.feedNews = feeds.news
        batch.opened = works.values.map { ($0.stored.docket.isOpen ? 1 : 0) - ($0.wasOpen ? 1 : 0) }.reduce(0, +)
        batch.history = transitions.enumerated().map { index, entry in
            HistoryEntry(
                seq: lastSeq + Int64(index) + 1, transition: entry.transition, committedAt: committedAt,
                origin: entry.origin)
        }
        return batch
    }

    // MARK: - Dockets

    func digest(of name: EventName) -> Digest? { batch.taken[name] }

    /// Whether a name was given back in this turn.
    func isReleased(_ name: EventName) -> Bool { batch.released.contains(name) }

    func isWorkingOn(_ id: DocketID) -> Bool { numbers[id] != nil }

    mutating func docket(of number: OrderNumber, in store: inout any OrderStore) throws(StoreFailure) -> StoredDocket {
        if let known = try knownDocket(of: number, in: &store) { return known }
        lastDocket = DocketID(rawValue: lastDocket.rawValue + 1)
        return adopt(StoredDocket(id: lastDocket, version: 0, docket: Docket(number: number), deadlines: []))
    }

    /// Nil when nothing was ever heard of the number.
    mutating func knownDocket(
        of number: OrderNumber, in store: inout any OrderStore
    ) throws(StoreFailure) -> StoredDocket? {
        if let work = works[number] { return work.stored }
        return try store.docket(of: number).map { adopt($0) }
    }

    mutating func docket(_ id: DocketID, in store: inout any OrderStore) throws(StoreFailure) -> StoredDocket? {
        if let number = numbers[id] { return works[number]?.stored }
        return try store.docket(id).map { adopt($0) }
    }

    private mutating func adopt(_ stored: StoredDocket) -> StoredDocket {
        works[stored.docket.number] = Work(
            stored: stored, deadlinesBefore: stored.deadlines, wasOpen: stored.docket.isOpen)
        numbers[stored.id] = stored.docket.number
        schedule(stored)
        return stored
    }

    private mutating func schedule(_ stored: StoredDocket) {
        guard let position = stored.earliestPosition else { return }
        appointments.insert(Appointment(position: position, docket: stored.id))
    }

    /// The earliest deadline of the dockets worked on.
    mutating func firstAppointment() -> Appointment? {
        while let first = appointments.min {
            if let number = numbers[first.docket], works[number]?.stored.earliestPosition == first.position {
                return first
            }
            appointments.removeMin()
        }
        return nil
    }

    /// Whose the tracking numbers are that decisions on a docket may ask for.
    func owners(
        for docket: Docket, with event: OrderEvent?, in store: inout any OrderStore
    ) throws(StoreFailure) -> [TrackingNumber: ShipmentNumber] {
        var result: [TrackingNumber: ShipmentNumber] = [:]
        for number in docket.trackingNumbers(with: event) {
            result[number] = try owner(of: number, in: &store)
        }
        return result
    }

    /// Whose a tracking number is. What this turn did to a shipment counts before what is stored of it.
    func owner(
        of number: TrackingNumber, in store: inout any OrderStore
    ) throws(StoreFailure) -> ShipmentNumber? {
        if let owner = owners[number], holds(owner, number) ?? false { return owner }
        guard let owner = try store.shipment(tracking: number) else { return nil }
        return holds(owner, number) ?? true ? owner : nil
    }

    /// Whether a shipment has a tracking number now; nil when this turn does not work on it.
    private func holds(_ shipment: ShipmentNumber, _ number: TrackingNumber) -> Bool? {
        guard let order = shipment.order.flatMap({ works[$0] })?.stored.docket.order else { return nil }
        return order[shipment]?.tracking?.number == number
    }

    // MARK: - Decided

    /// An arrival was decided, one way or another.
    mutating func count(_ arrival: Arrival) {
        count += 1
        if case .submission(let submission) = arrival { bytes += submission.record.length }
    }

    /// A record that is no event was refused.
    mutating func count(refused record: Record) { batch.refused.merge(record.refused, uniquingKeysWith: +) }

    /// A source spoke, whatever it said.
    mutating func hear(_ source: SourceName, at arrival: Instant) {
        batch.heard[source] = max(batch.heard[source] ?? arrival, arrival)
        feeds.hear(source, at: arrival)
    }

    mutating func record(_ receipt: Receipt) { batch.receipts.append(receipt) }

    mutating func record(_ rejection: Rejection) { batch.rejections.append(rejection) }

    mutating func record(_ filings: [Filing]) { batch.filings += filings }

    mutating func record(_ step: ReplayStep) { batch.replay = step }

    /// A name that was given back in this turn may be taken again: the store gives back first.
    mutating func take(_ event: Event) { batch.taken[event.name] = event.digest }

    /// A docket as the steps have left it.
    /// - Parameter arriving: the record that they began with; others had waited.
    mutating func record(_ docket: Docket, deadlines: [Deadline], steps: [Step], arriving: RecordID?) {
        guard var work = works[docket.number] else { return }
        work.isChanged = work.isChanged || work.stored.docket != docket
        owners.merge(docket.tracked) { _, latest in latest }
        work.stored.docket = docket
        work.stored.deadlines = deadlines
        works[docket.number] = work
        schedule(work.stored)
        for step in steps { record(step, work, arriving) }
    }

    /// A docket whose stored deadlines are not those of its state.
    mutating func refresh(_ docket: Docket, deadlines: [Deadline]) {
        works[docket.number]?.isChanged = true
        works[docket.number]?.stored.deadlines = deadlines
        if let work = works[docket.number] { schedule(work.stored) }
    }

    private mutating func record(_ step: Step, _ work: Work, _ arriving: RecordID?) {
        switch step {
        case .passed(let deadline, let transitions):
            append(transitions, from: nil)
            // One that was set in this same turn is in no store yet.
            guard let known = work.deadlinesBefore.first(where: { $0.key == deadline.key && $0.due == deadline.due })
            else { return }
            batch.fired.append(FiredDeadline(docket: work.stored.id, deadline: known))
        case .decided(let pending, let verdict):
            let receipt = record(verdict, of: pending)
            if pending.record == arriving { batch.receipts.append(receipt) } else { batch.fates.append(receipt) }
        }
    }

    private mutating func record(_ verdict: Verdict, of pending: PendingEvent) -> Receipt {
        switch verdict {
        case .applied(let transitions):
            append(transitions, from: pending.origin)
            return Receipt(pending, .applied, Timeliness(transitions))
        case .unchanged(let what): return Receipt(pending, .unchanged(what))
        case .contradicted(let contradiction):
            batch.warnings.append(Warning(contradiction, origin: pending.origin))
            return Receipt(pending, .unchanged(contradiction.text))
        case .waiting(let refusal): return Receipt(pending, .waiting(refusal.text))
        case .refused(let refusal): return Receipt(pending, .refused(refusal))
        }
    }

    /// An event that had waited was refused: its file was retired long ago, and its name is free again.
    mutating func releaseOrphans(_ steps: [Step], except arriving: RecordID?) {
        for case .decided(let pending, .refused(let refusal)) in steps where pending.record != arriving {
            batch.taken[pending.origin.event] = nil
            batch.released.append(pending.origin.event)
            batch.lateRejections.append(
                LateRejection(
                    record: pending.record, file: pending.origin.file, text: pending.origin.text, refusal: refusal))
            record(
                Rejection(
                    file: pending.origin.file, line: nil, subject: pending.event.subject,
                    submitter: pending.origin.submitter, event: pending.origin.event, refusal: refusal))
        }
    }

    /// An event's text stands in the first of its lines.
    private mutating func append(_ more: [Transition], from origin: Origin?) {
        for (index, transition) in more.enumerated() {
            transitions.append((transition, index == 0 ? origin : origin?.withoutText))
        }
    }
}

extension StoredDocket {
    /// The position of its earliest deadline; nil when it has none.
    package var earliestPosition: Instant? { deadlines.map(\.position).min() }
}
