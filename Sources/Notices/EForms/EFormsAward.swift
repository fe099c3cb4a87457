extension EFormsDraft {
    /// One award for each LotResult, its references followed. What many results share is looked up once, and of a
    /// result only so many contracts and winners are followed, so that the time grows with the file and not with
    /// its square.
    var awards: [Award] {
        let estimates = Dictionary(
            lots.map { ($0.key, $0.estimate) }, uniquingKeysWith: { first, _ in first })
        let contents = contracts.mapValues { ContractContent($0, tenders) }
        return results.enumerated().map { position, result in
            var award = result.award
            award.block = position + 1
            award.outcome = Self.outcomes[result.code ?? ""] ?? .unknown
            award.estimate = estimates[award.lotKey] ?? nil
            award.failure.isCompetitionOpen = result.code == "open-nw"
            guard award.outcome != .notAwarded else { return award }
            let winners = winningTenders(of: result, contents)
            award.suppliers = suppliers(of: winners)
            award.value = sum(of: winners)
            award.hasSeveralCurrencies = Set(winners.compactMap { $0.amount?.currency }).count > 1
            award.contracts = result.contracts.unique.prefix(Self.mostContracts).compactMap { contracts[$0] }
                .map(contract)
            award.decidedOn = result.contracts.compactMap { contracts[$0]?.facts.decidedOn }.min()
            award.concludedOn = result.contracts.compactMap { contracts[$0]?.facts.concludedOn }.min()
            addTenders(winners, to: &award)
            return award
        }
    }

    private static let outcomes: [String: Award.Outcome] = [
        "selec-w": .awarded, "clos-nw": .notAwarded, "open-nw": .notAwarded,
    ]

    /// The tenders that a contract names, by their lot.
    private struct ContractContent {
        let named: Set<String>
        let byLot: [String?: [TenderDraft]]

        init(_ contract: ContractDraft, _ tenders: [String: TenderDraft]) {
            named = Set(contract.tenders)
            byLot = Dictionary(grouping: contract.tenders.unique.compactMap { tenders[$0] }, by: \.lotKey)
        }
    }

    /// The tenders that the contracts of this result name and that belong to it; else its only tender; else
    /// none.
    private func winningTenders(
        of result: LotResultDraft, _ contents: [String: ContractContent]
    ) -> [TenderDraft] {
        let contracts = result.contracts.unique.prefix(Self.mostContracts).compactMap { contents[$0] }
        let listed = result.tenders.unique
        guard contracts.contains(where: { !$0.named.isEmpty }) else {
            return listed.count == 1 ? listed.compactMap { tenders[$0] } : []
        }
        let ofLot = result.award.lotKey.map { lot in contracts.flatMap { $0.byLot[lot] ?? [] } } ?? []
        let ofList = listed.filter { tender in contracts.contains { $0.named.contains(tender) } }
            .prefix(Self.mostWinners)
        return (ofLot.prefix(Self.mostWinners).map(\.identifier) + ofList).unique.compactMap { tenders[$0] }
    }

    /// One result may name thousands of contracts, and many results the same ones.
    private static let mostContracts = 100
    private static let mostWinners = 1_000

    private func contract(_ draft: ContractDraft) -> ContractFacts {
        var facts = draft.facts
        facts.title = draft.title.text(in: language).onOneLine
        return facts
    }

    private func addTenders(_ winners: [TenderDraft], to award: inout Award) {
        award.isGroup =
            winners.isEmpty
            ? nil : winners.contains { ($0.party.flatMap { parties[$0] } ?? []).unique.count > 1 }
        award.ranks = winners.compactMap(\.rank).unique
        guard winners.count == 1, let only = winners.first else { return }
        award.subcontracting = only.subcontracting
        award.payments = only.payments
    }

    func suppliers(of winners: [TenderDraft]) -> [Organisation] {
        winners.compactMap(\.party).unique.flatMap { parties[$0] ?? [] }.unique
            .compactMap { organisations[$0] }.map(organisation)
    }

    /// Nil when one winning tender has no usable amount or another currency.
    func sum(of winners: [TenderDraft]) -> Money? {
        let amounts = winners.compactMap(\.amount)
        guard let first = amounts.first, amounts.count == winners.count,
            amounts.allSatisfy({ $0.currency == first.currency })
        else { return nil }
        return Money(amount: amounts.reduce(0) { $0 + $1.amount }, currency: first.currency)
    }
}
