// Waiting for what becomes of events that were dropped, by their receipts.

import CivilTime
import Engine
import Glibc
import JSON
import Orders
import Store

/// What became of one event.
struct Reception {
    /// Nil for a record that is no event.
    let event: EventName?
    let outcome: Outcome

    var reason: String? {
        switch outcome {
        case .applied, .duplicate: nil
        case .unchanged(let what), .waiting(let what): what
        case .refused(let refusal): refusal.text
        }
    }

    var isRefused: Bool { if case .refused = outcome { true } else { false } }

    var json: JSONValue {
        [
            "id": JSONValue(event?.id), "source": JSONValue(event?.source), "outcome": .string(outcome.word),
            "reason": JSONValue(reason),
        ]
    }

    var text: String {
        let name = event.map { "\($0.source) \($0.id)" } ?? "no event"
        return "\(name): \(outcome.word)\(reason.map { ": \($0)" } ?? "")".harmless
    }
}

extension Session {
    private static let glance = Span.milliseconds(20)

    /// A store to wait with, and a daemon to wait for; said before anything is dropped.
    func readerToWaitWith() throws -> OrderReader {
        let reader = try reader()
        guard isDaemonRunning else {
            throw Stop(
                .unavailable,
                "cutoffd is not running, so nothing would take the event, and nothing was dropped. "
                    + "`cutoffctl submit` without --wait drops files for when it starts.")
        }
        return reader
    }

    /// What became of every record of the files, in their order.
    func receptions(of files: [DroppedFile], _ reader: OrderReader, within patience: Span) throws -> [Reception] {
        let end = now + patience
        let total = files.reduce(0) { $0 + $1.recordCount }
        let line = ProgressLine(self)
        defer { line.clear() }
        var receptions: [Reception] = []
        for file in files {
            var found = try self.receptions(of: file, reader)
            while found.count < file.recordCount {
                guard isDaemonRunning else { throw stillInSpool(file, "cutoffd stopped") }
                guard now < end else {
                    let held = try reader.status().held.map { ", for deadlines are held (\($0))" } ?? ""
                    throw stillInSpool(file, "not taken within \(patience.coarseText)\(held)")
                }
                line.show("decided", receptions.count + found.count, of: total, "events")
                try pause(Self.glance)
                found = try self.receptions(of: file, reader)
            }
            receptions += found
        }
        return receptions
    }

    private func receptions(of file: DroppedFile, _ reader: OrderReader) throws -> [Reception] {
        do throws(ReaderFailure) {
            return try reader.receipts(inode: file.inode).filter { $0.record.file.changedAt >= file.changedFrom }
                .map { Reception(event: $0.event, outcome: $0.outcome) }
        } catch {
            guard error.kind == .busy else { throw Stop(error) }
            return []
        }
    }

    private func stillInSpool(_ file: DroppedFile, _ why: String) -> Stop {
        Stop(.unavailable, "\(why); \(file.name) stays in the spool, and is taken later. See `cutoffctl status`.")
    }
}
