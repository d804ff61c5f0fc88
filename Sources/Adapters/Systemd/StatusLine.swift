// The one line of `systemctl status`: whether firing is held, and what comes next.

import CivilTime
import Orders

/// `12 open, next packing 24219509-0020-1 by the end of Mon 23 Nov (Europe/Moscow), spool 0`
package struct StatusLine: Sendable {
    /// Open orders.
    package var open: Int
    package var next: NextDeadline?
    /// Files in `new/` that are not retired.
    package var spoolDepth: Int
    /// Why firing is held; nil when it is not.
    package var held: String?

    package init(open: Int, next: NextDeadline?, spoolDepth: Int, held: String?) {
        self.open = open
        self.next = next
        self.spoolDepth = spoolDepth
        self.held = held
    }

    /// What is known of the earliest deadline: always when, not always what.
    package struct NextDeadline: Sendable {
        package var due: Instant
        package var kind: DeadlineKind?
        package var shipment: ShipmentNumber?
        package var zone: TimeZoneRules
        /// When the line is written.
        package var readAt: Instant

        package init(
            due: Instant, kind: DeadlineKind? = nil, shipment: ShipmentNumber? = nil, zone: TimeZoneRules,
            readAt: Instant
        ) {
            self.due = due
            self.kind = kind
            self.shipment = shipment
            self.zone = zone
            self.readAt = readAt
        }

        fileprivate var text: String {
            let subject = [kind?.rawValue, shipment?.rawValue].compactMap(\.self)
            return (["next"] + subject + [WallClockText(in: zone, readAt: readAt).deadline(due)]).joined(separator: " ")
        }
    }

    /// Begins with `HELD` and the reason where firing is held.
    package var text: String {
        let parts = ["\(open) open", next?.text ?? "no deadline", "spool \(spoolDepth)"].joined(separator: ", ")
        return held.map { "HELD: \($0); \(parts)" } ?? parts
    }
}
