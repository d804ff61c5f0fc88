// What ends a delivery: the dispute window, requests to cancel, and the money after it.

import CivilTime
import Orders
import TestKit
import Testing

@Suite struct DisputeTests {
    @Test func presumablyDeliveredIsDeliveredAfterAQuarterOfAnHour() throws {
        var story = CanonicalShipment.presumablyDelivered.story()
        let presumedAt = try #require(story.transitions.last).effectiveAt
        story.pass(to: presumedAt + .minutes(15))
        #expect(story[.first]?.state == .delivered(at: presumedAt + .minutes(15)))
    }

    @Test func theWindowOfADeliveryThatIsReportedLateIsNotOverBeforeItIsKnown() throws {
        var story = CanonicalShipment.accepted.story()
        let arrival = story.now + .hours(5)
        story.take(.deliveryPresumed(.first), at: arrival, time: arrival - .hours(1), from: .feed)
        #expect(story.due(.disputeWindow) == arrival)
        story.take(.receiptDeclined(.first, reason: nil), at: arrival - .milliseconds(1), from: .feed)
        #expect(story[.first]?.state.name == .disputed)
    }

    @Test(arguments: [(DisputeOutcome.delivered, StateName.delivered), (.cancelled, .cancelled)])
    func theMarketplaceDecidesADispute(outcome: DisputeOutcome, state: StateName) {
        var story = CanonicalShipment.disputed.story()
        story.take(.disputeResolved(.first, outcome, note: nil), at: story.now, from: .marketplace)
        #expect(story[.first]?.state.name == state)
        #expect(story[.first]?.account.isEmpty == (state == .cancelled))
    }

    @Test func aMessageToTheCustomerIsKept() {
        var story = CanonicalShipment.disputed.story()
        story.take(.customerContacted(.first, channel: "chat", note: "sent a photo"), at: story.now)
        #expect(story[.first]?.contacts.map(\.channel) == ["chat"])
        #expect(story[.first]?.state.name == .disputed)
    }
}

@Suite struct CancellationRequestTests {
    @Test func nobodyAnswersAndItIsApproved() throws {
        var story = CanonicalShipment.courierRequested.story()
        let asked = try #require(story.transitions.last).effectiveAt
        #expect(story.due(.cancellationAnswer) == asked + .hours(48))
        story.pass(to: asked + .hours(48))
        guard case .cancelled(let cancellation) = story[.first]?.state else { Issue.record("not cancelled"); return }
        #expect(cancellation.fault == .customer)
        #expect(cancellation.reason == "too long")
        #expect(cancellation.by == nil)
    }

    @Test(arguments: [CanonicalShipment.awaitingShipmentRequested, .acceptedRequested, .atPickUpPointRequested])
    func theSellerApproves(shipment: CanonicalShipment) {
        var story = shipment.story()
        story.take(.cancellationAnswered(.first, .approved, note: nil), at: story.now)
        #expect(story[.first]?.condition == "cancelled")
    }

    @Test func theSellerRefusesAndTheCustomerMayAskAgain() {
        var story = CanonicalShipment.acceptedRequested.story()
        story.take(.cancellationAnswered(.first, .refused, note: "on its way"), at: story.now)
        #expect(story[.first]?.condition == "accepted")
        #expect(story.take(.cancellationRequested(.first, reason: "please"), at: story.now).word == "applied")
        #expect(story.take(.cancellationRequested(.first, reason: "now"), at: story.now).word == "unchanged")
    }

    @Test func aRequestGoesAlongWithTheParcel() throws {
        var story = CanonicalShipment.awaitingShipmentRequested.story()
        let due = story.due(.cancellationAnswer)
        for event in [OrderEvent.accepted(.first), .courierDeparted(.first)] {
            story.take(event, at: story.now + .minutes(1))
            #expect(story.due(.cancellationAnswer) == due)
        }
    }

