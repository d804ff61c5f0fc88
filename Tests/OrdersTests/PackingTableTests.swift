// At the packing table: splits, removals, evidence, tracking numbers; and who may cancel, and who may speak.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct SplitTests {
    private func split(_ parts: [[Portion]], of shipment: CanonicalShipment = .awaitingPackaging) -> (Verdict, Story) {
        var story = shipment.story()
        let verdict = story.take(.split(.first, parts: parts), at: story.now + .minutes(1))
        return (verdict, story)
    }

    @Test func theFirstPartKeepsTheNumberAndTheOthersTakeTheNext() {
        var (_, story) = split([[.of("coffee", 1)], [.of("coffee", 1), .of("mug", 1)]])
        #expect(story[.first]?.items.map(\.quantity.count) == [1])
        #expect(story[.second]?.items.map(\.quantity.count) == [1, 1])
        story.take(.split(.second, parts: [[.of("mug", 1)], [.of("coffee", 1)]]), at: story.now)
        #expect(story[.second]?.items.map(\.sku.rawValue) == ["mug"])
        #expect(story[.third]?.items.map(\.sku.rawValue) == ["coffee"])
    }

    @Test(
        arguments: [
            [[.of("coffee", 1)], [.of("mug", 1)]], [[.of("coffee", 2)], [.of("mug", 2)]],
            [[.of("coffee", 2), .of("mug", 1)], [.of("tea", 1)]],
            [[.of("coffee", 2)], [.of("coffee", 1), .of("mug", 1)]],
        ] as [[[Portion]]])
    func partsThatDoNotAddUpAreRefused(parts: [[Portion]]) {
        let (verdict, story) = split(parts)
        #expect(verdict.word == "refused")
        #expect(verdict.refusal?.pointer?.hasPrefix("/data/parts") == true)
        #expect(story.dockets[.sample]?.order?.shipments.count == 1)
    }

    @Test(arguments: [CanonicalShipment.awaitingPackaging, .held, .overdue, .withdrawn])
    func everyPartInheritsStateDeadlinesAndLateness(shipment: CanonicalShipment) throws {
        let (_, story) = split([[.of("coffee", 2)], [.of("mug", 1)]], of: shipment)
        let first = try #require(story[.first])
        let second = try #require(story[.second])
        #expect(first.state == second.state)
        #expect(first.late == second.late)
        #expect(first.state == shipment.story()[.first]?.state)
    }

    @Test func thePartsGoTheirOwnWays() {
        var (_, story) = split([[.of("coffee", 2)], [.of("mug", 1)]])
        story.take(.packed(.first, evidence: [.video]), at: story.now)
        story.take(.cutoffChanged(.second, packBy: story.now + .hours(1)), at: story.now)
        story.pass(to: story.now + .hours(1))
        #expect(story[.first]?.condition == "awaiting shipment")
        #expect(story[.second]?.condition == "awaiting packaging, overdue")
    }

    @Test func aSinglePieceCannotBeSplit() {
        var story = Story()
        story.take(
            .placed(.sample { $0.items = [.sample("mug", 1, at: "99.50")] }), at: CanonicalShipment.start)
        let order = story.dockets[.sample]?.order
        let possible = order.flatMap { order in order[.first].map { order.possible(for: $0) } } ?? []
        #expect(possible.contains(.itemRemoved))
        #expect(!possible.contains(.shipmentSplit))
    }
}

@Suite struct RemovalTests {
    @Test func removingTheLastItemCancelsTheShipment() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.itemRemoved(.first, .of("coffee", 2), reason: .outOfStock), at: story.now)
        #expect(story[.first]?.items.map(\.sku.rawValue) == ["mug"])
        #expect(story[.first]?.state.name == .awaitingPackaging)
        story.take(.itemRemoved(.first, .of("mug", 1), reason: .outOfStock), at: story.now)
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.reason == "out-of-stock")
        #expect(cancellation.fault == .seller)
        #expect(story.dockets[.sample]?.isOpen == false)
    }

    @Test(arguments: [Portion.of("coffee", 3), .of("tea", 1)])
    func noMoreIsRemovedThanThereIs(portion: Portion) {
        var story = CanonicalShipment.awaitingPackaging.story()
        let verdict = story.take(.itemRemoved(.first, portion, reason: .outOfStock), at: story.now)
        #expect(verdict.refusal?.expected == "no more than is in the shipment: 2 of coffee, 1 of mug")
    }

    @Test func aReasonThatIsNotTheSellersIsRefused() {
        var story = CanonicalShipment.awaitingPackaging.story()
        let verdict = story.take(.itemRemoved(.first, .of("mug", 1), reason: .lost), at: story.now)
        #expect(verdict.refusal?.pointer == "/data/reason")
        #expect(verdict.refusal?.advice == "Use one of: out-of-stock.")
    }
}

