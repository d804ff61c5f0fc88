// What the daemon ends with when it cannot begin, and what it says then.

import Foundation
import Glibc
import Testing

@Suite struct ExitStatusTests {
    @Test(arguments: [["--no-such-option"], ["--config"], ["--reload", "x"], ["surplus"]])
    func aWrongCallIs64(arguments: [String]) async throws {
        let result = try await Program.run([Program.cutoffd] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains("Usage: cutoffd"))
    }

    @Test func theVersionIsToldWithoutAConfiguration() async throws {
        let result = try await Program.run([Program.cutoffd, "--version"])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("cutoffd "))
    }

    @Test func aGoodConfigurationIsCheckedInSilenceAndNothingIsMade() async throws {
        let site = try Site()
        let result = try await Program.run([Program.cutoffd, "--check-config", "--config", site.config])
        #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: site.store))
    }

    @Test(arguments: [["--check-config"], []])
    func aBadConfigurationIs78WithEveryComplaint(arguments: [String]) async throws {
        let site = try Site(.settings("[[service]]\nid = 7\n[[source]]\nnmae = \"x\"\n[[warehouse]]\nid = \"w\"\n"))
        let result = try await Program.run([Program.cutoffd, "--config", site.config] + arguments)
        #expect(result.status == 78)
        for place in ["service[2].id", "source[1].nmae", "source[1].role", "warehouse[2].time_zone"] {
            #expect(result.errors.contains(place), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: site.store))
    }

    @Test(arguments: [["--check-config"], []])
    func aConfigurationWithoutAWarehouseIs78AndItIsSaidWhereToWriteOne(arguments: [String]) async throws {
        let site = try Site("[spool]\npath = \"@/spool\"\n[store]\npath = \"@/lib/orders.db\"\n")
        let result = try await Program.run([Program.cutoffd, "--config", site.config] + arguments)
        #expect(result.status == 78)
        #expect(result.errors.contains("expected at least one [[warehouse]], there or in a file in \(site.config).d/"))
        #expect(!FileManager.default.fileExists(atPath: site.store))
    }

    @Test func aMissingConfigurationIs78() async throws {
        let result = try await Program.run([Program.cutoffd, "--config", "/nowhere/cutoffd.toml"])
        #expect(result.status == 78)
        #expect(result.errors.contains("/nowhere/cutoffd.toml"))
    }

    @Test func aStoreThatIsNoneIs65AndIsNotOverwritten() async throws {
        let site = try Site()
        let garbage = String(repeating: "no database ", count: 1000)
        try garbage.write(toFile: site.store, atomically: true, encoding: .utf8)
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 65)
        #expect(result.errors.contains("\(site.store): it is not a SQLite database"))
        #expect(result.errors.contains("put back a backup, else set store.path to another file"))
        #expect(try String(contentsOfFile: site.store, encoding: .utf8) == garbage)
    }

    @Test func aStoreOfANewerVersionIs65AndIsLeftAsItIs() async throws {
        let site = try Site()
        try await site.start()
        try await site.stop()
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: site.store + suffix) }
        // The schema's version, a number of four bytes at 60 (sqlite.org/fileformat.html, 1.3).
        let file = try #require(FileHandle(forUpdatingAtPath: site.store))
        try file.seek(toOffset: 60)
        try file.write(contentsOf: Data([0, 0, 3, 231]))
        try file.close()
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 65)
        #expect(result.errors.contains("its schema is version 999, made by a newer cutoffd"), "\(result.errors)")
    }

    @Test func aStoreThatIsDamagedIs70() async throws {
        let site = try await siteWithADamagedStore()
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 70)
        #expect(result.errors.contains(site.store))
    }

    /// Or it would be started again four times a second.
    @Test func underAServiceManagerAnEndInTroubleTakesItsTime() async throws {
        let site = try await siteWithADamagedStore()
        let manager = try NotifySocket(at: site.root + "/notify")
        try site.launch(environment: ["NOTIFY_SOCKET": manager.path])
        try await manager.message("how it stands") { $0.hasPrefix("STATUS=ends in trouble") }
        #expect(try site.journal.contains(site.store))
        await pause(milliseconds: 500)
        #expect(site.isRunning)
        // Whoever stops it meanwhile is not told of a failure once more.
        #expect(try await site.stop() == 0)
        #expect(manager.receive().contains("STOPPING=1"))
    }

    /// The first page is a store's, the rest is not.
    private func siteWithADamagedStore() async throws -> Site {
        let site = try Site()
        try await site.start()
        try await site.stop()
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: site.store + suffix) }
        let file = try #require(FileHandle(forUpdatingAtPath: site.store))
        try file.seek(toOffset: 100)
        try file.write(contentsOf: Data(repeating: 0x55, count: 20_000))
        try file.close()
        return site
    }

    @Test func aReloadOfNobodyIs69() async throws {
        let site = try Site()
        try await site.start()
        let pid = site.pid
        try await site.killNow()
        let result = try await Program.run([Program.cutoffd, "--config", site.config, "--reload", String(pid)])
        #expect(result.status == 69)
        #expect(result.errors.contains("No such process"))
    }
}