    @Test(arguments: [
        OrderEvent.deliveryPresumed(.first), .receiptDeclined(.first, reason: nil), .deliveryConfirmed(.first),
        .shipmentCancelled(.first, reason: .lost, by: .carrier),
    ])
    func aRequestClosesByItselfWhenTheDeliveryEnds(event: OrderEvent) {
        var story = CanonicalShipment.acceptedRequested.story()
        story.take(event, at: story.now + .minutes(1))
        #expect(story[.first]?.state.request == nil)
        #expect(story.due(.cancellationAnswer) == nil)
    }

    @Test func aRequestSurvivesALateHandOver() {
        var story = CanonicalShipment.awaitingShipmentRequested.story(
            under: .sample { $0.windows.cancellationAnswer = .days(5) })
        story.pass(through: .handOver)
        #expect(story[.first]?.condition == "awaiting shipment, late, request open")
    }
}

@Suite struct AccountTests {
    private func lines(_ story: Story) -> [String] {
        (story[.first]?.account ?? []).map { "\($0.kind.rawValue) \($0.amount.text)" }
    }

    @Test func aDeliveryCreditsTheSaleAndDeductsTheFee() {
        #expect(lines(CanonicalShipment.delivered.story()) == ["sale 657.50", "service-fee -82.19"])  // 82.1875
    }

    @Test(arguments: [
        OrderEvent.deliveryConfirmed(.first), .deliveryPresumed(.first), .receiptDeclined(.first, reason: nil),
    ])
    func howeverItIsDeliveredItIsPaidOnce(event: OrderEvent) {
        var story = CanonicalShipment.accepted.story()
        story.take(event, at: story.now)
        story.take(.disputeResolved(.first, .delivered, note: nil), at: story.now, from: .marketplace)
        story.pass(to: story.now + .hours(1))
        story.take(.deliveryConfirmed(.first), at: story.now)
        #expect(lines(story) == ["sale 657.50", "service-fee -82.19"])
    }

    @Test func aServiceThatIsNotConfiguredTakesNoFee() {
        let story = CanonicalShipment.delivered.story(under: .sample { $0.services = [:] })
        #expect(lines(story) == ["sale 657.50"])
    }

    @Test func aSaleInTwoCurrenciesIsTwoSales() {
        var story = Story()
        let items: [Item] = [
            .sample("coffee", 2, at: "279.00"), .sample("tea", 1, at: "40.00", "KZT"), .sample("mug", 1, at: "99.50"),
        ]
        story.take(.placed(.sample { $0.items = items }), at: .at("2026-11-23T10:00:00Z"))
        for event in [OrderEvent.packed(.first, evidence: []), .accepted(.first), .deliveryConfirmed(.first)] {
            story.take(event, at: story.now)
        }
        let account = story[.first]?.account.map { "\($0.amount.text) \($0.amount.currency.code)" }
        #expect(account == ["657.50 RUB", "-82.19 RUB", "40.00 KZT", "-30.00 KZT"])
    }

    @Test func aRemovedProductIsNotSold() {
        var story = CanonicalShipment.awaitingPackaging.story()
        story.take(.itemRemoved(.first, .of("coffee", 1), reason: .outOfStock), at: story.now)
        for event in [OrderEvent.packed(.first, evidence: []), .accepted(.first), .deliveryConfirmed(.first)] {
            story.take(event, at: story.now)
        }
        #expect(lines(story).first == "sale 378.50")
    }
}

@Suite struct ClaimTests {
    private let claim = ClaimID("c-1")

    private func lines(_ story: Story) -> [String] {
        (story[.first]?.account ?? []).dropFirst(2).map { "\($0.kind.rawValue) \($0.amount.text)" }
    }

    @Test func aWithholdingIsDeductedAndMayBeAppealedForThirtyDays() throws {
        let story = CanonicalShipment.withheld.story()
        let withheldAt = try #require(story.transitions.last).effectiveAt
        #expect(lines(story) == ["withholding -279.00"])
        #expect(story.due(.appealWindow) == withheldAt + .days(30))
        #expect(story.dockets[.sample]?.isOpen == true)
    }

