// explain: the same days as the shipping calendar's, in sentences.

import CivilTime
import Testing

@testable import cutoffctl

@Suite struct ExplainTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        shop.now = try Instant(rfc3339: "2026-11-23T08:00:00Z", rounding: .down)
    }

    @Test(arguments: [
        ("2026-11-23 12:59", "2026-11-23", "2026-11-24", "2026-11-24T21:00:00Z"),
        ("2026-11-23 13:00", "2026-11-24", "2026-11-25", "2026-11-25T21:00:00Z"),
        ("2026-11-27T11:00:00+03:00", "2026-11-30", "2026-12-01", "2026-12-01T21:00:00Z"),
        ("2026-12-30 12:00", "2026-12-30", "2027-01-01", "2027-01-01T21:00:00Z"),
    ])
    func aTimeIsFollowedThroughTheCalendar(at: String, start: String, packing: String, due: String) throws {
        let ran = try shop.run("explain", "--warehouse", "msk-1", "--at", at, "--json")
        let line = try #require(ran.lines.first)
        #expect(line.contains(#""warehouse":"msk-1","timeZone":"Europe/Moscow","startDay":"\#(start)""#))
        #expect(line.contains(#""packingDay":"\#(packing)","due":"\#(due)","steps":["#))
    }

    @Test func whyADayIsPassedOverIsSaid() throws {
        let ran = try shop.run("explain", "--warehouse", "msk-1", "--at", "2026-12-30 12:00")
        #expect(ran.text.contains("Thu 31 Dec a holiday"))
        #expect(ran.lines.last == "4. The cut-off: end of Fri 1 Jan 2027, which is 2027-01-01T21:00:00Z.")
    }

    @Test func anExpressWarehouseHasNoDays() throws {
        let ran = try shop.run("explain", "--warehouse", "express", "--at", "2026-11-23T08:00:00Z", "--json")
        #expect(
            ran.lines.first?.contains(#""startDay":null,"packingDay":null,"due":"2026-11-23T08:30:00Z""#) == true)
    }

    @Test func aGivenDeadlineCountsAndNotTheCalendar() throws {
        try shop.open()
        shop.now = nil
        try shop.place("A", #""packBy":"2030-01-01T10:00:00Z","#)
        let ran = try shop.run("explain", "A-1")
        #expect(ran.text.contains(" the marketplace gave a deadline: it counts"))
        #expect(
            try shop.run("explain", "A", "--json").lines[0].contains(
                #""startDay":null,"packingDay":null,"due":"2030-01-01T10:00:00Z""#))
    }

    @Test func aCalendarDeadlineIsTheOneThatStands() throws {
        try shop.open()
        shop.now = nil
        try shop.place("A")
        let explained = try #require(shop.run("explain", "A-1", "--json").lines.first)
        let standing = try #require(shop.run("deadlines", "--json").lines.first)
        let due = try #require(standing.split(separator: "\"").dropFirst(3).first)
        #expect(explained.contains(#""due":"\#(due)""#))
        #expect(!explained.contains("settings have changed"))
    }

    @Test func anUnknownWarehouseIsNamedWithThoseThereAre() throws {
        let ran = try shop.run("explain", "--warehouse", "spb", "--at", "2026-11-23 12:59")
        #expect(ran.status == 1)
        #expect(ran.complaints == [#"there is no warehouse "spb" in the configuration; there are: express, msk-1."#])
        #expect(try shop.run("explain", "--warehouse", "msk-1", "--at", "noon").status == 64)
    }
}
