// A time as a wall clock shows it, with no zone: only a zone (`TimeZoneRules`) can turn it into an instant.

/// A time on a wall clock, to the minute: what a warehouse's shipping time is written in.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// 0...1439.
    package let minutesSinceMidnight: Int

    /// Nil unless 00:00...23:59.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minutesSinceMidnight = hour * 60 + minute
    }

    package var hour: Int { minutesSinceMidnight / 60 }
    package var minute: Int { minutesSinceMidnight % 60 }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutesSinceMidnight < right.minutesSinceMidnight
    }
}

extension TimeOfDay: LosslessStringConvertible {
    /// `13:00`, always two digits each; nil for anything else, `24:00` included.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, (try? bytes.span.require(":", at: 2)) != nil,
            let hour = try? bytes.span.number(at: 0, digits: 2, in: 0...23, "an hour"),
            let minute = try? bytes.span.number(at: 3, digits: 2, in: 0...59, "a minute")
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    /// `13:00`.
    package var description: String {
        var text = DigitText()
        text.append(hour, digits: 2)
        text.append(":")
        text.append(minute, digits: 2)
        return text.string
    }
}
