// Waiting for what another process does: by looking, never by hoping that enough time has passed.

import Dispatch

/// Looks until something holds.
/// - Throws: `Impatience` when it does not in two minutes.
func eventually(_ what: String, _ holds: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while try !holds() {
        guard ContinuousClock.now < end else { throw Impatience("it does not happen that \(what)") }
        await pause(milliseconds: 5)
    }
}

/// Lets time pass for others, without holding a thread: between two looks, and where time itself is the subject.
func pause(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { continuation.resume() }
    }
}

/// Until it is time for what a test does by its own clock.
func pause(until instant: ContinuousClock.Instant) async {
    let left = (instant - .now) / .milliseconds(1)
    if left > 0 { await pause(milliseconds: Int(left)) }
}

/// What was waited for did not come.
struct Impatience: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
