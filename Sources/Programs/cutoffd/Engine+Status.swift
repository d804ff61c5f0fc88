// The line that `systemctl status` shows, from what the engine knows.

import CivilTime
import Engine
import Orders
import Systemd

extension Engine {
    mutating func statusLine(at now: Instant, _ policy: Policy) -> String {
        // Where all warehouses share a zone, people read its time.
        let zones = Set(policy.warehouses.values.map(\.zone.name))
        let zone = zones.count == 1 ? policy.warehouses.values.first?.zone ?? .utc : .utc
        let next = nextDue().map { StatusLine.NextDeadline(due: $0, zone: zone, readAt: now) }
        return StatusLine(open: openOrders, next: next, spoolDepth: spoolDepth, held: heldReason).text
    }
}
