// A daemon that cannot have yet what it needs: it waits, says so once, and goes on by itself.

import Foundation
import Glibc
import Testing

@Suite struct BackOffTests {
    @Test func aSecondDaemonOnTheSameStoreWaitsAndTakesOver() async throws {
        let first = try Site()
        try await first.start()
        let second = try Site(try String(contentsOfFile: first.config, encoding: .utf8))
        let manager = try NotifySocket(at: second.root + "/notify")
        try second.launch(environment: ["NOTIFY_SOCKET": manager.path])
        try await second.saysThatItWaits("another cutoffd has it open")
        try await manager.message("it takes longer") { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") }
        // Several tries later it has said so once, and is not ready.
        try await manager.message("how it stands") { $0.hasPrefix("STATUS=waiting: ") }
        await pause(milliseconds: 1500)
        #expect(try second.waits.count == 1)
        manager.receive()
        #expect(!manager.messages.contains("READY=1"))
        try first.drop("1.json", .placed("1"))
        try await first.isServed()
        try await first.stop()
        try await manager.message("it is ready") { $0 == "READY=1" }
        try first.drop("2.json", .placed("2"))
        try await first.isServed()
        #expect(try await second.stop() == 0)
    }

    @Test func aSpoolThatIsNotThereIsWaitedFor() async throws {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.root + "/spool")
        // As where a file system is not mounted yet, nothing can be made there.
        #expect(FileManager.default.createFile(atPath: site.root + "/spool", contents: nil))
        try site.launch()
        try await site.saysThatItWaits(site.root + "/spool")
        try FileManager.default.removeItem(atPath: site.root + "/spool")
        try await site.isStarted()
    }

    @Test func aStoreWhoseDirectoryIsNotThereIsWaitedFor() async throws {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.root + "/lib")
        try FileManager.default.createSymbolicLink(atPath: site.root + "/lib", withDestinationPath: "not-mounted")
        try site.launch()
        try await site.saysThatItWaits(site.store)
        try FileManager.default.createDirectory(
            atPath: site.root + "/not-mounted", withIntermediateDirectories: false)
        try await site.isStarted()
    }

    @Test(arguments: [SIGTERM, SIGINT]) func whoeverWaitsCanBeStopped(signal: Int32) async throws {
        let site = try waiting()
        try await site.saysThatItWaits(site.store)
        site.signal(signal)
        #expect(try await site.end() == 0)
        #expect(try site.journal.lines.last?.text == "info: cutoffd stopped")
    }

    @Test func whoeverWaitsTakesOtherSettings() async throws {
        let site = try waiting()
        try await site.saysThatItWaits(site.store)
        try site.configure("[spool]\npaht = 7\n")
        site.signal(SIGHUP)
        try await eventually("it complains") { try site.journal.contains("not reloaded") }
        try site.configure(.settings().replacingOccurrences(of: "@/lib/", with: "@/run/"))
        site.signal(SIGHUP)
        try await site.isStarted()
    }

    /// A daemon whose store's directory is not there.
    private func waiting() throws -> Site {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.root + "/lib")
        try FileManager.default.createSymbolicLink(atPath: site.root + "/lib", withDestinationPath: "not-mounted")
        try site.launch()
        return site
    }
}

extension Site {
    fileprivate var waits: [String] {
        get throws {
            try journal.lines.map(\.text).filter { $0.hasPrefix("error: cannot start yet, and tries again: ") }
        }
    }

    fileprivate func saysThatItWaits(_ reason: String) async throws {
        try await eventually("it says that it waits") { try waits.contains { $0.contains(reason) } || !isRunning }
        #expect(isRunning, "\((try? journal.tail) ?? "")")
    }

    fileprivate func isStarted() async throws {
        try await eventually("it starts") { try journal.starts == 1 || !isRunning }
        #expect(isRunning, "\((try? journal.tail) ?? "")")
    }
}
