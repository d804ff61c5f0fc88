// Times for people: the warehouse's day, and how long still.

import CivilTime
import Testing

@testable import cutoffctl

@Suite struct LocalTimeTests {
    private let time = LocalTime(zone: .utc, now: Instant(milliseconds: 1_795_420_800_000))  // Mon 23 Nov 2026 08:00

    @Test func aMidnightIsTheEndOfTheDayBefore() throws {
        #expect(time.due(try Instant(rfc3339: "2026-11-24T00:00:00Z", rounding: .up)) == "end of Mon 23 Nov")
        #expect(time.due(try Instant(rfc3339: "2026-11-24T00:01:00Z", rounding: .up)) == "Tue 24 Nov 00:01")
    }

    @Test(arguments: [
        (Span.minutes(135), "in 2h 15min", Style.plain), (.minutes(20), "in 20min", .yellow),
        (.zero, "now", .red), (.minutes(-5), "5min ago", .red),
    ])
    func theCountdownTurnsRedWhenTheTimeIsOver(left: Span, text: String, style: Style) {
        #expect(time.countdown(to: time.now + left) == text)
        #expect(time.style(of: time.now + left) == style)
    }

    @Test(arguments: [
        (Span.minutes(135), "2h 15min ago", "2h"), (.seconds(61), "1min 1s ago", "1min"), (.zero, "now", "now"),
    ])
    func whatWasIsBrieflyTheGreatestUnit(ago: Span, text: String, brief: String) {
        let cell = time.agoCell(time.now - ago)
        #expect(cell.text == text && cell.brief == brief)
    }
}
