// Time zones: a file that is taken gives every day a first instant, however strange its rules are.

import CivilTime

extension FuzzTarget {
    static let zone = FuzzTarget("zone", upTo: 512) { try check($0, $0.chance) }

    /// The rule behind the table, in a file with nothing else.
    static let yearlyRule = FuzzTarget("yearly-rule", upTo: 64) { bytes in
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 4 * 4)
        let block = header + [0, 0, 0, 1, 0, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0]
        try check(block + block + [0x0A] + bytes + [0x0A], bytes.chance)
    }

    private static func check(_ file: [UInt8], _ random: Chance) throws {
        guard let zone = try? TimeZoneRules(name: "Fuzzed/Zone", tzif: file) else { return }
        var chance = random
        for _ in 0..<3 {
            let day = CivilDate(dayNumber: chance.below(60_000) - 20_000)
            let start = zone.start(of: day)
            try hold(zone.date(of: start) >= day, "\(day) begins at \(start), which is \(zone.date(of: start))")
            let before = start - .milliseconds(1)
            try hold(
                zone.date(of: before) < day, "\(day) begins at \(start), and before that it is \(zone.date(of: before))"
            )
            try hold(abs(zone.offset(at: start)) < 26 * 3600, "an offset of \(zone.offset(at: start)) s")
        }
    }
}
