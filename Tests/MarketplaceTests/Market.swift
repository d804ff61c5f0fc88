// A daemon in memory that hears the marketplace: what is said goes through the door that files go through.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders
import TestKit
import Testing

/// One warehouse in Moscow, which the marketplace calls 15588127982000, and nothing else configured.
final class Market {
    let world: World
    private var files = 0

    init(at start: String = "2026-11-23T10:00:00Z", _ change: (inout Policy) -> Void = { _ in }) {
        var policy = Policy(
            warehouses: [.market],
            services: [DeliveryService(id: ServiceID("ozon"), name: "Ozon", isIntegrated: true, fee: nil)],
            reasons: [
                Reason(code: ReasonCode("402"), text: "Other", by: [.seller], fault: .seller),
                Reason(code: ReasonCode("506"), text: "Cheaper", by: [.customer], fault: .customer),
            ])
        policy.services[ServiceID("ozon")]?.aliases = [ServiceID("24")]
        change(&policy)
        world = World(at: .at(start), policy: policy)
    }

    var now: Instant { world.clock.now }

    /// Drops a file of these bytes and lets a second pass; the records that the door found.
    @discardableResult
    func drop(_ text: String, named suffix: String = "json") throws -> [Record] {
        files += 1
        let records = try door(text, named: "f.\(suffix)")
        world.spool.drop("\(files).\(suffix)", records, at: now)
        try world.run(for: .seconds(1))
        return records
    }

    /// Drops one thing that the marketplace says; what became of it.
    @discardableResult
    func say(_ json: JSONValue) throws -> Outcome {
        let records = try drop(json.compact)
        #expect(records.count == 1)
        return try #require(world.outcome(ofFile: "\(files).json"))
    }

    func pass(_ span: Span) throws { try world.run(for: span) }

    func shipment(_ number: String = Market.posting) throws -> Shipment {
        try #require(world.shipment(ShipmentNumber(number)))
    }

    func order(_ number: String = "24219509-0020") throws -> Order {
        try #require(world.disk.docket(of: OrderNumber(number))?.docket.order)
    }

    /// What happened to a shipment, by name, reminders left out.
    func story(_ number: String = Market.posting) -> [String] {
        (world.story[ShipmentNumber(number)] ?? []).filter {
            if case .reminder = $0.cause { false } else { true }
        }.map(\.cause.name)
    }

    func deadlines(_ number: String = "24219509-0020") -> [DeadlineKind] {
        let deadlines = world.disk.docket(of: OrderNumber(number))?.deadlines ?? []
        return deadlines.map(\.key.kind).filter { $0 != .reminder }
    }

    static let posting = "24219509-0020-1"
}

/// What the door makes of a file.
func door(_ text: String, named name: String = "f.json", maximumEventBytes: Int = 1 << 20) throws -> [Record] {
    var reader = try #require(FileFormats(maximumEventBytes: maximumEventBytes).reader(forFileNamed: name))
    Array(text.utf8).withUnsafeBytes { reader.feed($0) }
    reader.finish()
    var records: [Record] = []
    while let record = reader.next() { records.append(record) }
    return records
}

/// A posting document as the marketplace writes it.
func posting(
    _ number: String = Market.posting, _ status: String = "awaiting_packaging",
    _ substatus: String? = "posting_created", _ more: [JSONMember] = []
) -> JSONValue {
    let product: JSONValue = [
        "sku": 180_550_365, "offer_id": "c-1", "name": "Coffee", "quantity": 2, "price": "279.0000",
        "currency_code": "RUB",
    ]
    let members: [JSONMember] = [
        JSONMember("posting_number", .string(number)), JSONMember("status", .string(status)),
        JSONMember("substatus", substatus.map { .string($0) } ?? .null),
        JSONMember(
            "delivery_method", ["id": 12345, "warehouse_id": 15_588_127_982_000, "tpl_provider_id": 24]),
        JSONMember("in_process_at", "2026-11-23T09:00:00Z"), JSONMember("shipment_date", "2026-11-25T10:00:00Z"),
        JSONMember("products", [product]),
    ]
    return .object(members.filter { old in !more.contains { $0.name == old.name } } + more)
}

/// A push message about the posting.
func push(_ type: String, _ members: [JSONMember], of number: String = Market.posting) -> JSONValue {
    .object(
        [JSONMember("message_type", .string(type)), JSONMember("posting_number", .string(number))] + members
            + [JSONMember("seller_id", 15)])
}

/// It is newly placed, as a message says it.
func newPosting(_ more: [JSONMember] = [], of number: String = Market.posting) -> JSONValue {
    let usual = [
        JSONMember("products", [["sku": 180_550_365, "quantity": 2]]),
        JSONMember("in_process_at", "2026-11-23T09:00:00Z"), JSONMember("warehouse_id", 15_588_127_982_000),
        JSONMember("shipment_date", "2026-11-25T10:00:00Z"),
    ]
    return push("TYPE_NEW_POSTING", usual.filter { old in !more.contains { $0.name == old.name } } + more, of: number)
}

func stateChanged(_ state: String, of number: String = Market.posting) -> JSONValue {
    push("TYPE_STATE_CHANGED", [JSONMember("new_state", .string(state))], of: number)
}

extension Warehouse {
    static var market: Warehouse {
        var warehouse = Warehouse(
            id: WarehouseID("msk-1"), name: "Moscow", zone: .named("Europe/Moscow"), workdays: Workdays(),
            packing: .calendar(
                shippingTimes: Dictionary(
                    uniqueKeysWithValues: Workdays().weekdays.map { ($0, TimeOfDay.at("13:00")) }), days: 1))
        warehouse.aliases = [WarehouseID("15588127982000")]
        return warehouse
    }
}

extension Outcome {
    var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    var words: String? {
        switch self {
        case .unchanged(let what), .waiting(let what): what
        case .refused(let refusal): refusal.text
        case .applied, .duplicate: nil
        }
    }
}

extension Record {
    var refusal: Refusal? {
        if case .failure(let refusal) = content { refusal } else { nil }
    }

    /// What is reported; nil for what is no report.
    var report: PostingReport? {
        guard case .success(let event) = content, case .order(_, .reported(let report)) = event.body else { return nil }
        return report
    }

    var isAside: Bool {
        guard case .success(let event) = content, case .aside = event.body else { return false }
        return true
    }
}
