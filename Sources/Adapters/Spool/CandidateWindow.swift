// How much of a directory one look remembers: anybody may fill a spool with more files than memory should hold.

/// The earliest of the candidates that it was shown, as many as there is room for.
struct CandidateWindow {
    private let room: Int
    private var kept: [Candidate] = []
    /// Whether there was no room for one.
    private(set) var leavesOut = false

    init(room: Int) { self.room = room }

    mutating func add(_ candidate: Candidate) {
        kept.append(candidate)
        // Now and then: O(log room) a candidate.
        if kept.count == 2 * room { cut() }
    }

    /// In queue order.
    mutating func sorted() -> ArraySlice<Candidate> {
        cut()
        return kept[...]
    }

    private mutating func cut() {
        kept.sort(by: Candidate.isBefore)
        guard kept.count > room else { return }
        kept.removeLast(kept.count - room)
        leavesOut = true
    }
}
