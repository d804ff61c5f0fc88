// cutoffctl report sales: what was delivered, and what it brought.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct ReportSales: Command {
    static let configuration = CommandConfiguration(
        commandName: "sales", abstract: "What was delivered: the sale, the service fee, and what remains.",
        discussion: """
            Of this month, where no days are given. A day is the warehouse's. Withholdings and refunds come later, and \
            stand in the account of their shipment (cutoffctl show).

            EXAMPLES
              cutoffctl report sales
              cutoffctl report sales --from 2026-11-01 --to 2026-11-30 --csv
              cutoffctl report sales --warehouse msk-1 --json
            """)

    @OptionGroup var report: ReportOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { try report.checkForm(common) }

    func run(in session: Session) throws {
        let (period, sales) = try sales(session)
        if session.isForPrograms {
            for sale in sales { session.say(sale.json) }
        } else if report.csv {
            session.say(CSVLine.of(Sale.head))
            for sale in sales { session.say(CSVLine.of(sale.fields)) }
        } else {
            show(sales, of: period, session)
        }
    }

    private func sales(_ session: Session) throws -> (Period, [Sale]) {
        let reader = try session.reader()
        let warehouses = try session.warehouses(named: report.warehouse, reader)
        let today = session.today(of: warehouses)
        let (year, month, _) = today.parts
        let first = report.from ?? min(CivilDate(year: year, month: month, day: 1) ?? today, report.to ?? today)
        let period = Period(first: first, last: max(report.to ?? today, first))
        let delivered = try reader.shipments(reaching: .delivered, from: period.start, before: period.end)
            .filter {
                warehouses.covers($0.warehouse)
                    && period.contains($0.at, in: session.zone(of: $0.warehouse))
            }
        return (period, delivered.flatMap(Sale.all))
    }

    private func show(_ sales: [Sale], of period: Period, _ session: Session) {
        guard !sales.isEmpty else { return session.sayBroken("Nothing was delivered \(period.words).") }
        var table = Table(
            [.init("DELIVERED"), .init("SHIPMENT"), .init("WAREHOUSE", least: 6, rank: 1)] + Sale.amountColumns)
        for sale in sales {
            let time = session.localTime(of: sale.warehouse)
            table.add(
                [
                    time.momentCell(sale.at), Table.Cell(sale.shipment.rawValue),
                    Table.Cell(sale.warehouse.rawValue),
                ]
                    + sale.amounts.cells)
        }
        session.say(table)
        session.say("")
        session.say(totals(of: sales))
        session.say("")
        session.sayBroken(session.note(onTimesOf: sales.map(\.warehouse)))
    }

    /// A line a warehouse and currency, and one a currency.
    private func totals(of sales: [Sale]) -> Table {
        var table = Table([.init("TOTAL", least: 8), .init("SHIPMENTS", .right)] + Sale.amountColumns)
        func add(_ title: String, _ sales: [Sale], _ style: Style) {
            for (_, group) in Dictionary(grouping: sales, by: \.amounts.currency.code).sorted(by: { $0.key < $1.key }) {
                guard let sum = group.map(\.amounts).sum else { continue }
                table.add([Table.Cell(title, style), "\(group.count)"] + sum.cells)
            }
        }
        let byWarehouse = Dictionary(grouping: sales, by: \.warehouse).sorted { $0.key < $1.key }
        for (warehouse, group) in byWarehouse { add(warehouse.rawValue, group, .plain) }
        add("all", sales, .bold)
        return table
    }
}

extension Session {
    /// Of the first of these warehouses, or of the first there is.
    func today(of warehouses: [WarehouseID]) -> CivilDate {
        zone(of: warehouses.first ?? policy.warehouses.keys.min()).date(of: now)
    }
}
