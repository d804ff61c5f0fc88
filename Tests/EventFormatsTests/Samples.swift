// Good data for every type of event, and what it is read as.

import CivilTime
import JSON
import Orders

struct Sample: Sendable {
    let type: EventType
    let data: JSONValue?
    let event: OrderEvent

    init(_ type: EventType, _ data: JSONValue?, _ event: OrderEvent) {
        self.type = type
        self.data = data
        self.event = event
    }

    var document: JSONValue { sample(type.rawValue, data: data) }
}

private let shipment = ShipmentNumber("24219509-0020-1")
private let checksum = String(repeating: "0aF9", count: 16)
private let video = Evidence(uri: "s3://packing/1.mp4", sha256: checksum.lowercased())
private let videoData: JSONValue = ["uri": "s3://packing/1.mp4", "sha256": .string(checksum)]

/// Eight in the evening in UTC on 24 November 2026.
private let evening = Instant(milliseconds: 1_795_550_400_000)

let placementData: JSONValue = [
    "warehouse": "msk-1", "service": "partner", "deliveryMethod": "courier-msk", "delivery": "courier",
    "fromAbroad": true, "createdAt": "2026-11-24T20:00:00.0009Z", "paidAt": "2026-11-24T23:00:00+03:00",
    "packBy": "2026-11-24T19:59:59.9991Z",
    "items": [
        ["sku": "180550365", "name": "Coffee 250 g", "quantity": 2, "price": "279.00", "currency": "RUB"],
        ["sku": "180550366", "name": "Ж", "quantity": 1, "price": "0", "currency": "RUB"],
    ],
]

let samples: [Sample] = [
    Sample(
        .orderPlaced, placementData,
        .placed(
            Placement(
                warehouse: .init("msk-1"), service: .init("partner"), deliveryMethod: .init("courier-msk"),
                delivery: .courier,
                isFromAbroad: true,
                items: [
                    Item(
                        sku: .init("180550365"), name: "Coffee 250 g", quantity: Quantity(2), price: roubles(27900)),
                    Item(sku: .init("180550366"), name: "Ж", quantity: Quantity(1), price: roubles(0)),
                ], createdAt: evening, paidAt: evening, packBy: evening))),
    Sample(.passportProvided, nil, .passportProvided),
    Sample(.cutoffChanged, ["packBy": "2026-11-24T20:00:00Z"], .cutoffChanged(shipment, packBy: evening)),
    Sample(.cutoffChanged, ["packBy": .null], .cutoffChanged(shipment, packBy: nil)),
    Sample(
        .shipmentSplit, ["parts": [[["sku": "1", "quantity": 2]], [["sku": "1", "quantity": 1]]]],
        .split(
            shipment,
            parts: [
                [Portion(sku: .init("1"), quantity: Quantity(2))], [Portion(sku: .init("1"), quantity: Quantity(1))],
            ])),
    Sample(
        .itemRemoved, ["sku": "1", "quantity": 3, "reason": "out-of-stock"],
        .itemRemoved(shipment, Portion(sku: .init("1"), quantity: Quantity(3)), reason: .init("out-of-stock"))),
    Sample(
        .shipmentPacked, ["evidence": [videoData, ["uri": "x:u"]]],
        .packed(shipment, evidence: [video, Evidence(uri: "x:u", sha256: nil)])),
    Sample(.shipmentPacked, nil, .packed(shipment, evidence: [])),
    Sample(.evidenceRecorded, videoData, .evidenceRecorded(shipment, video)),
    Sample(
        .trackingAssigned, ["number": "RU1", "carrier": "Post"],
        .trackingAssigned(shipment, .init("RU1"), carrier: "Post")),
    Sample(.shipmentAccepted, nil, .accepted(shipment)),
    Sample(.courierDeparted, [:], .courierDeparted(shipment)),
    Sample(.pickupArrived, nil, .pickupArrived(shipment)),
    Sample(.deliveryPresumed, nil, .deliveryPresumed(shipment)),
    Sample(.deliveryConfirmed, nil, .deliveryConfirmed(shipment)),
    Sample(
        .receiptDeclined, ["reason": "The cup\nis broken"],
        .receiptDeclined(shipment, reason: "The cup\nis broken")),
    Sample(
        .customerContacted, ["channel": "chat", "note": "asked"],
        .customerContacted(shipment, channel: "chat", note: "asked")),
    Sample(
        .disputeResolved, ["outcome": "cancelled", "note": .null],
        .disputeResolved(shipment, .cancelled, note: nil)),
    Sample(
        .shipmentCancelled, ["reason": "lost", "by": "carrier"],
        .shipmentCancelled(shipment, reason: .init("lost"), by: .carrier)),
    Sample(
        .orderCancelled, ["reason": "changed-mind", "by": "customer"],
        .orderCancelled(reason: .init("changed-mind"), by: .customer)),
    Sample(
        .cancellationRequested, ["reason": "too late"],
        .cancellationRequested(shipment, reason: "too late")),
    Sample(
        .cancellationAnswered, ["answer": "approved", "note": "ok"],
        .cancellationAnswered(shipment, .approved, note: "ok")),
    Sample(
        .claimWithheld, ["claim": "c1", "sku": "1", "quantity": 1, "amount": "279.5", "currency": "RUB"],
        .claimWithheld(
            shipment,
            Withholding(
                claim: .init("c1"), portion: Portion(sku: .init("1"), quantity: Quantity(1)), amount: roubles(27950)))),
    Sample(
        .appealFiled, ["claim": "c1", "evidence": [videoData]],
        .appealFiled(shipment, .init("c1"), evidence: [video])),
    Sample(.appealDecided, ["claim": "c1", "outcome": "refunded"], .appealDecided(shipment, .init("c1"), .refunded)),
]

private func roubles(_ kopecks: Int64) -> Money {
    Money(minorUnits: kopecks, currency: rouble)
}

private let rouble: Currency = {
    guard let rouble = Currency("RUB") else { preconditionFailure("RUB is a currency") }
    return rouble
}()
