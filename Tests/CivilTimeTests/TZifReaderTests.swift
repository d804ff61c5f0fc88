// TZif files that are old, broken or meant for somebody else.

import CivilTime
import Testing

@Suite struct TZifReaderTests {
    @Test(arguments: ["America/New_York", "Africa/Cairo", "Etc/UTC", "Pacific/Apia"])
    func aFileCutAnywhereIsRefused(name: String) throws {
        let bytes = try Zoneinfo.bytes(name)
        for length in 0..<bytes.count {
            #expect(throws: TimeZoneFailure.self) { try TimeZoneRules(name: name, tzif: bytes.prefix(length)) }
        }
    }

    @Test(arguments: [try Zoneinfo.bytes("Pacific/Apia"), Zoneinfo.bytes(footer: "CET-1CEST,M3.5.0,M10.5.0/3")])
    func aFileWithAnyByteChangedIsReadOrRefused(bytes: [UInt8]) throws {
        let date = try #require(CivilDate(iso: "2050-06-01"))
        var refused = 0
        for index in bytes.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var broken = bytes
                broken[index] ^= change
                guard let rules = try? TimeZoneRules(name: "Broken/Zone", tzif: broken) else {
                    refused += 1
                    continue
                }
                #expect(rules.date(of: rules.start(of: date)) >= date)
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: ["right/UTC", "right/Europe/Berlin"])
    func aFileThatCountsLeapSecondsIsRefused(name: String) throws {
        let bytes = try Zoneinfo.bytes(name)
        let failure = #expect(throws: TimeZoneFailure.self) { try TimeZoneRules(name: name, tzif: bytes) }
        #expect(failure?.found == "27 leap seconds")
    }

    @Test func aFileOfVersionOneHasATableAndNoRule() throws {
        // +01:00, and from 2000-01-01T00:00:00Z on +02:00.
        let bytes =
            Zoneinfo.header(version: 0, changes: 1, types: 2, characters: 4) + [0x38, 0x6D, 0x43, 0x80] + [1]
            + [0, 0, 0x0E, 0x10, 0, 0] + [0, 0, 0x1C, 0x20, 1, 0] + Array("ABC\0".utf8)
        let rules = try TimeZoneRules(name: "Old/Zone", tzif: bytes)
        #expect(rules.offset(at: try Instant("1999-12-31T23:59:59.999Z")) == 3600)
        #expect(rules.offset(at: try Instant("2000-01-01T00:00:00Z")) == 7200)
        #expect(rules.offset(at: .distantFuture) == 7200)
        for length in bytes.indices {
            #expect(throws: TimeZoneFailure.self) { try TimeZoneRules(name: "Old/Zone", tzif: bytes.prefix(length)) }
        }
    }

    @Test func withoutARuleTheLastPeriodHoldsForEver() throws {
        let rules = try TimeZoneRules(name: "No/Rule", tzif: Zoneinfo.bytes(footer: ""))
        #expect(rules.offset(at: .distantFuture) == 0)
    }

    @Test(arguments: ["", "TZi", "GIF89a", "TZif1"])
    func whatIsNoTZifFileIsNamedAsSuch(text: String) throws {
        let failure = #expect(throws: TimeZoneFailure.self) { try TimeZoneRules(name: "Some/File", tzif: text.utf8) }
        #expect(failure?.zone == "Some/File")
        #expect(failure?.description.hasPrefix("time zone Some/File: expected ") == true)
    }

    @Test func aCountThatExceedsTheFileIsRefusedBeforeAnythingIsReserved() {
        var bytes = Zoneinfo.bytes(footer: "UTC0")
        let secondHeader = Zoneinfo.header(version: 0x32, types: 1, characters: 4).count + 10
        for index in secondHeader + 32..<secondHeader + 36 { bytes[index] = 0xFF }
        let failure = #expect(throws: TimeZoneFailure.self) { try TimeZoneRules(name: "Huge/Zone", tzif: bytes) }
        #expect(failure?.expected.hasPrefix("a block of 38654705") == true)
    }
}