@Suite struct PackedTests {
    @Test(
        arguments: [
            .itemRemoved(.first, .of("mug", 1), reason: ReasonCode("352")),
            .shipmentCancelled(.first, reason: ReasonCode("352"), by: .seller),
            .orderCancelled(reason: ReasonCode("352"), by: .seller),
        ] as [OrderEvent])
    func aReasonsAliasIsAsGoodAsItsCode(event: OrderEvent) {
        let policy = Policy.sample { $0.reasons[.outOfStock]?.aliases = [ReasonCode("352")] }
        var story = CanonicalShipment.awaitingPackaging.story(under: policy)
        story.take(event, at: story.now)
        #expect(story.transitions.last?.reason == "out-of-stock")
    }

    @Test func aPackingWithoutEvidenceIsAcceptedWithAWarning() {
        var story = CanonicalShipment.awaitingPackaging.story()
        #expect(story.take(.packed(.first, evidence: []), at: story.now).warnings == ["no packing evidence"])
    }

    @Test func evidenceThatWasRecordedBeforeIsEvidence() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.evidenceRecorded(.first, .photo), at: story.now)
        #expect(story.take(.packed(.first, evidence: []), at: story.now).warnings.isEmpty)
        #expect(story.take(.evidenceRecorded(.first, .photo), at: story.now).word == "unchanged")
        #expect(story[.first]?.evidence == [.photo])
    }

    @Test func aHandOverWithoutATrackingNumberIsAcceptedWithAWarning() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.packed(.first, evidence: [.video]), at: story.now)
        #expect(story.take(.accepted(.first), at: story.now).warnings == ["no tracking number"])
    }

    @Test func aTrackingNumberBelongsToOneShipment() {
        var story = CanonicalShipment.awaitingShipment.story()
        let other = OrderNumber("24219509-0021")
        let shipment = ShipmentNumber(other, part: 1)
        story.take(.placed(.sample), of: other, at: story.now)
        story.take(.packed(shipment, evidence: [.video]), of: other, at: story.now)
        let taken = OrderEvent.trackingAssigned(shipment, TrackingNumber("TRK-1"), carrier: nil)
        let verdict = story.take(taken, of: other, at: story.now)
        #expect(verdict.refusal?.code == .conflict)
        #expect(verdict.refusal?.found == "TRK-1, which belongs to 24219509-0020-1")
    }

    @Test func theCarrierMayChangeATrackingNumberAndTheOldOneIsFree() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: story.now)
        for number in [ShipmentNumber.first, .second] { story.take(.packed(number, evidence: []), at: story.now) }
        let events: [OrderEvent] = [
            .trackingAssigned(.first, TrackingNumber("TRK-1"), carrier: nil),
            .trackingAssigned(.first, TrackingNumber("TRK-2"), carrier: nil),
            .trackingAssigned(.second, TrackingNumber("TRK-1"), carrier: nil),
        ]
        for event in events { #expect(story.take(event, at: story.now).word == "applied") }
        #expect(story.take(events[2], at: story.now).word == "unchanged")
    }
}

@Suite struct CancellingTests {
    @Test(arguments: [CanonicalShipment.awaitingPackaging, .awaitingShipment])
    func beforeTheHandOverEveryPartyCancelsWithAReasonOfItsOwn(shipment: CanonicalShipment) {
        let words = CanonicalEvent.of(.shipmentCancelled).map { event in
            var story = shipment.story()
            return CanonicalEvent.outcome(of: event, in: &story).word
        }
        #expect(words == ["applied", "applied", "applied", "applied"])
    }

    @Test(arguments: [CanonicalShipment.accepted, .courierOnTheWay, .atPickUpPoint])
    func underWayOnlyCarrierAndMarketplaceCancelByTheirWord(shipment: CanonicalShipment) {
        for type in [EventType.shipmentCancelled, .orderCancelled] {
            let words = CanonicalEvent.of(type).map { event in
                var story = shipment.story()
                return CanonicalEvent.outcome(of: event, in: &story).word
            }
            #expect(words == ["refused", "refused", "applied", "applied"])
        }
    }

