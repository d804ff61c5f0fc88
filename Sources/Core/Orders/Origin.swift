// Where an event came from: what the history says of it, and what a receipt is keyed by.

/// Where an event came from.
package struct Origin: Hashable, Sendable, Codable {
    package let event: EventName
    package let file: String
    package let submitter: UInt32
    /// The whole event as canonical JSON, unknown attributes and members included.
    package let text: String

    /// The same, for a second line about one event.
    package var withoutText: Origin { Origin(event: event, file: file, submitter: submitter, text: "") }

    package init(event: EventName, file: String, submitter: UInt32, text: String) {
        self.event = event
        self.file = file
        self.submitter = submitter
        self.text = text
    }
}

/// Which file, as the kernel knows it: the same inode with another change time is another file.
package struct FileID: Hashable, Sendable, Codable {
    package let inode: UInt64
    /// The change time (ctime) in nanoseconds since 1970.
    package let changedAt: Int64

    package init(inode: UInt64, changedAt: Int64) {
        self.inode = inode
        self.changedAt = changedAt
    }
}

/// Which record of which file: what a receipt is keyed by.
package struct RecordID: Hashable, Sendable, Codable {
    package let file: FileID
    /// From 0.
    package let index: Int

    package init(file: FileID, index: Int) {
        self.file = file
        self.index = index
    }
}
