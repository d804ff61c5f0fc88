// cutoffctl report quality: what the seller was late for, and what was cancelled through the seller's fault.

import ArgumentParser
import CivilTime
import Configuration
import JSON
import Orders
import Store

struct ReportQuality: Command {
    static let configuration = CommandConfiguration(
        commandName: "quality", abstract: "Late shipments and the seller's cancellations, of those ordered.",
        discussion: """
            Of the last 14 days with today left out, where no days are given. A day is the warehouse's. Rates are of \
            the shipments ordered in that time: how many were cancelled in it through the seller's fault, and how \
            many missed a cut-off or a hand-over in it. It is good up to the rates of [quality] in the settings.

            EXAMPLES
              cutoffctl report quality
              cutoffctl report quality --from 2026-11-01 --to 2026-11-30
              cutoffctl report quality --warehouse msk-1 --json
            """)

    @OptionGroup var report: ReportOptions
    @OptionGroup var common: CommonOptions

    private static let days = 14

    func validate() throws { try report.checkForm(common) }

    func run(in session: Session) throws {
        let tally = try tally(session)
        let qualities = tally.qualities
        if session.isForPrograms {
            for quality in qualities { session.say(quality.json) }
        } else if report.csv {
            session.say(CSVLine.of(Quality.head))
            for quality in qualities { session.say(CSVLine.of(quality.fields)) }
        } else {
            show(qualities, of: tally.period, session)
        }
    }

    private func tally(_ session: Session) throws -> QualityTally {
        let reader = try session.reader()
        let warehouses = try session.warehouses(named: report.warehouse, reader)
        let yesterday = session.today(of: warehouses).previous
        let last = report.to ?? max(yesterday, report.from ?? yesterday)
        let period = Period(first: report.from ?? last + (1 - Self.days), last: last)
        func isCounted(_ id: WarehouseID, _ at: Instant) -> Bool {
            warehouses.covers(id) && period.contains(at, in: session.zone(of: id))
        }
        var tally = QualityTally(period: period, thresholds: session.settings.quality)
        for placing in try reader.placings(from: period.start, before: period.end)
        where isCounted(placing.warehouse, placing.at) {
            tally.addPlacing(placing.warehouse)
        }
        for cancelled in try reader.shipments(reaching: .cancelled, from: period.start, before: period.end)
        where isCounted(cancelled.warehouse, cancelled.at) {
            tally.addCancelled(cancelled)
        }
        for (kind, lateness) in [(DeadlineKind.packing, Lateness.packing), (.handOver, .handOver)] {
            for late in try reader.shipments(missing: kind, from: period.start, before: period.end)
            where isCounted(late.warehouse, late.at) {
                tally.addLate(late, lateness)
            }
        }
        return tally
    }

    private func show(_ qualities: [Quality], of period: Period, _ session: Session) {
        guard !qualities.isEmpty else { return session.sayBroken("Nothing was ordered \(period.words).") }
        var table = Table([
            .init("WAREHOUSE", least: 8), .init("SHIPMENTS", .right), .init("CANCELLED", .right), .init("%", .right),
            .init("LATE PACKED", .right), .init("LATE HANDED OVER", .right), .init("%", .right),
        ])
        for quality in qualities {
            table.add([
                Table.Cell(quality.warehouse?.rawValue ?? "all", quality.warehouse == nil ? .bold : .plain),
                "\(quality.shipments)", "\(quality.cancelled)",
                Table.Cell(quality.cancelledRate ?? ""),
                "\(quality.latePacked)", "\(quality.lateHandedOver)",
                Table.Cell(quality.lateRate ?? ""),
            ])
        }
        session.say(table)
        session.say("")
        for quality in qualities {
            let style = quality.isGood ? Style.green : .red
            for line in quality.verdict.harmless.broken(to: session.terminal.width) {
                session.say(style.painted(line, hasColour: session.terminal.hasColour))
            }
        }
        session.say("Ordered \(period.words).")
    }
}
