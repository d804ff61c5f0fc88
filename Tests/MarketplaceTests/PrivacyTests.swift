// What is personal is neither stored nor said: planted everywhere, and looked for everywhere.

import CivilTime
import Engine
import EventFormats
import Foundation
import JSON
import Orders
import Store
import Systemd
import TestKit
import Testing

@Suite struct PrivacyTests {
    static let secret = "Ivanova-secret"

    private static let planted: [JSONMember] = {
        let person: JSONValue = [
            "name": .string(secret), "phone": .string(secret), "address": ["city": .string(secret)],
        ]
        let cancellation: JSONValue = [
            "cancel_reason_id": 506, "cancel_reason": .string(secret), "cancellation_type": "customer",
        ]
        return [
            JSONMember("addressee", person), JSONMember("customer", person),
            JSONMember("analytics_data", ["city": .string(secret), "delivery_type": .string("PVZ \(secret)")]),
            JSONMember("barcodes", ["upper_barcode": .string(secret)]), JSONMember("financial_data", person),
            JSONMember("cancellation", cancellation), JSONMember("optional", person),
            JSONMember("order_number", person),
            JSONMember("substatus", .string("posting_\(secret)")), JSONMember("courier", person),
        ]
    }()

    private static let files: [(String, String)] = {
        let refused = [JSONMember("delivery_method", ["warehouse_id": 77, "name": .string(secret)])]
        let postings = [
            posting("1-1", "awaiting_packaging", nil, planted), posting("1-1", "delivered", nil, planted),
            posting("1-1", "cancelled", nil, planted), posting("2-1", "string", nil, planted),
            posting("3-1", "delivering", nil, planted + refused), posting("4-1", "cancelled", nil, planted),
            posting("5-1", "awaiting_packaging", nil, planted),
        ]
        let pushes: [JSONValue] = [
            ["message_type": "TYPE_NEW_MESSAGE", "data": [.string(secret)], "user": ["id": .string(secret)]],
            push("TYPE_POSTING_CANCELLED", [JSONMember("reason", ["id": 506, "message": .string(secret)])], of: "9-1"),
            push("TYPE_NEW_POSTING", [JSONMember("comment", .string(secret))], of: "8-1"),
            push("TYPE_POSTING_CANCELLED", [JSONMember("reason", .string(secret))], of: "5-1"),
            push("TYPE_POSTING_CANCELLED", [JSONMember("reason", ["id": .string(secret)])], of: "7-1"),
            .string(postings[0].compact), .array([.string(secret)]),
            push("TYPE_STATE_CHANGED", [JSONMember("new_state", .null), JSONMember("x", .string(secret))], of: "8-1"),
        ]
        let wrapped: JSONValue = ["result": ["postings": .array(postings), "note": .string(secret)]]
        return [("a.json", wrapped.compact)]
            + pushes.enumerated().map { ("p\($0.offset).json", $0.element.compact) }
    }()

    @Test func nothingPersonalIsStoredOrSaid() throws {
        let directory = ScratchDirectory()
        let market = Market()
        var policy = market.world.policy
        policy.windows.waitingEvent = .hours(1)
        market.world.policy = policy
        market.world.store = { () throws(StoreFailure) in
            try SQLiteOrderStore(path: "\(directory.path)/orders.db", ballastBytes: 0)
        }
        for (name, text) in Self.files {
            market.world.spool.drop(name, try door(text, named: name), at: market.now)
            try market.pass(.minutes(1))
        }
        try market.pass(.hours(2))
        #expect(market.world.reports.entries.count > 5 && market.world.reports.rejections.count > 3)
        #expect(market.world.reports.warnings.count == 1)
        let secret = Data(Self.secret.utf8)
        for file in ["orders.db", "orders.db-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: "\(directory.path)/\(file)"))
            #expect(bytes.count > 10_000 && bytes.range(of: secret) == nil, "\(file)")
        }
        market.world.kill()
        let reports = market.world.reports
        let records =
            reports.entries.map { JournalRecord($0, isRepeat: false, zone: .utc) }
            + reports.rejections.map { JournalRecord($0) }
            + reports.warnings.map { JournalRecord($0, isRepeat: false) }
        for record in records { #expect(!record.line.contains(Self.secret), "\(record.line)") }
        for late in market.world.spool.lateRejections { #expect(!late.text.contains(Self.secret)) }
    }

    @Test func aRefusedRecordIsKeptWhole() throws {
        let records = try door(Self.files[0].1)
        #expect(records.filter { $0.refusal != nil }.allSatisfy { $0.text.contains(Self.secret) })
        #expect(records.allSatisfy { $0.refusal?.text.contains(Self.secret) != true })
    }

    @Test func whatIsKeptCanBeReadAgain() throws {
        for (_, text) in Self.files {
            for record in try door(text) {
                guard case .success(let event) = record.content, let report = record.report else { continue }
                #expect(try door(event.text).first?.report == report)
            }
        }
    }
}