    @Test func everyClaimHasItsOwnWindow() throws {
        var story = CanonicalShipment.withheld.story()
        let first = try #require(story.due(.appealWindow))
        let second = OrderEvent.claimWithheld(.first, .sample("c-2", "mug", 1, amount: "99.50"))
        story.take(second, at: story.now + .days(1), from: .marketplace)
        story.pass(to: first)
        #expect(story[.first]?.condition == "delivered, claim final, claim withheld, not appealed")
        let appeal = OrderEvent.appealFiled(.first, ClaimID("c-2"), evidence: [.video])
        #expect(story.take(appeal, at: first + .hours(23)).word == "applied")
    }

    @Test func anAppealEndsTheWindowAndIsDecidedWhenever() {
        var story = CanonicalShipment.appealed.story()
        #expect(story.deadlines().isEmpty)
        story.pass(to: story.now + .days(300))
        #expect(story[.first]?.condition == "delivered, claim appealed")
        story.take(.appealDecided(.first, claim, .refunded), at: story.now, from: .marketplace)
        #expect(lines(story) == ["withholding -279.00", "refund 279.00"])
        #expect(story.dockets[.sample]?.isOpen == false)
    }

    @Test func anAppealThatIsLostChangesTheAccountNoFurther() {
        var story = CanonicalShipment.appealed.story()
        story.take(.appealDecided(.first, claim, .upheld), at: story.now, from: .marketplace)
        #expect(story[.first]?.condition == "delivered, claim final")
        #expect(lines(story) == ["withholding -279.00"])
    }

    @Test func thereIsOneAppealAClaim() {
        for shipment in [CanonicalShipment.appealed, .final, .refunded] {
            var story = shipment.story()
            let again = OrderEvent.appealFiled(.first, claim, evidence: [.photo])
            #expect(story.take(again, at: story.now).word == "refused")
        }
    }

    @Test func anAppealNeedsEvidence() {
        var story = CanonicalShipment.withheld.story()
        let verdict = story.take(.appealFiled(.first, claim, evidence: []), at: story.now)
        #expect(verdict.word == "refused")
        #expect(verdict.refusal?.pointer == "/data/evidence")
    }

    @Test func noMoreIsClaimedThanWasSent() {
        var story = CanonicalShipment.withheld.story()
        let one = OrderEvent.claimWithheld(.first, .sample("c-2", "coffee", 1))
        let another = OrderEvent.claimWithheld(.first, .sample("c-3", "coffee", 1))
        #expect(story.take(one, at: story.now, from: .marketplace).word == "applied")
        #expect(
            story.take(another, at: story.now, from: .marketplace).refusal?.expected
                == "no more than was sent and is not withheld yet: 0 of coffee, 1 of mug")
        let strange = OrderEvent.claimWithheld(.first, .sample("c-4", "tea", 1))
        #expect(story.take(strange, at: story.now, from: .marketplace).word == "refused")
    }

    @Test func anUnusualAmountIsAWarning() {
        var story = CanonicalShipment.delivered.story()
        let verdict = story.take(.claimWithheld(.first, .sample(amount: "300.00")), at: story.now)
        #expect(verdict.warnings == ["withheld 300.00, expected 279.00"])
        #expect(lines(story) == ["withholding -300.00"])
    }

    @Test func aClaimThatIsSaidTwiceIsDeductedOnceAndOtherwiseAConflict() {
        var story = CanonicalShipment.withheld.story()
        #expect(story.take(.claimWithheld(.first, .sample()), at: story.now).word == "unchanged")
        let other = story.take(.claimWithheld(.first, .sample(amount: "1.00")), at: story.now)
        #expect(other.refusal?.code == .conflict)
        #expect(lines(story) == ["withholding -279.00"])
    }

    @Test func aWithholdingInAnotherCurrencyIsRefused() {
        var story = CanonicalShipment.delivered.story()
        let foreign = Withholding(claim: claim, portion: .of("coffee", 1), amount: .of("279.00", "USD"))
        #expect(story.take(.claimWithheld(.first, foreign), at: story.now).refusal?.pointer == "/data/currency")
    }
}
