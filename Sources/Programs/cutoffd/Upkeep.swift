// What is over is let go of, now and then, a little at a time, between turns.

import CivilTime
import Configuration
import Engine
import Spool

/// Removes accepted files older than `spool.keep`, their receipts a day later, and orders closed for
/// `store.keep_closed`.
final class Upkeep {
    private var next = Instant.distantPast

    private static let every = Span.hours(1)
    /// Receipts outlive the files in `done/`.
    private static let receiptsLonger = Span.days(1)

    /// - Returns: whether more is left to do soon.
    func run(
        _ engine: inout Engine, _ spool: DirectoryArrivalSource, _ settings: Settings, at now: Instant
    ) throws -> Bool {
        guard now >= next || now + Self.every < next else { return false }
        let filesBefore = now - settings.spool.keep
        // A directory that cannot be cleaned now is tried again; the turn tells of a spool in trouble.
        let hasMoreFiles = (try? spool.clean(before: filesBefore)) ?? false
        let hasMoreRows = try engine.prune(
            receiptsBefore: filesBefore - Self.receiptsLonger, closedBefore: now - settings.store.keepClosed)
        let hasMore = hasMoreFiles || hasMoreRows
        next = hasMore ? now : now + Self.every
        return hasMore
    }
}
