// How the daemon is at one moment: everything in the file that was not counted by us.

import CivilTime
import Orders

package struct Snapshot {
    package var version: String
    package var lastTurn: Instant
    /// Nil before the first.
    package var lastCommit: Instant?
    package var openOrders: Int
    package var shipments: [StateName: Int]
    /// Dockets that the wheel holds a timer for.
    package var timers: Int
    package var spoolFiles: Int
    package var rejectedFiles: Int
    /// Every reason there can be to hold deadlines, and whether it is there.
    package var holds: [(reason: String, isThere: Bool)]
    package var isIntakeStopped: Bool
    package var sources: [SourceFigures]

    package init(
        version: String, lastTurn: Instant, lastCommit: Instant?, openOrders: Int, shipments: [StateName: Int],
        timers: Int, spoolFiles: Int, rejectedFiles: Int, holds: [(reason: String, isThere: Bool)],
        isIntakeStopped: Bool, sources: [SourceFigures]
    ) {
        self.version = version
        self.lastTurn = lastTurn
        self.lastCommit = lastCommit
        self.openOrders = openOrders
        self.shipments = shipments
        self.timers = timers
        self.spoolFiles = spoolFiles
        self.rejectedFiles = rejectedFiles
        self.holds = holds
        self.isIntakeStopped = isIntakeStopped
        self.sources = sources
    }
}

/// What was heard of a source of the settings, or of all others together: there may be any number of those.
package struct SourceFigures {
    package var label: String
    package var lastEvent: Instant?
    package var accepted = 0
    package var duplicate = 0
    package var late = 0
    package var waiting = 0
    package var refused = 0
    /// Nil where nothing is expected, here and below.
    package var expectEvery: Span?
    package var isSilent: Bool?

    package init(label: String) { self.label = label }
}
