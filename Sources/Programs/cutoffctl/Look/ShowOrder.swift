// cutoffctl show: an order or a shipment, and what is possible now.

import ArgumentParser
import CivilTime
import JSON
import Orders
import Store

struct ShowOrder: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order or a shipment: items, deadlines, account, what is possible now.",
        discussion: """
            EXAMPLES
              cutoffctl show 24219509-0020           an order, shipment by shipment
              cutoffctl show 24219509-0020-1         one shipment
              cutoffctl show RA123456785RU           by its tracking number
              cutoffctl show 24219509-0020 --json    a line for each shipment
            """)

    @Argument(
        help: ArgumentHelp("An order's number, a shipment's, or a tracking number.", valueName: "number"),
        completion: Suggestions.shipments)
    var number: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let found = try session.reader().find(number)
        guard let order = found.filed.docket.order else { return try tellOfWaiting(found, session) }
        for (index, shipment) in found.shipments.enumerated() {
            let view = ShipmentView(order: order, shipment: shipment, filed: found.filed)
            if session.isForPrograms {
                session.say(view.json)
            } else {
                if index > 0 { session.say("") }
                for line in view.lines(session) { session.say(line) }
            }
        }
        if !session.isForPrograms { sayWaiting(found.filed.docket, session) }
    }

    /// Nothing was placed under this number; events wait for it.
    private func tellOfWaiting(_ found: Found, _ session: Session) throws {
        if !session.isForPrograms { sayWaiting(found.filed.docket, session) }
        let number = found.filed.docket.number
        throw Stop(
            .no,
            number.awaitedTracking.map { "no shipment has the tracking number \($0) yet." }
                ?? "order \(number) was not placed yet.")
    }

    private func sayWaiting(_ docket: Docket, _ session: Session) {
        let time = session.localTime(of: docket.order?.warehouse)
        for waiting in docket.waiting {
            session.say("")
            let name = waiting.pending.origin.event
            session.say(
                "Waiting: \(waiting.pending.event.name) (\(name.source) \(name.id)), until "
                    + "\(time.moment(waiting.term.due)) (\(time.zone.name)): \(waiting.refusal.text)".harmless)
        }
    }
}
