// After the delivery: withholdings for what a customer did not find, and appeals against them.

import CivilTime

extension Order {
    func decideWithheld(_ number: ShipmentNumber, _ withholding: Withholding, at now: Circumstances) -> Decision {
        deciding(.claimWithheld, number, at: now) { shipment in
            if let known = shipment.claims.first(where: { $0.id == withholding.claim }) {
                return restated(known, withholding, shipment)
            }
            guard let item = shipment.items.first(where: { $0.sku == withholding.portion.sku }),
                shipment.claimed(item.sku) + withholding.portion.quantity <= item.quantity
            else { return .refused(tooMuchClaimed(withholding.portion, shipment)) }
            guard item.price.isUnknown || withholding.amount.currency == item.price.currency else {
                return .refused(otherCurrency(withholding.amount, item.price))
            }
            shipment.withhold(withholding, at: now, appeal: windows(of: shipment, under: now.policy).appeal)
            let usual = item.price * withholding.portion.quantity
            let isUsual = withholding.amount == usual || item.price.isUnknown
            return .changed(
                reason: withholding.claim.rawValue,
                warnings: isUsual ? [] : ["withheld \(withholding.amount.text), expected \(usual.text)"])
        }
    }

    func decideAppealed(
        _ number: ShipmentNumber, _ id: ClaimID, _ evidence: [Evidence], at now: Circumstances
    ) -> Decision {
        deciding(.appealFiled, number, at: now) { shipment in
            guard let index = shipment.claims.firstIndex(where: { $0.id == id }) else {
                return .refused(unknownClaim(id, .appealFiled, shipment), .mayBecomePossible)
            }
            guard !evidence.isEmpty else { return .refused(noEvidence) }
            switch shipment.claims[index].status {
            case .withheld: break
            case .appealed, .final, .refunded:
                return .refused(closedClaim(shipment.claims[index], .appealFiled, shipment))
            }
            shipment.record(evidence)
            shipment.claims[index].status = .appealed(evidence: evidence)
            return .changed(reason: id.rawValue)
        }
    }

    func decideAppealDecided(
        _ number: ShipmentNumber, _ id: ClaimID, _ outcome: AppealOutcome, at now: Circumstances
    ) -> Decision {
        deciding(.appealDecided, number, at: now) { shipment in
            guard let index = shipment.claims.firstIndex(where: { $0.id == id }) else {
                return .refused(unknownClaim(id, .appealDecided, shipment), .mayBecomePossible)
            }
            let claim = shipment.claims[index]
            switch claim.status {
            case .appealed: break
            case .withheld: return .refused(closedClaim(claim, .appealDecided, shipment), .mayBecomePossible)
            case .final, .refunded: return .refused(closedClaim(claim, .appealDecided, shipment))
            }
            switch outcome {
            case .upheld: shipment.claims[index].status = .final
            case .refunded:
                shipment.claims[index].status = .refunded
                shipment.account.append(
                    AccountLine(at: now.effectiveAt, kind: .refund, amount: claim.amount, claim: id))
            }
            return .changed(reason: "\(id): \(outcome.rawValue)")
        }
    }

    private func tooMuchClaimed(_ portion: Portion, _ shipment: Shipment) -> Refusal {
        shipment.unclaimed.lacking(portion, at: "/data/quantity", of: "was sent and is not withheld yet")
    }

    private func restated(_ claim: Claim, _ withholding: Withholding, _ shipment: Shipment) -> Answer {
        if claim.portion == withholding.portion, claim.amount == withholding.amount {
            return .unchanged("claim \(claim.id) is known already")
        }
        return .refused(
            Refusal(
                .conflict, at: "/data/claim", expected: "a claim number of its own",
                found: "\(claim.id), already withheld on \(shipment.number) with other content",
                advice: "Give the new withholding another number."))
    }

    private func unknownClaim(_ id: ClaimID, _ type: EventType, _ shipment: Shipment) -> Refusal {
        let known = shipment.claims.map(\.id.rawValue).joined(separator: ", ")
        return Refusal(
            .illegal, at: "/data/claim", expected: "\(type.rawValue) for a claim on \(shipment.number)",
            found: "\"\(id)\"",
            advice: known.isEmpty ? "Nothing was withheld on it so far." : "Known claims: \(known).")
    }

    private func closedClaim(_ claim: Claim, _ type: EventType, _ shipment: Shipment) -> Refusal {
        let expected = type == .appealFiled ? "whose appeal window is open" : "that was appealed"
        return illegal(
            type, shipment, expected: "a claim \(expected)", found: "claim \(claim.id), which is \(claim.status.words)")
    }

    private var noEvidence: Refusal {
        Refusal(
            .malformed, at: "/data/evidence", expected: "at least one piece of evidence", found: "none",
            advice: "Give the packing video's URI, best with its SHA-256.")
    }

    private func otherCurrency(_ amount: Money, _ price: Money) -> Refusal {
        Refusal(
            .malformed, at: "/data/currency", expected: price.currency.code, found: amount.currency.code,
            advice: "Withhold in the currency of the sale.")
    }
}

extension ClaimStatus {
    package var words: String {
        switch self {
        case .withheld: "withheld, not appealed"
        case .appealed: "appealed"
        case .final: "final"
        case .refunded: "refunded"
        }
    }
}

extension Shipment {
    /// How many of a product were claimed so far.
    func claimed(_ sku: SKU) -> Quantity {
        claims.filter { $0.portion.sku == sku }.reduce(Quantity(0)) { $0 + $1.portion.quantity }
    }

    /// What was sent and nobody claimed so far.
    fileprivate var unclaimed: [Item] {
        items.map { item in
            var left = item
            left.quantity = item.quantity - claimed(item.sku)
            return left
        }
    }

    mutating func withhold(_ withholding: Withholding, at now: Circumstances, appeal: Span) {
        let window = Term(
            due: now.effectiveAt + appeal, reminding: now.policy.reminders.appeal, since: now.effectiveAt,
            knownAt: now.knownAt)
        claims.append(
            Claim(
                id: withholding.claim, portion: withholding.portion, amount: withholding.amount,
                status: .withheld(appealWindow: window)))
        account.append(
            AccountLine(
                at: now.effectiveAt, kind: .withholding, amount: -withholding.amount, claim: withholding.claim))
    }
}
