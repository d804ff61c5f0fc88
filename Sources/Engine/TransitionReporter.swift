// Who tells people: the port, and what they are told beside transitions.

import Orders

/// Tells people.
package protocol TransitionReporter {
    mutating func report(_ entry: HistoryEntry, isRepeat: Bool)
    /// Something refused, with where it came from.
    mutating func report(_ rejection: Rejection)
    mutating func report(_ warning: Warning, isRepeat: Bool)
    mutating func report(_ notice: Notice)
    /// The rules in force, for what people are told: warehouses' zones.
    mutating func follow(_ policy: Policy)
}

/// A refused record, as people are told of it.
package struct Rejection: Sendable {
    package let file: String
    package let line: Int?
    /// Which record of the file, from 1: a line may have many.
    package let record: Int?
    /// The number of what it is about, as far as it tells.
    package let subject: String?
    package let submitter: UInt32?
    package let event: EventName?
    package let refusal: Refusal

    package init(
        file: String, line: Int?, record: Int? = nil, subject: String? = nil, submitter: UInt32?, event: EventName?,
        refusal: Refusal
    ) {
        self.file = file
        self.line = line
        self.record = record
        self.subject = subject
        self.submitter = submitter
        self.event = event
        self.refusal = refusal
    }
}

/// A report that contradicts what we know of a shipment, as people are told of it.
package struct Warning: Hashable, Sendable, Codable {
    package let contradiction: Contradiction
    package let origin: Origin

    package init(_ contradiction: Contradiction, origin: Origin) {
        self.contradiction = contradiction
        self.origin = origin
    }
}

/// What the daemon says of itself.
package enum Notice: Sendable, Equatable {
    case started(open: Int, version: String)
    case stopped
    /// It cannot start yet, and tries again.
    case startWaits(String)
    /// New settings are in force, but for what only a restart can change.
    case reloaded(ignored: [String])
    case reloadFailed(String)
    /// Firing is held, and why.
    case held(String)
    case released(String)
    case intakeStopped(String)
    case intakeResumed
    case storeFull(String)
    /// A source fell silent, or speaks again.
    case feed(Feed, isRepeat: Bool)
    /// Left in the spool and not taken: a directory, an old half-written file.
    case spoolWarning(String)
    /// The file of figures cannot be written, and why.
    case metricsStopped(String)
    case metricsResumed
    /// The archive has files that the store does not know: everything is held until they are fed again.
    case archiveAhead(String)
    /// A replay cannot go on, and why.
    case replayStopped(String)
    case replayEnded(String)
}
