// The quality metrics, counted.

import CivilTime
import Configuration
import JSON
import Orders
import Store

struct Quality {
    let period: Period
    /// Nil: all of them.
    let warehouse: WarehouseID?
    let thresholds: QualitySettings
    /// Ordered in the period.
    var shipments = 0
    /// Cancelled in it through the seller's fault.
    var cancelled = 0
    var latePacked = 0
    var lateHandedOver = 0
    /// Late for either; counted once.
    var late = 0

    var cancelledRate: String? { rate(of: cancelled) }
    var lateRate: String? { rate(of: late) }

    private var hasTooManyCancelled: Bool { thresholds.cancelled.isExceeded(by: cancelled, of: shipments) }
    private var hasTooManyLate: Bool { thresholds.late.isExceeded(by: late, of: shipments) }
    var isGood: Bool { !hasTooManyCancelled && !hasTooManyLate }

    /// `msk-1: bad. 3.10 % are cancelled, 2 % may be.`
    var verdict: String {
        let name = warehouse?.rawValue ?? "all"
        let faults = [
            hasTooManyCancelled
                ? "\(cancelledRate ?? "all") % are cancelled, \(thresholds.cancelled.text) % may be." : nil,
            hasTooManyLate ? "\(lateRate ?? "all") % are late, \(thresholds.late.text) % may be." : nil,
        ].compactMap(\.self)
        return (["\(name): \(isGood ? "good" : "bad")."] + faults).joined(separator: " ")
    }

    /// In per cent with two digits, rounded half up; nil where there is nothing to compare with.
    private func rate(of count: Int) -> String? {
        guard shipments > 0 else { return nil }
        let hundredths = (count * 10_000 * 2 + shipments) / (shipments * 2)
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    static let head = [
        "warehouse", "from", "to", "shipments", "cancelled", "cancelledPercent", "latePacked", "lateHandedOver",
        "latePercent", "verdict",
    ]

    var fields: [String] {
        [
            warehouse?.rawValue ?? "", period.first.description, period.last.description, "\(shipments)",
            "\(cancelled)", cancelledRate ?? "", "\(latePacked)", "\(lateHandedOver)", lateRate ?? "",
            isGood ? "good" : "bad",
        ]
    }

    var json: JSONValue {
        [
            "warehouse": JSONValue(warehouse), "from": JSONValue(period.first), "to": JSONValue(period.last),
            "shipments": JSONValue(shipments), "cancelled": JSONValue(cancelled),
            "cancelledPercent": JSONValue(cancelledRate), "latePacked": JSONValue(latePacked),
            "lateHandedOver": JSONValue(lateHandedOver), "latePercent": JSONValue(lateRate),
            "verdict": .string(isGood ? "good" : "bad"),
        ]
    }
}

/// Counts per warehouse, and over all.
struct QualityTally {
    let period: Period
    let thresholds: QualitySettings
    private var counts: [WarehouseID: Quality] = [:]
    private var cancelled: Set<ShipmentNumber> = []
    private var late: Set<ShipmentNumber> = []

    init(period: Period, thresholds: QualitySettings) {
        self.period = period
        self.thresholds = thresholds
    }

    mutating func addPlacing(_ warehouse: WarehouseID) { change(warehouse) { $0.shipments += 1 } }

    mutating func addCancelled(_ reported: ReportedShipment) {
        // What was cancelled, went on, and was cancelled again is one cancellation.
        guard case .cancelled(let cancellation) = reported.shipment.state, cancellation.fault == .seller,
            cancelled.insert(reported.shipment.number).inserted
        else { return }
        change(reported.warehouse) { $0.cancelled += 1 }
    }

    /// A changed cut-off takes the lateness back.
    mutating func addLate(_ reported: ReportedShipment, _ kind: Lateness) {
        guard reported.shipment.late.contains(kind) else { return }
        let isFirst = late.insert(reported.shipment.number).inserted
        change(reported.warehouse) { quality in
            switch kind {
            case .packing: quality.latePacked += 1
            case .handOver: quality.lateHandedOver += 1
            }
            if isFirst { quality.late += 1 }
        }
    }

    private mutating func change(_ warehouse: WarehouseID, _ body: (inout Quality) -> Void) {
        body(&counts[warehouse, default: Quality(period: period, warehouse: warehouse, thresholds: thresholds)])
    }

    /// By warehouse, and their sum where there are several.
    var qualities: [Quality] {
        let each = counts.values.sorted { ($0.warehouse?.rawValue ?? "") < ($1.warehouse?.rawValue ?? "") }
        guard each.count > 1 else { return each }
        let all = each.reduce(into: Quality(period: period, warehouse: nil, thresholds: thresholds)) { sum, quality in
            sum.shipments += quality.shipments
            sum.cancelled += quality.cancelled
            sum.latePacked += quality.latePacked
            sum.lateHandedOver += quality.lateHandedOver
            sum.late += quality.late
        }
        return each + [all]
    }
}