    @Test(arguments: [
        (ReasonCode.outOfStock, Party.seller, Party.seller), (.changedMind, .marketplace, .customer),
        (.lost, .marketplace, .carrier),
    ])
    func theReasonSaysWhoseFaultItIs(reason: ReasonCode, party: Party, fault: Party) {
        var story = CanonicalShipment.awaitingShipment.story()
        story.take(.shipmentCancelled(.first, reason: reason, by: party), at: story.now)
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.fault == fault)
        #expect(cancellation.by == party)
    }

    @Test(arguments: [(ReasonCode.outOfStock, Party.customer), (.lost, .seller), (ReasonCode("whim"), .seller)])
    func aReasonThatAPartyMayNotUseIsRefused(reason: ReasonCode, party: Party) {
        for event in [
            OrderEvent.shipmentCancelled(.first, reason: reason, by: party), .orderCancelled(reason: reason, by: party),
        ] {
            var story = CanonicalShipment.awaitingShipment.story()
            #expect(story.take(event, at: story.now).refusal?.pointer == "/data/reason")
        }
    }

    @Test func whereNoReasonsAreConfiguredEveryCodeWillDo() {
        var story = CanonicalShipment.awaitingShipment.story(under: .sample { $0.reasons = [:] })
        let event = OrderEvent.shipmentCancelled(.first, reason: ReasonCode("whim"), by: .seller)
        #expect(story.take(event, at: story.now).word == "applied")
    }

    @Test func cancellingAnOrderCancelsWhatMayBeAndNamesTheRest() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.split(.first, parts: [[.of("coffee", 2)], [.of("mug", 1)]]), at: story.now)
        story.take(.packed(.first, evidence: [.video]), at: story.now)
        story.take(.accepted(.first), at: story.now)
        let verdict = story.take(.orderCancelled(reason: .outOfStock, by: .seller), at: story.now)
        #expect(verdict.warnings == ["24219509-0020-1 not cancelled: accepted"])
        #expect(story[.first]?.state.name == .accepted)
        #expect(story[.second]?.state.name == .cancelled)
        let again = story.take(.orderCancelled(reason: .outOfStock, by: .seller), at: story.now)
        #expect(again.refusal?.found == "24219509-0020-1 accepted")
    }

    @Test func anOrderThatIsCancelledIsNotCancelledAgain() {
        var story = CanonicalShipment.cancelled.story()
        let event = OrderEvent.orderCancelled(reason: .outOfStock, by: .seller)
        #expect(story.take(event, at: story.now).word == "unchanged")
    }
}

@Suite struct SourceTests {
    private func story(service: String) -> Story {
        var story = Story()
        story.take(.placed(.sample { $0.service = ServiceID(service) }), at: CanonicalShipment.start)
        story.take(.packed(.first, evidence: [.video]), at: story.now)
        return story
    }

    @Test(arguments: [
        OrderEvent.trackingAssigned(.first, TrackingNumber("T"), carrier: nil), .accepted(.first),
        .deliveryPresumed(.first), .deliveryConfirmed(.first), .courierDeparted(.first), .pickupArrived(.first),
    ])
    func anIntegratedServicesStatusesComeFromCarrierOrMarketplaceOnly(event: OrderEvent) {
        for source in [SourceName.wms, SourceName("/shop")] {
            var story = story(service: "partner")
            #expect(story.take(event, at: story.now, from: source).refusal?.code == .forbidden)
        }
        for source in [SourceName.feed, .marketplace] {
            var story = story(service: "partner")
            #expect(story.take(event, at: story.now, from: source).refusal?.code != .forbidden)
        }
    }

    @Test func aSellersOwnServiceIsReportedByTheSeller() {
        var story = story(service: "own")
        #expect(story.take(.accepted(.first), at: story.now, from: SourceName("/shop")).word == "applied")
    }

    @Test func aForbiddenStatusThatCameBeforeItsOrderIsRefusedWhenTheServiceIsKnown() {
        var story = Story()
        #expect(story.take(.accepted(.first), at: CanonicalShipment.start).word == "waiting")
        story.take(.placed(.sample { $0.service = ServiceID("partner") }), at: story.now + .minutes(1))
        guard case .decided(_, .refused(let refusal))? = story.steps.last else { Issue.record("not refused"); return }
        #expect(refusal.code == .forbidden)
    }

    @Test(arguments: [
        (SourceName("/shop"), OrderEvent.cutoffChanged(.first, packBy: nil)), (SourceName("/shop"), .passportProvided),
        (SourceName("/shop"), .claimWithheld(.first, .sample())), (.feed, .packed(.first, evidence: [])),
        (.feed, .orderCancelled(reason: .lost, by: .carrier)), (.feed, .cutoffChanged(.first, packBy: nil)),
    ])
    func aRoleSaysWhatASourceMaySend(source: SourceName, event: OrderEvent) {
        var story = CanonicalShipment.awaitingPackaging.story()
        let verdict = story.take(event, at: story.now, from: source)
        #expect(verdict.refusal?.code == .forbidden)
        #expect(verdict.refusal?.pointer == "/type")
    }
}
