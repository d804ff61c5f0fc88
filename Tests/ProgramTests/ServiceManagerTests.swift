// What systemd hears of the daemon, and what the daemon does when systemd tells it to.

import Engine
import Foundation
import Glibc
import Orders
import Store
import Testing

@Suite struct ServiceManagerTests {
    /// A socket that systemd would listen on.
    private func manager(_ site: Site) throws -> NotifySocket { try NotifySocket(at: site.root + "/notify") }

    private func surroundings(_ manager: NotifySocket, watchdogMilliseconds: Int? = nil) -> [String: String] {
        var environment = ["NOTIFY_SOCKET": manager.path]
        environment["WATCHDOG_USEC"] = watchdogMilliseconds.map { String($0 * 1000) }
        return environment
    }

    @Test func aLifeIsToldFromReadyToStopping() async throws {
        let site = try Site()
        let manager = try manager(site)
        try await site.start(environment: surroundings(manager))
        let ready = try await manager.message("READY") { $0 == "READY=1" }
        try await manager.message("its status") { $0 == "STATUS=0 open, no deadline, spool 0" }
        try site.drop("1.json", .placed("1"))
        try await manager.message("an order is open") { $0.hasPrefix("STATUS=1 open, next ") }
        site.signal(SIGTERM)
        try await manager.message(after: ready, "STOPPING") { $0 == "STOPPING=1" }
        #expect(try await site.end() == 0)
        #expect(try site.journal.lines.last?.text == "info: cutoffd stopped")
    }

    @Test func theWatchdogIsFedThoughNothingHappens() async throws {
        let site = try Site()
        let manager = try manager(site)
        try await site.start(environment: surroundings(manager, watchdogMilliseconds: 300))
        var place = 0
        for _ in 0..<5 { place = try await manager.message(after: place, "alive") { $0 == "WATCHDOG=1" } }
        #expect(try await site.stop() == 0)
    }

    @Test func aTurnThatHangsDoesNotFeedTheWatchdog() async throws {
        let site = try Site()
        let manager = try manager(site)
        let pipe = Pipe()
        try site.launch(
            environment: surroundings(manager, watchdogMilliseconds: 300), errors: pipe.fileHandleForWriting)
        try await manager.message("READY") { $0 == "READY=1" }
        // Nobody reads what it says: a turn that has much to say waits for ever.
        try site.drop("many.ndjson", (0..<1000).map { String.placed("o\($0)") }.joined(separator: "\n"))
        try await eventually("its standard error is full") { !canBeWritten(pipe.fileHandleForWriting) }
        manager.receive()
        await pause(milliseconds: 1000)
        #expect(!manager.receive().contains("WATCHDOG=1"))
        #expect(!canBeWritten(pipe.fileHandleForWriting))
        // It goes on as soon as somebody reads.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
        let heard = manager.messages.count
        try await manager.message(after: heard, "alive again") { $0 == "WATCHDOG=1" }
        try await site.isServed()
        #expect(try await site.stop() == 0)
        pipe.fileHandleForReading.readabilityHandler = nil
    }

    private func canBeWritten(_ file: FileHandle) -> Bool {
        var descriptor = pollfd(fd: file.fileDescriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }
}

@Suite struct ReloadTests {
    @Test func aGoodReloadIsToldAndInForce() async throws {
        let site = try Site()
        let manager = try NotifySocket(at: site.root + "/notify")
        try await site.start(environment: ["NOTIFY_SOCKET": manager.path])
        let ready = try await manager.message("READY") { $0 == "READY=1" }
        try site.configure(.settings("[[service]]\nid = \"post\""))
        site.signal(SIGHUP)
        let reloading = try await manager.message(after: ready, "RELOADING") { $0.hasPrefix("RELOADING=1\n") }
        try await manager.message(after: reloading, "READY again") { $0 == "READY=1" }
        let stamp = manager.messages[reloading - 1].split(separator: "\n").last?.split(separator: "=")
        #expect(stamp?.first == "MONOTONIC_USEC" && stamp?.last.flatMap { UInt64($0) } != nil)
        try site.drop("1.json", String.placed("1").replacingOccurrences(of: "\"own\"", with: "\"post\""))
        try await site.isServed()
        #expect(try site.reader().status().open == 1)
    }

    @Test func whoAsksForAReloadHearsThatItWorked() async throws {
        let site = try Site()
        try await site.start()
        let answer = try await reload(site)
        #expect(answer.status == 0 && answer.errors.isEmpty)
        #expect(try site.journal.contains("info: configuration reloaded"))
    }

    @Test func aWordOfACarrierIsLearntByAReload() async throws {
        let source = "[[source]]\nname = \"/carriers/cdek\"\nrole = \"carrier\"\n"
        let site = try Site(.settings(source + "statuses = { LABEL = \"none\" }"))
        try await site.start()
        let tracking = String.event("tracking.assigned", "1-1", id: "t", "{\"number\":\"RA1\"}")
        try site.drop("0.ndjson", [.placed("1"), .packed("1-1"), tracking].joined(separator: "\n"))
        let table = "tracking,status,time\nRA1,TAKEN,2026-11-23T09:12:00Z\n"
        try site.drop("1.csv", table)
        try await site.isServed()
        #expect(try site.names(in: site.rejected).contains("1.csv"))
        try site.configure(.settings(source + "statuses = { LABEL = \"none\", TAKEN = \"shipment.accepted\" }"))
        #expect(try await reload(site).status == 0)
        try site.drop("2.csv", table)
        try await site.isServed()
        #expect(try site.reader().history(of: ShipmentNumber("1-1")).last?.transition.to == .accepted)
    }

    @Test func aBadFileIsComplainedOfToWhoAsksAndNothingChanges() async throws {
        let site = try Site()
        try await site.start()
        try site.configure(.settings("[[service]]\nid = 7"))
        let answer = try await reload(site)
        #expect(answer.status == 78)
        #expect(answer.errors.contains("service[2].id"))
        try site.drop("1.json", .placed("1"))
        try await site.isServed()
        #expect(try site.reader().status().open == 1)
    }

    @Test func aBadFileKeepsTheOldSettingsAndIsSaidWhenTheSignalComesAlone() async throws {
        let site = try Site()
        let manager = try NotifySocket(at: site.root + "/notify")
        try await site.start(environment: ["NOTIFY_SOCKET": manager.path])
        let ready = try await manager.message("READY") { $0 == "READY=1" }
        try site.configure("[spool]\npaht = 7\n")
        site.signal(SIGHUP)
        let reloading = try await manager.message(after: ready, "RELOADING") { $0.hasPrefix("RELOADING=1\n") }
        try await manager.message(after: reloading, "READY again") { $0 == "READY=1" }
        let complaint = try #require(try site.journal.lines.first { $0.text.hasPrefix("error: ") })
        #expect(complaint.text.contains("not reloaded, the old one stays in force") && complaint.text.contains("paht"))
        try site.drop("1.json", .placed("1"))
        try await site.isServed()
        #expect(try site.reader().status().open == 1)
    }

    /// As `ExecReload=` does.
    private func reload(_ site: Site) async throws -> Program.Result {
        try await Program.run(
            [Program.cutoffd, "--config", site.config, "--reload", String(site.pid)],
            environment: ["RUNTIME_DIRECTORY": site.root + "/run"])
    }
}
