// A wrong clock is dangerous: what a deadline cancels cannot be taken back. So before deadlines fire, this asks whether
// the wall clock can be right, and holds them when it cannot.

import CivilTime

package struct ClockGuard: Sendable {
    /// `[clock]`
    package struct Limits: Sendable, Equatable {
        /// How far the wall clock may jump ahead of CLOCK_BOOTTIME.
        package var step: Span
        /// After a boot, hold until the kernel calls the clock synchronised.
        package var requiresSync: Bool

        package init(step: Span = .minutes(1), requiresSync: Bool = true) {
            self.step = step
            self.requiresSync = requiresSync
        }
    }

    /// Why deadlines do not fire.
    package enum Hold: Hashable, Sendable, CustomStringConvertible {
        case behind(by: Span)
        case jumped(by: Span)
        case unsynchronised

        package var description: String {
            switch self {
            case .behind(let span): "the clock is \(span.coarseText) behind what was acted on before"
            case .jumped(let span): "the clock jumped \(span.coarseText) ahead"
            case .unsynchronised: "the clock is not synchronised since the boot"
            }
        }

        /// Which of `words` it is.
        package var word: String {
            switch self {
            case .behind: "clock-behind"
            case .jumped: "clock-jumped"
            case .unsynchronised: "clock-unsynchronised"
            }
        }

        package static let words = ["clock-behind", "clock-jumped", "clock-unsynchronised"]
    }

    package var limits: Limits
    /// The greatest position acted at, and the clocks when they were last believed.
    private(set) var mark: ClockMark?

    package init(limits: Limits, mark: ClockMark?) {
        self.limits = limits
        self.mark = mark
    }

    /// Judges a reading. One that is believed is what the next is compared with.
    mutating func judge(_ reading: ClockReading) -> Hold? {
        if let hold = objection(to: reading) { return hold }
        believe(reading)
        return nil
    }

    /// An operator says that the clock is right.
    mutating func accept(_ reading: ClockReading) {
        mark = nil
        believe(reading)
        mark?.position = reading.coarse
    }

    /// The mark to be stored with what was done up to a position.
    mutating func acted(through position: Instant) -> ClockMark {
        let unbelieved = ClockMark(position: .distantPast, wall: .distantPast, sinceBoot: .zero, boot: "")
        var next = mark ?? unbelieved
        next.position = max(next.position, position)
        mark = next
        return next
    }

    private func objection(to reading: ClockReading) -> Hold? {
        guard let mark, mark.boot == reading.boot else {
            if limits.requiresSync, !reading.isSynchronised { return .unsynchronised }
            return behind(reading)
        }
        let ahead = (reading.wall - mark.wall).milliseconds - (reading.sinceBoot - mark.sinceBoot).milliseconds
        let jump = Span(milliseconds: ahead)
        if jump > limits.step, !reading.isSynchronised || !limits.requiresSync { return .jumped(by: jump) }
        return behind(reading)
    }

    private func behind(_ reading: ClockReading) -> Hold? {
        guard let mark, reading.coarse < mark.position else { return nil }
        return .behind(by: mark.position - reading.coarse)
    }

    private mutating func believe(_ reading: ClockReading) {
        mark = ClockMark(
            position: mark?.position ?? .distantPast, wall: reading.wall, sinceBoot: reading.sinceBoot,
            boot: reading.boot)
    }
}

extension Span {
    fileprivate static func - (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds - right.milliseconds)
    }
}
