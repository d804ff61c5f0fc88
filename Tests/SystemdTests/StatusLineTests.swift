// The line that `systemctl status` shows.

import CivilTime
import Orders
import Systemd
import Testing

struct StatusLineTests {
    private let packing = StatusLine.NextDeadline(
        due: endOfMonday, kind: .packing, shipment: shipment, zone: .utc, readAt: endOfMonday)

    @Test func itTellsWhatIsOpenWhatComesNextAndHowFullTheSpoolIs() {
        let line = StatusLine(open: 12, next: packing, spoolDepth: 0, held: nil)
        #expect(line.text == "12 open, next packing 24219509-0020-1 by the end of Mon 23 Nov (UTC), spool 0")
    }

    @Test func aHoldLeads() {
        let line = StatusLine(open: 12, next: packing, spoolDepth: 3, held: "the clock jumped by 2h")
        #expect(line.text.hasPrefix("HELD: the clock jumped by 2h; 12 open, next "))
    }

    @Test func aDeadlineOfWhichOnlyTheTimeIsKnownIsTold() {
        let next = StatusLine.NextDeadline(due: endOfMonday + .hours(13), zone: .utc, readAt: endOfMonday)
        #expect(
            StatusLine(open: 1, next: next, spoolDepth: 0, held: nil).text
                == "1 open, next by Tue 24 Nov 13:00 (UTC), spool 0")
    }

    @Test func nothingPendingIsTold() {
        #expect(StatusLine(open: 0, next: nil, spoolDepth: 0, held: nil).text == "0 open, no deadline, spool 0")
    }
}
