// Spans of time as systemd.time(7) writes them, and as people glance at them.

import CivilTime
import Testing

@Suite struct SpanTests {
    private static let terms: [(String, Int64)] = [
        ("1h 30min", 5_400_000), ("1h30min", 5_400_000), ("1.5h", 5_400_000), ("  90   min  ", 5_400_000),
        ("30", 30_000), ("0", 0), ("2.5", 2500), ("1h 30", 3_630_000), ("5 6", 11_000), (".5s", 500), ("1.s", 1000),
        ("15min", 900_000), ("24h", 86_400_000), ("30d", 2_592_000_000), ("2 h", 7_200_000), ("10d", 864_000_000),
        ("250ms", 250), ("250msec", 250), ("1000us", 1), ("1000usec", 1), ("1000µs", 1), ("1000μs", 1),
        ("1s", 1000), ("1sec", 1000), ("1second", 1000), ("2seconds", 2000), ("1m", 60_000), ("1minute", 60_000),
        ("2minutes", 120_000), ("1hr", 3_600_000), ("1hour", 3_600_000), ("2hours", 7_200_000), ("1d", 86_400_000),
        ("1day", 86_400_000), ("2days", 172_800_000), ("1w", 604_800_000), ("1week", 604_800_000),
        ("2weeks", 1_209_600_000), ("1M", 2_629_800_000), ("1month", 2_629_800_000), ("2months", 5_259_600_000),
        ("1y", 31_557_600_000), ("1year", 31_557_600_000), ("2years", 63_115_200_000),
        ("2y 3M 1w 4d 5h 6min 7s 8ms", 71_973_367_008),
        // finer than a millisecond: the sum is rounded up
        ("1us", 1), ("999us 1us", 1), ("1ms 1us", 2), ("1.2345s", 1235), ("0.0004s", 1),
        ("292271y", 9_223_371_309_600_000),
    ]

    @Test(arguments: terms)
    func aSpanIsReadAsSystemdReadsIt(text: String, milliseconds: Int64) throws {
        #expect(try Span(systemd: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        ("", 0), ("   ", 3), ("h", 0), ("-1h", 0), ("+1h", 0), ("1h -30min", 3), ("1 parsec", 2), ("1H", 1),
        ("1hmin", 1),
        ("12.34.56", 5), (".", 0), (". 5s", 0), ("infinity", 0), ("1h, 30min", 1), ("1h 30min!", 5), ("1,5h", 1),
        ("9223372036854775807", 0), ("99999999999999999999", 0), ("1s 292271y 1y", 11), ("200000y 200000y", 8),
        ("1 ч", 2),
        ("0x10", 1), ("1e3", 1),
    ])
    func whatIsNoSpanIsRefusedWithThePlace(text: String, offset: Int) {
        let failure = #expect(throws: TimeSyntaxFailure.self) { try Span(systemd: text) }
        #expect(failure?.offset == offset)
    }

    @Test(arguments: [
        (Int64(0), "0"), (5_400_000, "1h 30min"), (250, "250ms"), (1250, "1s 250ms"), (2_592_000_000, "30d"),
        (86_400_000, "1d"), (90_061_001, "1d 1h 1min 1s 1ms"), (-5_400_000, "-1h 30min"),
        (.min, "-106751991167d 7h 12min 55s 808ms"),
    ])
    func aSpanIsWrittenInDaysAndLess(milliseconds: Int64, text: String) {
        #expect(Span(milliseconds: milliseconds).systemdText == text)
    }

    @Test func whatIsWrittenReadsBack() throws {
        var chance = SystemRandomNumberGenerator()
        for bits in 1...52 {
            for _ in 0..<200 {
                let span = Span(milliseconds: .random(in: 0...(1 << bits), using: &chance))
                try #require(try Span(systemd: span.systemdText) == span, "\(span.systemdText)")
            }
        }
    }

    @Test(arguments: [
        (Span.minutes(135), "in 2h 15min"), (.seconds(8159), "in 2h 15min"),
        (.days(3) + .hours(4) + .minutes(59), "in 3d 4h"),
        (.days(3) + .minutes(59), "in 3d 59min"), (.days(30), "in 30d"), (.milliseconds(45_999), "in 45s"),
        (.milliseconds(999), "now"), (.zero, "now"), (.milliseconds(-999), "now"), (.minutes(-135), "2h 15min ago"),
        (.milliseconds(.min), "106751991167d 7h ago"),
    ])
    func aCountdownNamesTheTwoGreatestUnits(span: Span, text: String) {
        #expect(span.countdown == text)
    }

    @Test(arguments: [(Span.zero, "0"), (.milliseconds(250), "250ms"), (.milliseconds(-61_250), "1min 1s")])
    func aCoarseTextHasMillisecondsOnlyBelowASecond(span: Span, text: String) {
        #expect(span.coarseText == text)
    }
}

extension Span {
    fileprivate static func + (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds + right.milliseconds)
    }
}
