// Zones of the system's tz database, and names that are none.

import CivilTime
import Configuration
import Testing

struct ZoneDatabaseTests {
    private func complaint(about zone: String) -> String? {
        let text = "[[warehouse]]\nid = \"a\"\nshipping_time = \"13:00\"\ntime_zone = \"\(zone)\""
        return complaints(about: text).first
    }

    @Test(arguments: ["Europe/Moscow", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+3"])
    func aZoneOfTheSystemIsTaken(name: String) {
        #expect(complaint(about: name) == nil)
    }

    @Test func aZonesRulesAreThoseOfItsFile() throws {
        let rules = try ZoneDatabase().rules(of: "Europe/Moscow")
        #expect(rules.name == "Europe/Moscow")
        #expect(rules.offset(at: Instant(milliseconds: 1_795_478_400_000)) == 3 * 3600)
    }

    @Test(arguments: [
        ("Europe/Moskow", "Europe/Moscow"), ("europe/Moscow", "Europe/Moscow"), ("Europe/Mosco", "Europe/Moscow"),
        ("UTCC", "UTC"),
    ])
    func aMisspelledZoneIsToldTheNearest(name: String, nearest: String) {
        #expect(
            complaint(about: name)
                == "cutoffd.toml:4: warehouse[1].time_zone: expected a time zone like \"Europe/Moscow\", "
                + "found \"\(name)\", which /usr/share/zoneinfo does not have; did you mean \"\(nearest)\"?")
    }

    @Test(arguments: [
        "", "/etc/passwd", "../../../etc/passwd", "Europe/../Europe/Moscow", "Europe//Moscow", "Europe/",
        "right/Europe/Moscow", ".",
    ])
    func aNameThatLeavesTheDatabaseIsRefusedUnread(name: String) {
        #expect(complaint(about: name)?.contains("found \"\(name)\", which is no zone's name") == true)
    }

    @Test(arguments: ["tzdata.zi", "zone.tab"])
    func aFileOfTheDatabaseThatIsNoZoneIsRefused(name: String) {
        #expect(complaint(about: name) != nil)
    }

    @Test func aDirectoryIsNoZone() {
        #expect(complaint(about: "Europe")?.contains("does not have") == true)
    }
}
