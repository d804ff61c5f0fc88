// The queue, played by hand: arrivals and deadlines of a few orders in the order of their positions, with no engine,
// no store and no clock.

import CivilTime
import Orders

/// Some orders, and all that happened to them up to an instant.
package struct Story: Sendable {
    package let policy: Policy
    package private(set) var dockets: [OrderNumber: Docket] = [:]
    /// Everything positioned up to here was decided.
    package private(set) var now: Instant
    package private(set) var steps: [Step] = []
    private var arrivals = 0

    package init(policy: Policy = .sample, from start: Instant = .distantPast) {
        self.policy = policy
        now = start
    }

    // MARK: - What happens

    /// An event arrives, after every deadline positioned at or before it has passed.
    /// - Parameter time: the event's own claim about when it happened, believed as far as its source is.
    @discardableResult
    package mutating func take(
        _ event: OrderEvent, of order: OrderNumber = .sample, at arrival: Instant, time: Instant? = nil,
        from source: SourceName = .wms
    ) -> Verdict {
        pass(to: arrival)
        arrivals += 1
        let pending = PendingEvent(
            event: event, origin: .sample(source, arrivals),
            record: RecordID(file: FileID(inode: UInt64(arrivals), changedAt: arrival.milliseconds), index: 0),
            arrivedAt: arrival, claimedAt: policy.claimedTime(time, from: source, arrivedAt: arrival))
        var docket = dockets[order] ?? Docket(number: order)
        let news = docket.take(pending, at: arrival, under: policy, owners: owners)
        dockets[order] = docket
        steps += news
        for case .decided(pending, let verdict) in news { return verdict }
        preconditionFailure("an event was taken and not decided")
    }

    /// Time passes: every deadline positioned at or before `instant` passes, in the order of the queue.
    package mutating func pass(to instant: Instant) {
        while let (order, deadline) = next, deadline.position <= instant {
            var docket = dockets[order] ?? Docket(number: order)
            let news = docket.pass(deadline, under: policy, owners: owners)
            precondition(!news.isEmpty, "a deadline that stands did nothing: \(deadline)")
            dockets[order] = docket
            steps += news
        }
        now = max(now, instant)
    }

    /// Time passes until the deadline of this kind has passed; nothing happens when none stands.
    package mutating func pass(through kind: DeadlineKind, of order: OrderNumber = .sample) {
        guard let deadline = deadlines(of: order).first(where: { $0.key.kind == kind }) else { return }
        pass(to: deadline.position)
    }

    /// The deadline that comes next in the queue.
    package var next: (order: OrderNumber, deadline: Deadline)? {
        let all = dockets.values.flatMap { docket in
            docket.deadlines(under: policy).map { (order: docket.number, deadline: $0) }
        }
        return all.min {
            ($0.deadline.position, $0.deadline.due, $0.order, $0.deadline.key)
                < ($1.deadline.position, $1.deadline.due, $1.order, $1.deadline.key)
        }
    }

    private var owners: [TrackingNumber: ShipmentNumber] {
        var owners: [TrackingNumber: ShipmentNumber] = [:]
        for shipment in dockets.values.flatMap({ $0.order?.shipments ?? [] }) {
            guard let tracking = shipment.tracking else { continue }
            owners[tracking.number] = shipment.number
        }
        return owners
    }

    // MARK: - What came of it

    package subscript(_ number: ShipmentNumber) -> Shipment? {
        number.order.flatMap { dockets[$0]?.order?[number] }
    }

    /// Everything that happened, in the order of its happening.
    package var transitions: [Transition] { steps.flatMap(\.transitions) }

    /// What happened to one shipment.
    package func transitions(of number: ShipmentNumber) -> [Transition] {
        transitions.filter { $0.shipment == number }
    }

    /// Every deadline of one order that stands, earliest first.
    package func deadlines(of order: OrderNumber = .sample) -> [Deadline] {
        dockets[order]?.deadlines(under: policy) ?? []
    }

    /// When the deadline of this kind falls due that stands for a shipment or its order; nil when none does.
    package func due(_ kind: DeadlineKind, of number: ShipmentNumber = .first) -> Instant? {
        let order = number.order ?? .sample
        return deadlines(of: order).first {
            $0.key.kind == kind && ($0.key.shipment == number || $0.key.shipment == nil)
        }?.due
    }
}

extension Story: CustomStringConvertible {
    /// What happened, one line each.
    package var description: String {
        transitions.map { "\($0.effectiveAt.rfc3339) \($0.shipment) \($0.cause.name): \($0.to.rawValue)" }
            .joined(separator: "\n")
    }
}

extension Step {
    package var transitions: [Transition] {
        switch self {
        case .passed(_, let transitions), .decided(_, .applied(let transitions)): transitions
        case .decided(_, .unchanged), .decided(_, .contradicted), .decided(_, .waiting), .decided(_, .refused): []
        }
    }
}

extension Verdict {
    /// `applied`, `unchanged`, `contradicted`, `waiting` or `refused`.
    package var word: String {
        switch self {
        case .applied: "applied"
        case .unchanged: "unchanged"
        case .contradicted: "contradicted"
        case .waiting: "waiting"
        case .refused: "refused"
        }
    }

    /// Why it was refused, or waits.
    package var refusal: Refusal? {
        switch self {
        case .refused(let refusal), .waiting(let refusal): refusal
        case .applied, .unchanged, .contradicted: nil
        }
    }

    package var warnings: [String] {
        if case .applied(let transitions) = self { transitions.flatMap(\.warnings) } else { [] }
    }
}

extension Origin {
    static func sample(_ source: SourceName, _ count: Int) -> Origin {
        Origin(event: EventName(source: source, id: "e\(count)"), file: "e\(count).json", submitter: 0, text: "{}")
    }
}
