// The refused records of one file. A file of millions of bad lines must not fill the memory with reasons.

import Orders

/// Why one record was refused.
struct Reason {
    let refusal: Refusal
    /// The record's index in its file.
    let record: Int
    /// Nil for a whole file.
    let line: Int?
    /// The number of what it is about, as far as it tells.
    let subject: String?
    /// Nil for what is no event.
    let event: EventName?

    init(_ refusal: Refusal, record: Int, line: Int? = nil, subject: String? = nil, event: EventName? = nil) {
        self.refusal = refusal
        self.record = record
        self.line = line
        self.subject = subject
        self.event = event
    }
}

/// Which records were refused, all of them, and why, up to a bound.
struct Refusals {
    private(set) var reasons: [Reason] = []
    private(set) var count = 0
    /// Their indices; neighbours share a range.
    private var ranges: [Range<Int>] = []

    mutating func append(_ reason: Reason) {
        count += 1
        if reasons.count < SpoolBounds.reasonsPerFile { reasons.append(reason) }
        if let last = ranges.last, last.upperBound == reason.record {
            ranges[ranges.count - 1] = last.lowerBound..<reason.record + 1
        } else {
            ranges.append(reason.record..<reason.record + 1)
        }
    }

    /// In the order of the file, whatever the order of their outcomes.
    var indices: [Range<Int>] { ranges.sorted { $0.lowerBound < $1.lowerBound } }

    /// Refused, without a reason that is written out.
    var unexplained: Int { count - reasons.count }
}
