// One line of the sales report.

import CivilTime
import JSON
import Orders
import Store

struct Sale {
    let order: OrderNumber
    let shipment: ShipmentNumber
    let warehouse: WarehouseID
    let at: Instant
    let amounts: SaleAmounts

    /// One for each currency of the account.
    static func all(of reported: ReportedShipment) -> [Sale] {
        SaleAmounts.all(on: reported.shipment.account).map { Sale(reported, $0) }
    }

    private init(_ reported: ReportedShipment, _ amounts: SaleAmounts) {
        order = reported.order.number
        shipment = reported.shipment.number
        warehouse = reported.warehouse
        at = reported.at
        self.amounts = amounts
    }

    static let head = ["order", "shipment", "warehouse", "deliveredAt", "currency", "sale", "fee", "net"]

    var fields: [String] {
        [
            order.rawValue, shipment.rawValue, warehouse.rawValue, at.rfc3339, amounts.currency.code,
            amounts.sale.text, amounts.fee.text, amounts.net.text,
        ]
    }

    var json: JSONValue { .object(zip(Self.head, fields).map { JSONMember($0, .string($1)) }) }

    static var amountColumns: [Table.Column] {
        [.init("SALE", .right), .init("FEE", .right), .init("NET", .right), .init("CURRENCY")]
    }
}

/// What a delivery brought, in one currency. The fee is negative.
struct SaleAmounts {
    let sale: Money
    let fee: Money

    var currency: Currency { sale.currency }
    var net: Money { sale + fee }

    /// By currency, in the order of its code.
    static func all(on account: [AccountLine]) -> [SaleAmounts] {
        Dictionary(grouping: account, by: \.amount.currency.code).sorted { $0.key < $1.key }.compactMap { _, lines in
            let sales = lines.filter { $0.kind == .sale }.map(\.amount)
            guard let currency = sales.first?.currency else { return nil }
            let zero = Money(minorUnits: 0, currency: currency)
            let fees = lines.filter { $0.kind == .serviceFee }.map(\.amount)
            return SaleAmounts(sale: sales.reduce(zero, +), fee: fees.reduce(zero, +))
        }
    }

    fileprivate init(sale: Money, fee: Money) {
        self.sale = sale
        self.fee = fee
    }

    var cells: [Table.Cell] {
        [Table.Cell(sale.text), Table.Cell(fee.text), Table.Cell(net.text), Table.Cell(currency.code)]
    }
}

extension [SaleAmounts] {
    /// Of one currency all; nil for none.
    var sum: SaleAmounts? {
        guard let first else { return nil }
        return dropFirst().reduce(first) { SaleAmounts(sale: $0.sale + $1.sale, fee: $0.fee + $1.fee) }
    }
}

extension Money {
    /// Of one currency both.
    fileprivate static func + (left: Money, right: Money) -> Money {
        Money(minorUnits: left.minorUnits + right.minorUnits, currency: left.currency)
    }
}
