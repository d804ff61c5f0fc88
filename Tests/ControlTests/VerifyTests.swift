// cutoffctl verify against a store that somebody has meddled with: each thing that it claims to check.

import Configuration
import Engine
import Orders
import Testing

@testable import Store
@testable import cutoffctl

@Suite struct VerifyTests {
    private let shop: Shop

    /// A-1 is delivered: sold for 658.00 with a fee of 65.80; of it c1 is withheld, and c2 was paid back. B-1 is to be
    /// packed.
    init() throws {
        shop = try Shop()
        try shop.open()
        try shop.place("A")
        try shop.place("B")
        for step in [
            ["pack", "A-1"], ["record", "shipment.accepted", "A-1"], ["record", "delivery.confirmed", "A-1"],
            withheld("c1", "1", "279.00"), withheld("c2", "2", "100.00"),
            ["appeal", "A-1", "c2", "--evidence", "https://video.example/1"],
            ["record", "appeal.decided", "A-1", "claim=c2", "outcome=refunded"],
        ] {
            let ran = try shop.run(step)
            try #require(ran.status == 0, "\(ran)")
        }
        shop.close()
    }

    private func withheld(_ claim: String, _ sku: String, _ amount: String) -> [String] {
        [
            "record", "claim.withheld", "A-1", "claim=\(claim)", "sku=\(sku)", "quantity=1", "amount=\(amount)",
            "currency=RUB",
        ]
    }

    /// What verify says after `sql` was run on the store.
    private func findings(after sql: String) throws -> [String] {
        let connection = try Connection(path: shop.settings.store.path, access: .readWrite, patience: 0)
        try connection.execute(sql)
        let ran = try shop.run("verify")
        #expect(ran.status == (ran.lines.isEmpty ? 0 : 1), "\(ran)")
        return ran.lines
    }

    @Test func aStoreThatNobodyMeddledWithIsSound() throws {
        #expect(try findings(after: "SELECT 1") == [])
    }

    // MARK: - Accounts

    /// `@` stands for A-1 in the snapshot of A; its account is sale, fee, withholding c1, withholding c2, refund c2.
    @Test(arguments: [
        ("json_set(@, '$.account[0].amount.minorUnits', 65799)", "sold for 658.00 RUB, its account says 657.99 RUB"),
        (
            "json_insert(@, '$.account[#]', json_extract(@, '$.account[0]'))",
            "sold for 658.00 RUB, its account says 1316.00 RUB"
        ),
        ("json_set(@, '$.account[1].amount.minorUnits', 6580)", "a service fee of 65.80 RUB that no sale has"),
        ("json_set(@, '$.account[1].amount.minorUnits', -65801)", "a service fee of -658.01 RUB that no sale has"),
        ("json_set(@, '$.account[1].amount.currency', 'USD')", "a service fee of -65.80 USD that no sale has"),
        (
            "json_insert(@, '$.account[#]', json_extract(@, '$.account[1]'))",
            "a service fee of -65.80 RUB that no sale has"
        ),
        ("json_set(@, '$.account[2].amount.minorUnits', -27899)", "its withholdings are not those of its claims"),
        ("json_set(@, '$.account[2].claim', 'c3')", "its withholdings are not those of its claims"),
        ("json_remove(@, '$.account[2]')", "its withholdings are not those of its claims"),
        (
            "json_insert(@, '$.account[#]', json_extract(@, '$.account[3]'))",
            "its withholdings are not those of its claims"
        ),
        ("json_remove(@, '$.account[4]')", "its refunds are not those of its claims"),
        ("json_set(@, '$.account[4].amount.minorUnits', 9999)", "its refunds are not those of its claims"),
        (
            "json_insert(@, '$.account[#]', json_set(json_extract(@, '$.account[4]'), '$.claim', 'c1'))",
            "its refunds are not those of its claims"
        ),
        ("json_set(@, '$.claims[0].portion.quantity.count', 3)", "3 of 1 are claimed, 2 sent"),
    ])
    func anAccountThatSaysOtherwiseThanItsStateIsFound(change: String, finding: String) throws {
        let shipment = change.replacing("@", with: "json_extract(snapshot, '$.order.shipments[0]')")
        let sql = "UPDATE dockets SET snapshot = json_set(snapshot, '$.order.shipments[0]', \(shipment)) "
        #expect(try findings(after: sql + "WHERE number = 'A'") == ["A: A-1: \(finding)"])
    }

