// The files in systemd/, as systemd's own tools judge them.

import Foundation
import Testing

struct UnitTests {
    @Test(.enabled(if: Tool.exists("systemd-analyze"), "needs systemd-analyze"))
    func theSandboxsExposureIsAtMostOne() throws {
        let result = try Tool.run(
            "systemd-analyze",
            [
                "security", "--offline=true", "--threshold=10", "--no-pager", shipped("cutoffd.service"),
            ])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: Tool.exists("journalctl"), "needs journalctl"))
    func theCatalogCompiles() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "cutoffd-catalog-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        let catalogs = root.appending(path: "usr/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: catalogs, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: shipped("cutoffd.catalog"), toPath: catalogs.appending(path: "cutoffd.catalog").path)
        let compiled = try Tool.run("journalctl", ["--root=\(root.path)", "--update-catalog"])
        #expect(compiled.status == 0, "\(compiled.output)")
        let listed = try Tool.run("journalctl", ["--root=\(root.path)", "--list-catalog"])
        #expect(listed.output.split(separator: "\n").allSatisfy { $0.contains(" cutoffd: ") }, "\(listed.output)")
    }

    /// What was found, at a cost, to be needed on systemd 252.
    @Test(arguments: [
        "Type=notify", "StartLimitIntervalSec=0", "Restart=always", "RestartSec=250ms",
        "RestartPreventExitStatus=65 78", "WatchdogSec=90s", "TimeoutAbortSec=10s",
        "Environment=SWIFT_BACKTRACE=enable=no", "LogRateLimitIntervalSec=0",
        "ExecReload=/usr/sbin/cutoffd --reload $MAINPID", "SystemCallFilter=adjtimex clock_adjtime",
        "CapabilityBoundingSet=CAP_LEASE CAP_DAC_READ_SEARCH",
    ])
    func theUnitSays(line: String) throws {
        let unit = try String(contentsOfFile: shipped("cutoffd.service"), encoding: .utf8)
        #expect(unit.split(separator: "\n").contains(Substring(line)))
    }

    @Test(arguments: ["ProtectClock=", "PrivateUsers=", "ProcSubset=", "StateDirectory="])
    func theUnitLeavesOutWhatBreaksTheDaemon(key: String) throws {
        let unit = try String(contentsOfFile: shipped("cutoffd.service"), encoding: .utf8)
        #expect(!unit.split(separator: "\n").contains { $0.hasPrefix(key) })
    }

    private func shipped(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../systemd/\(name)").standardized.path
    }
}
