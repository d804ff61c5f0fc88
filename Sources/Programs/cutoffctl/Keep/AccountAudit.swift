// A shipment's account, reckoned again from what is filed of it: sale, fee, withholdings and refunds, to the last unit.

import Orders

extension Shipment {
    /// Everything that its account says otherwise than its state does.
    var accountFindings: [String] {
        let lines = Dictionary(grouping: account, by: \.kind)
        return [
            saleFindings(lines[.sale] ?? []), feeFindings,
            claimFindings(lines[.withholding] ?? [], lines[.refund] ?? []), quantityFindings,
        ].flatMap { $0 }.map { "\(number): \($0)" }
    }

    private var isDelivered: Bool { if case .delivered = state { true } else { false } }

    /// Delivered: what was in it and has a price, in each currency; else nothing. What was priced later is a line of
    /// its own.
    private func saleFindings(_ sales: [AccountLine]) -> [String] {
        let priced = items.filter { !$0.price.isUnknown }
        let expected = isDelivered ? Self.sums(priced.map { $0.price * $0.quantity }) : [:]
        let found = Self.sums(sales.map(\.amount))
        return found == expected ? [] : ["sold for \(Self.text(expected)), its account says \(Self.text(found))"]
    }

    /// The percentage may have been another then; but a fee is deducted, behind its sale, and never more than that.
    private var feeFindings: [String] {
        zip([nil] + account.map(Optional.some), account).compactMap { before, line in
            guard line.kind == .serviceFee else { return nil }
            let fee = line.amount
            if let before, before.kind == .sale, before.amount.currency == fee.currency,
                (0...max(before.amount.minorUnits, 0)).contains(-fee.minorUnits)
            {
                return nil
            }
            return "a service fee of \(fee.words) that no sale has"
        }
    }

    /// A claim is one withholding; a refunded claim one refund more; and neither is without a claim.
    private func claimFindings(_ withholdings: [AccountLine], _ refunds: [AccountLine]) -> [String] {
        let withheld = claims.map { Movement($0.id, -$0.amount) }
        let refunded = claims.filter { $0.status == .refunded }.map { Movement($0.id, $0.amount) }
        var findings: [String] = []
        if Set(withholdings.map(Movement.init)) != Set(withheld) || withholdings.count != withheld.count {
            findings.append("its withholdings are not those of its claims")
        }
        if Set(refunds.map(Movement.init)) != Set(refunded) || refunds.count != refunded.count {
            findings.append("its refunds are not those of its claims")
        }
        return findings
    }

    private var quantityFindings: [String] {
        items.compactMap { item in
            let claimed = claims.filter { $0.portion.sku == item.sku }.reduce(0) { $0 + $1.portion.quantity.count }
            guard claimed > item.quantity.count else { return nil }
            return "\(claimed) of \(item.sku) are claimed, \(item.quantity.count) sent"
        }
    }

    private struct Movement: Hashable {
        let claim: ClaimID?
        let amount: Money

        init(_ claim: ClaimID?, _ amount: Money) { (self.claim, self.amount) = (claim, amount) }
        init(_ line: AccountLine) { self.init(line.claim, line.amount) }
    }

    /// Minor units by currency.
    private static func sums(_ amounts: [Money]) -> [Currency: Int64] {
        Dictionary(amounts.map { ($0.currency, $0.minorUnits) }, uniquingKeysWith: +)
    }

    private static func text(_ sums: [Currency: Int64]) -> String {
        let amounts = sums.map { "\(Money(minorUnits: $1, currency: $0).text) \($0.code)" }.sorted()
        return amounts.isEmpty ? "nothing" : amounts.joined(separator: " and ")
    }
}
