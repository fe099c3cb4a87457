extension EFormsDraft {
    /// One award for one LotResult, its references followed.
    func award(_ result: LotResultDraft, block: Int) -> Award {
        var award = Award()
        award.lotKey = result.lotKey
        award.block = block
        award.outcome = Self.outcomes[result.code ?? ""] ?? .unknown
        award.tenderCounts = result.counts
        award.estimate = lots.first { $0.key == result.lotKey }?.estimate
        guard award.outcome != .notAwarded else { return award }
        let winners = winningTenders(of: result)
        award.suppliers = suppliers(of: winners)
        award.value = sum(of: winners)
        award.concludedOn = result.contracts.compactMap { contracts[$0]?.issuedOn }.min()
        return award
    }

    private static let outcomes: [String: Award.Outcome] = [
        "selec-w": .awarded, "clos-nw": .notAwarded, "open-nw": .notAwarded,
    ]

    /// The tenders that the contracts of this result name and that belong to it; else its only tender; else none.
    private func winningTenders(of result: LotResultDraft) -> [TenderDraft] {
        let named = result.contracts.compactMap { contracts[$0] }.flatMap(\.tenders).unique
        let own = named.compactMap { tenders[$0] }.filter { tender in
            tender.lotKey == result.lotKey && tender.lotKey != nil || result.tenders.contains(tender.identifier)
        }
        if !named.isEmpty { return own }
        let listed = result.tenders.unique
        return listed.count == 1 ? listed.compactMap { tenders[$0] } : []
    }

    private func suppliers(of winners: [TenderDraft]) -> [Organisation] {
        winners.compactMap(\.party).flatMap { parties[$0] ?? [] }.unique
            .compactMap { organisations[$0] }
            .map { draft in
                Organisation(
                    name: draft.name.text(in: language).onOneLine, identifier: draft.companyNumber,
                    country: draft.country, isNaturalPerson: draft.isNaturalPerson)
            }
    }

    /// Nil when one winning tender has no usable amount or another currency.
    private func sum(of winners: [TenderDraft]) -> Money? {
        let amounts = winners.compactMap(\.amount)
        guard let first = amounts.first, amounts.count == winners.count,
            amounts.allSatisfy({ $0.currency == first.currency })
        else { return nil }
        return Money(amount: amounts.reduce(0) { $0 + $1.amount }, currency: first.currency)
    }
}
