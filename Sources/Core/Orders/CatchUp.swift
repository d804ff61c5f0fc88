// From where a shipment is by what we know to where the marketplace says that it is: the legal steps in between, made
// by the same functions that events use. A state that is behind ours is a stale one and changes nothing.

import CivilTime

/// Follows one report, step by step.
struct CatchUp {
    private var order: Order
    private let report: PostingReport
    private let now: Circumstances
    private var transitions: [Transition] = []
    /// What cannot be so by what we know.
    private var conflicts: [String] = []

    /// The shipment that the report is about is one of the order's.
    init(_ order: Order, _ report: PostingReport, at now: Circumstances) {
        self.order = order
        self.report = report
        self.now = now
    }

    /// What made the shipment known, with the tracking number that it came with.
    mutating func begin(with transitions: [Transition]) {
        add(transitions)
        guard isToBePacked, let number = report.tracking,
            case .transition(let after, _) = order.decideTrackingFound(report.number, number, at: now)
        else { return }
        order = after
    }

    /// What all of it comes to.
    var decision: Decision {
        guard !transitions.isEmpty else {
            return conflicts.isEmpty ? .unchanged(nothingNew) : .contradicted(contradiction)
        }
        var transitions = transitions
        transitions[transitions.count - 1].warnings += conflicts
        return .transition(order, transitions)
    }

    mutating func followReport() {
        if let parent = report.parent { take(order.decideParentFound(of: report.number, parent, at: now)) }
        take(order.decideDescribed(report, at: now))
        if case .cancelled(let cancellation) = shipment.state { return followCancelled(cancellation) }
        followContents()
        followHold()
        followCutoff()
        if let standing = report.standing { follow(standing) } else { followTracking() }
    }

    /// A message that names a new posting may come late: of a known one it tells only what nobody told before.
    mutating func fillIn() {
        if shipment.tracking == nil { followTracking() }
        if shipment.isPackedByCalendar { followCutoff() }
    }
}

// MARK: - Steps

extension CatchUp {
    private var shipment: Shipment {
        guard let shipment = order[report.number] else { preconditionFailure("\(report.number) is not known") }
        return shipment
    }

    private mutating func take(_ decision: Decision) {
        switch decision {
        case .transition(let after, let more):
            order = after
            add(more)
        case .unchanged: break
        case .contradicted(let contradiction): note(contradiction.text)
        case .refused(let refusal, _): note("expected \(refusal.expected), found \(refusal.found)")
        }
    }

    /// Each once, though a step may be tried several times on the way.
    private mutating func note(_ conflict: String) {
        if !conflicts.contains(conflict) { conflicts.append(conflict) }
    }

    private mutating func add(_ more: [Transition]) {
        transitions += more.map { transition in
            var derived = transition
            derived.derived = report.words
            return derived
        }
    }

    private mutating func followContents() {
        guard shipment.state.name == .awaitingPackaging, let items = report.itemsLeft else { return }
        take(order.decideLessened(report.number, to: items, at: now))
    }

    private mutating func followHold() {
        guard shipment.state.name == .awaitingPackaging, let standing = report.standing else { return }
        if standing.isHeld == true {
            if !shipment.isHeld { take(order.decidePassportAwaited(report.number, at: now)) }
        } else if shipment.isHeld, standing.isHeld == false || standing.state != .awaitingPackaging,
            standing.state != .cancelled
        {
            take(order.decidePassportProvided(at: now))
        }
    }

    private mutating func followCutoff() {
        guard let cutoff = report.newCutoff(of: shipment), shipment.state.name == .awaitingPackaging else { return }
        let isOver = cutoff.instant.map { $0 <= now.knownAt } ?? false
        let isPacked = report.standing.map { $0.state != .awaitingPackaging } ?? false
        guard !(isOver && isPacked) else { return }
        take(order.decideCutoffChanged(report.number, cutoff.instant, at: now))
    }

    private mutating func follow(_ standing: Standing) {
        if shipment.state.name.canReach(standing.state) { order.delivery = standing.state.delivery ?? order.delivery }
        followTracking()
        while let leg = shipment.state.name.leg(towards: standing.state) {
            let before = shipment.state.name
            take(decision(on: leg, towards: standing.state))
            guard shipment.state.name != before else { return }
            followTracking()
        }
        if shipment.state.name.excludes(standing.state) { note(conflict) }
    }

    private func decision(on leg: Leg, towards target: StateName) -> Decision {
        switch leg {
        case .packing: order.decidePacked(report.number, [], at: now)
        case .acceptance: order.decideAccepted(report.number, at: now)
        case .departure: order.decideCourierDeparted(report.number, at: now)
        case .arrival: order.decidePickupArrived(report.number, at: now)
        case .presumption: order.decidePresumed(report.number, at: now)
        case .confirmation: order.decideConfirmed(report.number, at: now)
        case .decline: order.decideDeclined(report.number, nil, at: now)
        case .resolution:
            order.decideResolved(
                report.number, target == .cancelled ? .cancelled : .delivered, nil,
                cancellation: report.cancellation.map { Cancellation($0, at: now) }, at: now)
        case .cancellation:
            order.decideCancelled(
                report.number, as: Cancellation(report.cancellation ?? ReportedCancellation(), at: now), at: now)
        }
    }

