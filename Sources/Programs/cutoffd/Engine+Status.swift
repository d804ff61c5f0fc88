// The line that `systemctl status` shows, from what the engine knows.

import CivilTime
import Engine
import Orders
import Systemd

extension Engine {
    mutating func statusLine(at now: Instant, _ policy: Policy) -> String {
        let next = nextDue().map { StatusLine.NextDeadline(due: $0, zone: policy.commonZone, readAt: now) }
        return StatusLine(open: openOrders, next: next, spoolDepth: spoolDepth, held: heldReason).text
    }
}
