// What an operator may set of the spool, and every bound that nobody may.

import CivilTime

/// The `[spool]` table of the configuration, as far as the directory protocol follows it.
package struct SpoolSettings: Sendable {
    /// How long a file that is still being written may hold a deadline, from its last change.
    package var settle: Span
    /// How many more looks a file gets that cannot be read, before it is refused.
    package var readRetries: Int
    package var maximumFileBytes: Int64
    /// Who may command the daemon, beside root and the daemon's own user.
    package var operators: Set<UInt32>

    package init(
        settle: Span = .seconds(5), readRetries: Int = 5, maximumFileBytes: Int64 = 64 << 20,
        operators: Set<UInt32> = []
    ) {
        self.settle = settle
        self.readRetries = readRetries
        self.maximumFileBytes = maximumFileBytes
        self.operators = operators
    }
}

/// The bounds of this module.
enum SpoolBounds {
    /// Files taken and not yet retired; each holds a descriptor and a lease. Well under the usual 1,024 descriptors.
    static let openFiles = 512
    /// Files of `new/` that are remembered between two looks at it: some megabytes.
    static let candidates = 32_768
    /// Files that are looked at for a command out of turn.
    static let possibleCommands = 1024
    /// Files that stay in `new/` and are warned about, at one time.
    static let warnings = 1000
    /// What is read and written at a time.
    static let chunkBytes = 256 << 10
    /// A command is a small file; nothing larger is read out of turn.
    static let controlFileBytes: Int64 = 4096
    /// Reasons written out for one file; the rest are counted.
    static let reasonsPerFile = 10_000
    /// Files that one step of `clean` removes.
    static let filesPerCleaning = 1000
    /// NAME_MAX.
    static let nameBytes = 255
    /// Leaves room for `.waiting-INODE-INDEX.2.reason.json`.
    static let waitingStemBytes = 160
    /// A longer suffix is part of the name.
    static let suffixBytes = 16
    /// What is half there for longer than this was probably forgotten.
    static let leftoverAge = Span.hours(1)
    /// A stamp further ahead than this is no arrival during the look, but a clock that was set back.
    static let clockMargin = Span.seconds(10)
    /// Until a file that could not be read is tried again.
    static let retryAfter = Span.seconds(1)
    /// Until a file with two links is looked at again, while it is younger than `settle`.
    static let linkPoll = Span.milliseconds(100)
}
