// The file that is shipped explains the defaults, so it must be read without complaint and come to them.

import CivilTime
import Configuration
import Foundation
import Orders
import Testing

struct ShippedFileTests {
    private var path: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../config/cutoffd.toml").path
    }

    /// The file with its examples in force: what begins with # and no space.
    private var examplesInForce: String {
        get throws {
            try String(contentsOfFile: path, encoding: .utf8).replacing(/(?m)^#(?=[a-z_]+ = |\[\[)/, with: "")
        }
    }

    @Test func itComesToTheDefaults() throws {
        let settings = try Settings.load(path: path)
        #expect(settings.spool == SpoolSettings())
        #expect(settings.store == StoreSettings())
        #expect(settings.clock == ClockSettings())
        #expect(settings.quality == QualitySettings())
        #expect(settings.policy.windows == Windows())
        #expect(settings.policy.reminders == ReminderOffsets())
        #expect(settings.policy.tolerance == Policy().tolerance)
    }

    /// A warehouse, a service or a source that is somebody else's would do harm; the reasons are the marketplace's own.
    @Test func ofItsExamplesOnlyTheReasonsAreInForce() throws {
        let policy = try Settings.load(path: path).policy
        #expect(policy.warehouses.isEmpty && policy.services.isEmpty && policy.sources.isEmpty)
        #expect(policy.reasons.count == 16)
        #expect(policy.reasons.values.filter { $0.fault == .seller }.count == 4)
    }

    @Test func itsExamplesAreReadToo() throws {
        let policy = try Settings.parse(examplesInForce).policy
        #expect(policy.warehouses.count == 2)
        let warehouse = try #require(policy.warehouses[WarehouseID("msk-1")])
        #expect(warehouse.workdays.weekdays == Workdays().weekdays)
        #expect(policy.services[ServiceID("partner")]?.isIntegrated == true)
        let source = try #require(policy.sources[SourceName("/feeds/partner")])
        #expect(source.role == .carrier && source.trustedBackdating == .hours(24))
    }

    /// Which names there are is told by the complaint about one that there is not.
    @Test(arguments: [
        "[spool]", "[store]", "[clock]", "[deadlines]", "[reminders]", "[quality]", "[[service]]", "[[source]]",
        "[[reason]]", "[[warehouse]]",
    ])
    func itExplainsEverySetting(header: String) throws {
        let shipped = try String(contentsOfFile: path, encoding: .utf8)
        let unknown = try #require(complaints(about: "\(header)\nqqqqqqqqqqqq = 1").first { $0.contains("qqqqqq") })
        let names = try #require(unknown.firstMatch(of: /the names (.*), found/)?.output.1).split(separator: ", ")
        #expect(names.count > 1)
        for name in names {
            let line = try Regex("(?m)^#?\(name) = ")
            #expect(shipped.contains(line), "\(name)")
        }
    }
}
