// What a shipment's cut-off followed from, as its history has it.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders

struct CutoffFacts {
    /// When the marketplace said something of the cut-off, and what; nil withdrew it.
    struct Given {
        let at: Instant
        let packBy: Instant?
    }

    /// What the placing or the latest change gave; nil: nothing, and the calendar applies.
    private(set) var given: Given?
    /// When the order came free that was held for passport data.
    private(set) var freeAt: Instant?
    /// The cut-off that stood last, and when it was committed.
    private(set) var stood: (due: Instant, committedAt: Instant)?

    init(order: Order, shipment: ShipmentNumber, history: [HistoryEntry]) {
        let lineage = Self.lineage(of: shipment, history)
        // The text of what several transitions come from stands in the first of them.
        var text = ""
        for entry in history {
            text = entry.origin.map { $0.text.isEmpty ? text : $0.text } ?? ""
            guard lineage.contains(entry.transition.shipment) else { continue }
            follow(entry, packBy: Self.packBy(in: text))
        }
    }

    private mutating func follow(_ entry: HistoryEntry, packBy: Instant?) {
        let transition = entry.transition
        switch transition.cause {
        case .event(.orderPlaced):
            if let packBy { given = Given(at: transition.effectiveAt, packBy: packBy) }
        case .event(.cutoffChanged):
            given = Given(at: transition.effectiveAt, packBy: packBy)
            stood = nil
        case .event(.passportProvided): freeAt = transition.effectiveAt
        case .event, .deadline, .reminder, .finding: break
        }
        guard let due = transition.runs.first(where: { $0.key.kind == .packing })?.due else { return }
        if stood?.due != due { stood = (due, entry.committedAt) }
    }

    /// A shipment, and those it was split from.
    private static func lineage(of shipment: ShipmentNumber, _ history: [HistoryEntry]) -> Set<ShipmentNumber> {
        var lineage: Set = [shipment]
        for entry in history.reversed() where lineage.contains(entry.transition.shipment) {
            guard entry.transition.from == nil, entry.transition.cause == .event(.shipmentSplit),
                let whole = entry.transition.reason?.split(separator: " ").last
            else { continue }
            lineage.insert(ShipmentNumber(String(whole)))
        }
        return lineage
    }
}

extension CutoffFacts {
    /// What an event, or a marketplace's report, said of the packing deadline.
    private static func packBy(in text: String) -> Instant? {
        guard let event = try? JSONValue(parsing: text),
            let packBy = (event["data"]?["packBy"] ?? event["shipment_date"] ?? event["new_cutoff_date"])?.string
        else { return nil }
        return try? Instant(rfc3339: packBy, rounding: .up)
    }
}