    @Test func aSaleOfWhatIsNotDeliveredIsFound() throws {
        let sale = "(SELECT json_extract(snapshot, '$.order.shipments[0].account[0]') FROM dockets WHERE number = 'A')"
        let sql = "UPDATE dockets SET snapshot = json_set(snapshot, '$.order.shipments[0].account[0]', json(\(sale))) "
        #expect(
            try findings(after: sql + "WHERE number = 'B'")
                == ["B: B-1: sold for nothing, its account says 658.00 RUB"])
    }

    @Test func aSaleThatIsMissingIsFoundWithTheFeeThatIsLeft() throws {
        let sql = "UPDATE dockets SET snapshot = json_remove(snapshot, '$.order.shipments[0].account[0]') "
        #expect(
            try findings(after: sql + "WHERE number = 'A'") == [
                "A: A-1: sold for 658.00 RUB, its account says nothing",
                "A: A-1: a service fee of -65.80 RUB that no sale has",
            ])
    }

    /// A marketplace's document may leave the price out; then nothing was sold for nothing.
    @Test func whatWasDeliveredWithoutAPriceIsSound() throws {
        let sql = """
            UPDATE dockets SET snapshot = json_set(json_remove(snapshot, '$.order.shipments[0].account[0]',
                '$.order.shipments[0].account[0]'), '$.order.shipments[0].items[0].price', json(free),
                '$.order.shipments[0].items[1].price', json(free))
            FROM (SELECT '{"minorUnits":0,"currency":"XXX"}' AS free) WHERE number = 'A'
            """
        #expect(try findings(after: sql) == [])
    }

    @Test func whatWasPricedLaterIsASaleWithAFeeOfItsOwn() throws {
        let sql = """
            UPDATE dockets SET snapshot = json_insert(json_set(snapshot,
                    '$.order.shipments[0].account[0].amount.minorUnits', 55800,
                    '$.order.shipments[0].account[1].amount.minorUnits', -5580),
                '$.order.shipments[0].account[#]', json_set(json_extract(snapshot, '$.order.shipments[0].account[0]'),
                    '$.amount.minorUnits', 10000),
                '$.order.shipments[0].account[#]', json_set(json_extract(snapshot, '$.order.shipments[0].account[1]'),
                    '$.amount.minorUnits', -1000))
            WHERE number = 'A'
            """
        #expect(try findings(after: sql) == [])
    }

    // MARK: - What follows from the orders

    @Test(arguments: [
        (
            "UPDATE deadlines SET due = due + 60000 WHERE kind = 'packing'",
            "B: a deadline packing stands that does not follow from its state"
        ),
        ("DELETE FROM deadlines WHERE kind = 'packing'", "B: its deadline packing is not filed"),
        (
            "UPDATE deadlines SET kind = 'hand-over' WHERE kind = 'packing'",
            "B: a deadline hand-over stands that does not follow from its state"
        ),
        ("UPDATE shipments SET overdue = 1 WHERE number = 'B-1'", "B: its rows are not what its snapshot says"),
        ("INSERT INTO tracking VALUES ('RA1', 'B-1')", "B: its rows are not what its snapshot says"),
        ("UPDATE dockets SET is_open = 0 WHERE number = 'B'", "B is filed as closed, and is open"),
        (
            "UPDATE dockets SET snapshot = json_set(snapshot, '$.number', 'C') WHERE number = 'B'",
            "B is filed as C"
        ),
    ])
    func whatDoesNotFollowFromAnOrderIsFound(sql: String, finding: String) throws {
        #expect(try findings(after: sql).contains(finding))
    }
}
