// A wheel that lies changes nothing: it only hints, and what it says is asked of the docket, and of the store, again.

import CivilTime
import Engine
import Orders
import Store
import TestKit
import Testing

private let start = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z

/// Announces every docket half an hour early, and twice when it is due.
private final class LyingAgenda: Agenda {
    private var queue: [Appointment] = []
    private var filledBefore: Instant = .distantPast

    func first() -> Instant? { queue.min()?.position }

    func next(through limit: Instant) -> Appointment? {
        guard let first = queue.min(), first.position <= limit else { return nil }
        queue.removeAll { $0 == first }
        return first
    }

    /// Forgets nothing that it said before.
    func set(_ docket: DocketID, at position: Instant?) {
        guard let position else { return }
        for lie in [position - .minutes(30), position, position + .milliseconds(1)] {
            queue.append(Appointment(position: lie, docket: docket))
        }
    }

    func lookAhead(from now: Instant, in store: inout any OrderStore) throws(StoreFailure) {
        guard now >= filledBefore else { return }
        filledBefore = .distantFuture
        for timer in try store.timers(before: filledBefore) { set(timer.docket, at: timer.position) }
    }

    func forget() { (queue, filledBefore) = ([], .distantPast) }
}

@Suite struct BrokenWheelTests {
    private func live(_ agenda: @escaping () -> any Agenda) throws -> World {
        let world = World(at: start)
        world.agenda = agenda
        for index in 0..<5 {
            let number = OrderNumber("o\(index)")
            world.spool.drop(.sample("p\(index)", number, .placed(.simulated())), at: start + .minutes(Int64(index)))
        }
        try world.run(to: start + .hours(3))
        return world
    }

    @Test func aWheelThatFiresEarlyAndTwiceChangesNothing() throws {
        let honest = try live { WheelAgenda() }
        let lying = try live { LyingAgenda() }
        #expect(honest.story.values.joined().contains { $0.cause == .deadline(.packing) })
        #expect(lying.story == honest.story)
        #expect(lying.dockets == honest.dockets)
    }

    /// The last line: whoever commits a firing that does not stand, or not yet, is refused by the transaction itself.
    @Test(arguments: [Span.milliseconds(-1), .zero])
    func theStoreRefusesAFiringThatIsEarlyOrASecondTime(from due: Span) throws {
        let directory = ScratchDirectory()
        var store: any OrderStore = try SQLiteOrderStore(path: directory.path + "/orders.db", ballastBytes: 0)
        let deadline = Deadline(key: DeadlineKey(.packing), due: start + .hours(1), position: start + .hours(1))
        let id = DocketID(rawValue: 1)
        func batch(_ at: Instant, version: Int64, _ deadlines: [Deadline], fired: [Deadline]) -> Batch {
            let mark = ClockMark(position: at, wall: at, sinceBoot: .zero, boot: "b")
            var batch = Batch(committedAt: at, mark: mark)
            let docket = Docket(number: OrderNumber("o1"))
            batch.dockets = [StoredDocket(id: id, version: version, docket: docket, deadlines: deadlines)]
            batch.fired = fired.map { FiredDeadline(docket: id, deadline: $0) }
            return batch
        }
        _ = try store.commit(batch(start, version: 0, [deadline], fired: []))
        let isEarly = due < .zero
        if !isEarly { _ = try store.commit(batch(deadline.due, version: 1, [], fired: [deadline])) }
        let before = try store.docket(id)?.version
        let failure = #expect(throws: StoreFailure.self) {
            _ = try store.commit(batch(deadline.due + due, version: isEarly ? 1 : 2, [], fired: [deadline]))
        }
        #expect(failure?.kind == .conflict)
        #expect(try store.docket(id)?.version == before)
    }
}