    private mutating func followTracking() {
        guard let number = report.tracking, number != shipment.tracking?.number else { return }
        if EventType.trackingAssigned.legalStates.contains(shipment.state.name) {
            take(order.decideTracking(report.number, Tracking(number: number, carrier: nil), at: now))
        } else if isToBePacked {
            take(order.decideTrackingFound(report.number, number, at: now))
        }
    }

    /// Here and by the report; what leads further gives the tracking number behind the packing.
    private var isToBePacked: Bool {
        shipment.state.name == .awaitingPackaging && report.standing?.state ?? .awaitingPackaging == .awaitingPackaging
    }

    private mutating func followCancelled(_ cancellation: Cancellation) {
        if let reported = report.cancellation, reported.by != nil || reported.reason != nil, cancellation.isOurs {
            return take(order.decideCancellationDescribed(report.number, reported, at: now))
        }
        let reported = report.standing ?? standingImplied(after: cancellation)
        guard let standing = reported, standing.state != .cancelled else { return }
        guard cancellation.isOurs else { return note(conflict) }
        take(order.decideCorrected(report, standing, at: now))
        followTracking()
    }

    /// A cut-off that is moved or withdrawn is that of a posting which is still to be packed.
    private func standingImplied(after cancellation: Cancellation) -> Standing? {
        let wasToBePacked = cancellation.reason == DeadlineKind.packingGrace.reason
        return report.newCutoff(of: shipment) != nil && wasToBePacked ? Standing(.awaitingPackaging) : nil
    }
}

// MARK: - Words

extension CatchUp {
    private var nothingNew: String {
        let known = shipment.state.name
        guard let standing = report.standing, standing.state != known else {
            let what = isOfMore ? "does not hold all that any more: a stale report" : "nothing is new"
            return "\(report.number) is \(known.words), and \(what)"
        }
        return "\(standing.state.words) was reported, and \(report.number) is \(known.words) already: a stale report"
    }

    private var isOfMore: Bool {
        guard let contents = report.contents, shipment.state.name == .awaitingPackaging else { return false }
        return shipment.items.portions.without(contents.items.portions) == nil
    }

    private var conflict: String { "the marketplace reports \(report.words), and it is \(shipment.state.name.words)" }

    private var contradiction: Contradiction {
        Contradiction(
            order: order.number, shipment: report.number, known: shipment.state.name, reported: report.words,
            text: conflicts.joined(separator: "; "))
    }
}

// MARK: - The way

/// What has to happen next on the way from one state to another.
enum Leg: Hashable, Sendable {
    case packing, acceptance, departure, arrival, presumption, confirmation, decline, resolution, cancellation
}

extension StateName {
    /// The next leg of the shortest way; nil where we are there, or where no way leads.
    func leg(towards target: StateName) -> Leg? {
        guard canReach(target) else { return nil }
        switch self {
        case .awaitingPackaging: return target == .cancelled ? .cancellation : .packing
        case .awaitingShipment: return target == .cancelled ? .cancellation : .acceptance
        case .accepted, .courierOnTheWay, .atPickUpPoint: return Self.legUnderWay(towards: target)
        case .presumablyDelivered: return target == .delivered ? .confirmation : .decline
        case .disputed: return .resolution
        case .delivered, .cancelled: return nil
        }
    }

    private static func legUnderWay(towards target: StateName) -> Leg? {
        switch target {
        case .courierOnTheWay: .departure
        case .atPickUpPoint: .arrival
        case .presumablyDelivered: .presumption
        case .delivered: .confirmation
        case .disputed: .decline
        case .cancelled: .cancellation
        case .awaitingPackaging, .awaitingShipment, .accepted: nil
        }
    }

    /// Whether a shipment in this state cannot be in the other one, now or before: a report of it is no stale one.
    func excludes(_ other: StateName) -> Bool {
        if self == other || canReach(other) { return false }
        switch self {
        case .cancelled: return true
        case .delivered: return other == .cancelled || other == .disputed
        case .awaitingPackaging, .awaitingShipment, .accepted, .courierOnTheWay, .atPickUpPoint, .presumablyDelivered,
            .disputed:
            return !other.canReach(self)
        }
    }

    /// The way of delivery that a shipment in this state is on; nil when it may be either.
    var delivery: Delivery? {
        switch self {
        case .courierOnTheWay: .courier
        case .atPickUpPoint: .pickup
        case .awaitingPackaging, .awaitingShipment, .accepted, .presumablyDelivered, .disputed, .delivered, .cancelled:
            nil
        }
    }
}

extension Cancellation {
    /// A deadline of ours did it.
    var isOurs: Bool { by == nil }

    /// It was one of a shipment that was still to be packed.
    var isOfUnpacked: Bool { [DeadlineKind.packingGrace.reason, DeadlineKind.passport.reason].contains(reason) }

    /// As the marketplace says it. Its own count of faults comes first, then the configured reason's, then whoever did
    /// it.
    init(_ reported: ReportedCancellation, at now: Circumstances) {
        let reason = reported.reason.flatMap { now.policy.reason(called: $0) }
        let party = reported.by ?? .marketplace
        self.init(
            at: now.effectiveAt, reason: (reason?.code ?? reported.reason ?? .unstated).rawValue, by: party,
            fault: reported.affectsRating ? .seller : reason?.fault ?? party)
    }
}

extension ReasonCode {
    /// Of a cancellation that the marketplace reported without a reason.
    package static let unstated = ReasonCode("unstated")
}
