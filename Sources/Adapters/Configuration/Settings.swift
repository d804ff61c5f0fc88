// What the configuration says, checked. Nothing of it needs checking again. The defaults stand here and in
// `Windows` and `ReminderOffsets`, and nowhere else.

import CivilTime
import Orders

package struct Settings: Sendable, Equatable {
    package var spool = SpoolSettings()
    package var store = StoreSettings()
    package var clock = ClockSettings()
    package var quality = QualitySettings()
    package var policy = Policy()

    package init() {}
}

/// `[spool]`
package struct SpoolSettings: Sendable, Equatable {
    package var path = "/var/spool/cutoffd"
    /// How long accepted files stay in `done/`.
    package var keep: Span = .days(7)
    /// How long a file that is still being written may hold a deadline.
    package var settle: Span = .seconds(5)
    /// Users, beside root and the daemon's own, whose control commands count.
    package var operators: [String] = []
    /// How often a file that cannot be read is tried before it is refused.
    package var readRetries = 5
    package var maximumFileBytes = 64 << 20
    package var maximumEventBytes = 1 << 20

    package init() {}
}

/// `[store]`
package struct StoreSettings: Sendable, Equatable {
    package var path = "/var/lib/cutoffd/orders.db"
    /// How long closed orders stay.
    package var keepClosed: Span = .days(400)

    package init() {}
}

/// `[clock]`; its `tolerance` is part of the policy.
package struct ClockSettings: Sendable, Equatable {
    /// How far the wall clock may run ahead of the boot clock before firing is held.
    package var stepLimit: Span = .minutes(1)
    /// After a boot, fire nothing until the kernel calls the clock synchronised.
    package var requireSync = true

    package init() {}
}

/// `[quality]`: up to which rates the quality report calls it good.
package struct QualitySettings: Sendable, Equatable {
    package var cancelled = Percentage(whole: 2)
    package var late = Percentage(whole: 5)

    package init() {}
}
