// A clock that cannot be right holds every deadline, and nothing else.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let morning = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z
private let order = OrderNumber("24219509-0020")
private let parcel = ShipmentNumber("24219509-0020-1")

@Suite struct ClockGuardTests {
    private func placed(isSynchronised: Bool = true) throws -> World {
        let world = World(at: morning, isSynchronised: isSynchronised)
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning)
        try world.run(to: morning + .minutes(1))
        return world
    }

    private func isOverdue(_ world: World) -> Bool { world.shipment(parcel)?.isOverdue ?? false }

    @Test func aJumpAheadHoldsDeadlinesUntilTheClockIsBack() throws {
        let world = try placed(isSynchronised: true)
        world.limits.requiresSync = false
        world.kill()
        world.clock.step(.hours(2))
        try world.run(for: .seconds(10))
        #expect(!isOverdue(world))
        #expect(world.heldReason?.contains("jumped 2h") == true)
        world.clock.step(.hours(-2))
        try world.run(for: .seconds(10))
        #expect(world.heldReason == nil)
        #expect(!isOverdue(world))
        try world.run(to: morning + .hours(1))
        #expect(isOverdue(world))
    }

    @Test func aJumpOfASynchronisedClockIsBelieved() throws {
        let world = try placed()
        world.clock.step(.hours(2))
        try world.run(for: .seconds(1))
        #expect(isOverdue(world))
    }

    @Test func aJumpAcrossARestartIsSeenToo() throws {
        let world = World(at: morning)
        world.limits.requiresSync = false
        world.spool.drop(.sample("placed", order, .placed(.simulated())), at: morning)
        try world.run(to: morning + .minutes(1))
        world.kill()
        world.clock.pass(.minutes(10))
        world.clock.step(.hours(3))
        try world.run(for: .seconds(1))
        #expect(!isOverdue(world))
        #expect(world.heldReason?.contains("jumped 3h") == true)
    }

    @Test func aDowntimeIsNoJump() throws {
        let world = try placed()
        world.limits.requiresSync = false
        world.sleep(to: morning + .hours(5))
        try world.run(for: .seconds(1))
        #expect(isOverdue(world))
        #expect(world.heldReason == nil)
    }

    @Test func anOperatorEndsAHoldOutOfTurn() throws {
        let world = try placed()
        world.limits.requiresSync = false
        world.kill()
        world.clock.step(.hours(2))
        try world.run(for: .seconds(1))
        #expect(world.heldReason != nil)
        world.spool.drop(.control("ok", .clockAccepted), at: world.clock.now, by: 0)
        try world.run(for: .seconds(1))
        #expect(world.heldReason == nil)
        #expect(isOverdue(world))
        #expect(world.spool.new.isEmpty)
    }

    @Test func nobodyElseEndsAHold() throws {
        let world = try placed()
        world.limits.requiresSync = false
        world.kill()
        world.clock.step(.hours(2))
        world.spool.drop(.control("ok", .clockAccepted), at: world.clock.now, by: 1000)
        try world.run(for: .seconds(1))
        #expect(world.heldReason != nil)
        #expect(!isOverdue(world))
    }

    @Test func aHoldKeepsTheOrderOfThings() throws {
        let world = try placed()
        world.limits.requiresSync = false
        world.kill()
        world.clock.step(.hours(2))
        world.spool.drop(.sample("packed", order, .packed(parcel, evidence: [])), at: world.clock.now)
        try world.run(for: .seconds(5))
        #expect(world.shipment(parcel)?.state.name == .awaitingPackaging)
        #expect(world.spool.new.count == 1)
        world.spool.drop(.control("ok", .clockAccepted), at: world.clock.now, by: 0)
        try world.run(for: .seconds(1))
        #expect(world.shipment(parcel)?.late == [.packing])
        #expect(world.shipment(parcel)?.state.name == .awaitingShipment)
    }

    @Test func afterABootDeadlinesWaitForSynchronisation() throws {
        let world = try placed()
        world.kill()
        world.clock.reboot(isSynchronised: false)
        world.clock.pass(.hours(2))
        try world.run(for: .seconds(1))
        #expect(!isOverdue(world))
        #expect(world.heldReason?.contains("not synchronised") == true)
        world.kill()
        try world.run(for: .seconds(1))
        #expect(!isOverdue(world), "a restart is no reason to believe the clock")
        world.clock.synchronise()
        try world.run(for: .seconds(1))
        #expect(isOverdue(world))
        #expect(world.disk.history.last?.transition.effectiveAt == morning + .hours(1))
    }

    @Test func aStepBackFiresNothingTwice() throws {
        let world = try placed()
        try world.run(to: morning + .hours(1) + .minutes(1))
        #expect(isOverdue(world))
        let count = world.disk.history.count
        world.clock.step(.minutes(-30))
        try world.run(for: .minutes(28))
        #expect(world.heldReason?.contains("behind") == true)
        try world.run(for: .hours(2))
        #expect(world.heldReason == nil)
        #expect(world.disk.history.map(\.transition.cause.name).filter { $0 == "deadline.packing" }.count == 1)
        #expect(world.disk.history.count == count)
    }
}
