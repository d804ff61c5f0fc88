// A real daemon's orders beside those of one that nothing happened to.

import CivilTime
import Configuration
import Engine
import Orders
import Store
import TestKit
import Testing

extension Site {
    /// Every receipt, every order and every line of the history is what it would have been.
    func expectUndisturbed(_ files: [DroppedFile], _ reader: OrderReader, _ comment: Comment) throws {
        let undisturbed = try Undisturbed(arrivals(of: files, reader), policy: settings().policy, until: .now)
        for file in files {
            let receipts = try reader.receipts(of: file).receipts
            #expect(receipts.map(\.record.index) == Array(file.records.indices), "\(file.name), \(comment)")
            for receipt in receipts {
                let expected = undisturbed.outcome(of: receipt.record.index, in: file)
                #expect(receipt.outcome == expected, "\(file.name), \(comment)")
            }
        }
        try expectUndisturbed(orders: undisturbed, reader, comment)
    }

    /// When the files arrived, by their receipts.
    func arrivals(of files: [DroppedFile], _ reader: OrderReader) throws -> [(file: DroppedFile, at: Instant)] {
        try files.map { (file: $0, at: try reader.receipts(of: $0).arrivedAt) }
    }

    func expectUndisturbed(orders undisturbed: Undisturbed, _ reader: OrderReader, _ comment: Comment) throws {
        for (number, docket) in undisturbed.world.dockets {
            let history = try reader.history(of: number)
            #expect(try reader.order(number)?.docket.order == docket.order, "\(number), \(comment)")
            #expect(history.allSatisfy { $0.committedAt >= $0.transition.effectiveAt }, "\(number), \(comment)")
            for (shipment, entries) in Dictionary(grouping: history.map(\.transition), by: \.shipment) {
                #expect(entries == undisturbed.world.story[shipment], "\(shipment), \(comment)")
            }
        }
        #expect(try reader.status().lastSeq == Int64(undisturbed.world.disk.history.count), comment)
    }
}
