// Orders that know only what a file says of them. Whatever it is, and whenever it is said, no rule of their life
// breaks.

import CivilTime
import Engine
import Orders
import TestKit

struct OrdersByHearsay {
    private var story = Story(policy: policy, from: start)

    /// Tells orders what the records say, one after the other, and lets time pass until nothing can happen any more.
    static func check(_ records: [Record]) throws {
        var orders = OrdersByHearsay()
        for record in records {
            guard case .success(let event) = record.content, case .order(let number, let told) = event.body else {
                continue
            }
            // As many hours as the record has bytes, so that one that is changed moves none of the others.
            try orders.pass(.hours(Int64(record.text.utf8.count % 100)))
            try orders.hear(told, of: number, event)
        }
        try orders.pass(.distantFuture - orders.story.now)
        let late = orders.story.dockets.values.flatMap { $0.deadlines(under: policy) }
        try hold(late.isEmpty, "\(late) stand for ever")
    }

    private mutating func pass(_ span: Span) throws {
        let before = story
        story.pass(to: story.now + span)
        try checkSteps(since: before)
    }

    private mutating func hear(_ told: OrderEvent, of number: OrderNumber, _ event: Event) throws {
        let before = story
        let verdict = story.take(told, of: number, at: story.now, time: event.time, from: event.name.source)
        try checkSteps(since: before)
        guard case .reported(let report) = told else { return }
        try checkAgain(told, report, of: number, event, after: verdict)
    }

    /// The same report at the same moment says nothing new.
    private func checkAgain(
        _ told: OrderEvent, _ report: PostingReport, of number: OrderNumber, _ event: Event, after verdict: Verdict
    ) throws {
        var once = story
        once.pass(to: once.now)
        var again = once
        let second = again.take(told, of: number, at: story.now, time: event.time, from: event.name.source)
        try hold(
            again.dockets[number]?.order == once.dockets[number]?.order,
            "\(report) was \(verdict.word), and \(second) the second time")
    }

    private func checkSteps(since before: Story) throws {
        var states: [ShipmentNumber: StateName] = [:]
        for transition in story.steps.dropFirst(before.steps.count).flatMap(\.transitions) {
            let number = transition.shipment
            let from = states[number] ?? before[number]?.state.name
            try hold(transition.from == from, "\(transition) of a shipment that is \(from?.words ?? "not known")")
            states[number] = transition.to
        }
        for (number, state) in states {
            guard let shipment = story[number] else { throw Violation("\(number) is lost") }
            try hold(shipment.state.name == state, "\(number) is \(shipment.state.name), and was said to be \(state)")
            try check(shipment, since: before[number])
        }
        for docket in story.dockets.values { try check(docket.deadlines(under: Self.policy)) }
    }

    private func check(_ shipment: Shipment, since before: Shipment?) throws {
        let account = before?.account ?? []
        try hold(Array(shipment.account.prefix(account.count)) == account, "an account that shrinks: \(shipment)")
        try hold(shipment.items.allSatisfy { $0.quantity.count > 0 }, "an item of which there is none: \(shipment)")
        try hold(!shipment.items.isEmpty || shipment.state.name == .cancelled, "an empty parcel: \(shipment)")
    }

    private func check(_ deadlines: [Deadline]) throws {
        try hold(Set(deadlines.map(\.key)).count == deadlines.count, "a deadline that stands twice: \(deadlines)")
        try hold(deadlines.allSatisfy { $0.position >= $0.due }, "a deadline that passes early: \(deadlines)")
    }

    private static let start = Instant(milliseconds: 1_637_398_800_000)

    /// One warehouse, so that a report need not name it.
    private static let policy = Policy.sample { policy in
        var warehouse = Warehouse.moscow
        warehouse.aliases = [WarehouseID("15588127982000")]
        policy.warehouses = [warehouse.id: warehouse]
        policy.services[ServiceID("partner")]?.aliases = [ServiceID("24")]
    }
}
