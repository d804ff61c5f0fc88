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

    @Test func aSecondDaemonOnTheSameStoreIs69AndTheFirstGoesOn() async throws {
        let site = try Site()
        try await site.start()
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 69)
        #expect(result.errors.contains("another cutoffd has it open"), "\(result.errors)")
        try site.drop("1.json", .placed("1"))
        try await site.isServed()
    }

    @Test func aSpoolThatCannotBeMadeIs69() async throws {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.root + "/spool")
        #expect(FileManager.default.createFile(atPath: site.root + "/spool", contents: nil))
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 69)
        #expect(result.errors.contains(site.root + "/spool"))
    }

    @Test func aStoreThatIsNoneIsNotOverwritten() async throws {
        let site = try Site()
        let garbage = String(repeating: "no database ", count: 1000)
        try garbage.write(toFile: site.store, atomically: true, encoding: .utf8)
        let result = try await Program.run([Program.cutoffd, "--config", site.config])
        #expect(result.status == 70 || result.status == 69)
        #expect(result.errors.contains(site.store))
        #expect(try String(contentsOfFile: site.store, encoding: .utf8) == garbage)
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
