// A whole daemon in memory: a clock, a spool, a disk, and lives of an engine between them that can end at any moment.

import CivilTime
import Engine
import Orders

/// What outlives a daemon, and the one that runs, if one does.
package final class World {
    package let clock: VirtualClock
    package let spool = ListedSpool()
    package let disk = MemoryDisk()
    package let reports = RecordedReports()
    package var policy: Policy
    package var limits = ClockGuard.Limits()
    package var sabotage: (Int) -> Sabotage? = { _ in nil }
    /// Makes each life's agenda.
    package var agenda: () -> any Agenda = { WheelAgenda() }
    /// Makes each life's store.
    package lazy var store: () throws(StoreFailure) -> any OrderStore = { [unowned self] in
        MemoryOrderStore(self.disk, sabotage: self.sabotage)
    }
    private var engine: Engine?

    package init(at start: Instant, policy: Policy = .simulated, isSynchronised: Bool = true) {
        clock = VirtualClock(start, isSynchronised: isSynchronised)
        self.policy = policy
    }

    package var heldReason: String? { engine?.heldReason }

    /// The daemon starts, unless it runs.
    package func start(bounds: Engine.Bounds = Engine.Bounds()) throws(StoreFailure) {
        guard engine == nil else { return }
        engine = try Engine(
            store: try store(), source: ListedArrivals(spool), reporter: reports, wallClock: clock, agenda: agenda(),
            policy: policy, operators: [0], limits: limits, bounds: bounds)
    }

    /// The daemon that runs takes `policy` as its new settings.
    package func reload() { engine?.reload(policy: policy, operators: [0], limits: limits) }

    /// The daemon is gone, with all it had in memory.
    package func kill() { engine = nil }

    /// One turn of the daemon that runs.
    package func turn() throws(StoreFailure) -> Engine.Rest {
        guard engine != nil else { return .until(nil) }
        return try engine?.turn() ?? .until(nil)
    }

    /// Time passes until `target`, with a turn whenever the daemon asks for one, as its event loop would.
    package func run(to target: Instant) throws(StoreFailure) {
        try start()
        while true {
            switch try turn() {
            case .none: continue
            case .until(let wanted):
                if clock.now >= target { return }
                let next = max(wanted ?? target, clock.now + .milliseconds(1))
                clock.pass(to: min(next, target))
            }
        }
    }

    package func run(for span: Span) throws(StoreFailure) { try run(to: clock.now + span) }

    /// Time passes and nobody runs.
    package func sleep(to instant: Instant) {
        kill()
        clock.pass(to: instant)
    }

    /// What became of a record at last; nil until its file is retired.
    package func outcome(ofFile name: String, record index: Int = 0) -> Outcome? {
        guard let record = spool.record(index, ofFile: name), spool.retired[record] != nil else { return nil }
        return disk.outcome(of: record)
    }

    package func shipment(_ number: ShipmentNumber) -> Shipment? {
        number.order.flatMap { disk.docket(of: $0)?.docket.order?[number] }
    }

    /// What happened to each shipment, without what may differ: when it was committed, and its number in the journal.
    package var story: [ShipmentNumber: [Transition]] {
        Dictionary(grouping: disk.history.map(\.transition), by: \.shipment)
    }

    /// Every docket as it stands.
    package var dockets: [OrderNumber: Docket] {
        Dictionary(uniqueKeysWithValues: disk.dockets.values.map { ($0.docket.number, $0.docket) })
    }
}

extension Policy {
    /// One warehouse that packs in an hour, everything else as the marketplace has it.
    package static var simulated: Policy {
        Policy(
            warehouses: [
                Warehouse(
                    id: WarehouseID("express"), name: "Express", zone: .utc, workdays: Workdays(),
                    packing: .span(.hours(1)))
            ],
            sources: [
                EventSource(name: SourceName("/feeds/trusted"), role: .marketplace, trustedBackdating: .hours(24))
            ])
    }
}

extension Event {
    /// An event as the door would have made it.
    package static func sample(
        _ id: String, _ order: OrderNumber, _ event: OrderEvent, time: Instant? = nil, source: String = "/wms"
    ) -> Event {
        let content = "\(order) \(event) \(time.map { "\($0)" } ?? "")"
        return Event(
            name: EventName(source: SourceName(source), id: id), time: time, body: .order(order, event),
            digest: Digest(bytes: Array(content.utf8)), text: "{\"id\":\"\(id)\"}")
    }

    /// A carrier's status, by tracking number.
    package static func sample(
        _ id: String, _ tracking: TrackingNumber, _ status: ShipmentStatus, time: Instant? = nil,
        source: String = "/feeds/trusted"
    ) -> Event {
        let content = "\(tracking) \(status) \(time.map { "\($0)" } ?? "")"
        return Event(
            name: EventName(source: SourceName(source), id: id), time: time, body: .tracked(tracking, status),
            digest: Digest(bytes: Array(content.utf8)), text: "{\"id\":\"\(id)\"}")
    }

    package static func control(_ id: String, _ control: ControlEvent) -> Event {
        Event(
            name: EventName(source: SourceName("/ctl"), id: id), time: nil, body: .control(control),
            digest: Digest(bytes: Array(id.utf8)), text: "{}")
    }
}

extension Placement {
    package static func simulated(isFromAbroad: Bool = false, packBy: Instant? = nil) -> Placement {
        let price = Money(minorUnits: 27_900, currency: .ruble)
        return Placement(
            warehouse: WarehouseID("express"), service: ServiceID("own"), deliveryMethod: DeliveryMethodID("courier"),
            delivery: .courier, isFromAbroad: isFromAbroad,
            items: [Item(sku: SKU("1"), name: "Coffee", quantity: Quantity(2), price: price)], createdAt: nil,
            paidAt: nil, packBy: packBy)
    }
}

extension Currency {
    package static var ruble: Currency {
        guard let ruble = Currency("RUB") else { preconditionFailure("RUB is an ISO 4217 code") }
        return ruble
    }
}
