/// The result part of an eForms award notice: results, tenders, contracts and parties refer to one another.
enum EFormsResultRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] = Rule.within("NoticeResult", lotResult + tender + contract + party)

    private static let lotResult: [Rule] = Rule.within(
        "LotResult",
        [
            .open("") { draft, _ in draft.result = .init() },
            .text("TenderResultCode") { draft, text, _ in draft.result.code = text },
            .text("DecisionReason/DecisionReasonCode") { draft, text, _ in
                draft.result.award.failure.reason = text.nonEmpty
            },
            .text("TenderLot/ID") { draft, text, _ in draft.result.award.lotKey = text.nonEmpty },
            .text("LotTender/ID") { draft, text, _ in draft.result.tenders.append(text) },
            .text("SettledContract/ID") { draft, text, _ in draft.result.contracts.append(text) },
            .open("ReceivedSubmissionsStatistics") { draft, _ in draft.statistic = ("", "") },
            .text("ReceivedSubmissionsStatistics/StatisticsCode") { draft, text, _ in
                draft.statistic.code = text
            },
            .text("ReceivedSubmissionsStatistics/StatisticsNumeric") { draft, text, _ in
                draft.statistic.count = text
            },
            .close("ReceivedSubmissionsStatistics") { draft in
                guard draft.statistic.code == "tenders" else { return }
                draft.result.award.add(tenderCount: draft.statistic.count)
            },
            .close("") { draft in draft.results.append(draft.result) },
        ])

    private static let tender: [Rule] = Rule.within(
        "LotTender",
        [
            .open("") { draft, _ in draft.tender = .init() },
            .text("ID") { draft, text, _ in draft.tender.identifier = text },
            .text("TenderLot/ID") { draft, text, _ in draft.tender.lotKey = text.nonEmpty },
            .text("TenderingParty/ID") { draft, text, _ in draft.tender.party = text.nonEmpty },
            .text("LegalMonetaryTotal/PayableAmount", "currencyID") { draft, text, currency in
                draft.tender.amount = Money(text: text, currency: currency)
            },
            .close("") { draft in draft.tenders[draft.tender.identifier] = draft.tender },
        ])

    private static let contract: [Rule] = Rule.within(
        "SettledContract",
        [
            .open("") { draft, _ in draft.contract = .init() },
            .text("ID") { draft, text, _ in draft.contract.identifier = text },
            .text("LotTender/ID") { draft, text, _ in draft.contract.tenders.append(text) },
            .text("IssueDate") { draft, text, _ in draft.contract.issuedOn = EFormsDraft.contractDay(text) },
            .text("AwardDate") { draft, text, _ in draft.contract.decidedOn = EFormsDraft.contractDay(text) },
            .close("") { draft in draft.contracts[draft.contract.identifier] = draft.contract },
        ])

    private static let party: [Rule] = Rule.within(
        "TenderingParty",
        [
            .open("") { draft, _ in draft.party = ("", []) },
            .text("ID") { draft, text, _ in draft.party.identifier = text },
            .text("Tenderer/ID") { draft, text, _ in draft.party.tenderers.append(text) },
            .close("") { draft in draft.parties[draft.party.identifier] = draft.party.tenderers },
        ])
}
