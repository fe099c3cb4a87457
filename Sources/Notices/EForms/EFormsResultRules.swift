/// The result part of an eForms award notice: results, tenders, contracts and parties refer to one another.
enum EFormsResultRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] = Rule.within(
        "NoticeResult", whole + lotResult + tender + contract + party)

    private static let whole: [Rule] = [
        .text("TotalAmount", "currencyID") { draft, text, currency in
            draft.total = Money(text: text, currency: currency)
        },
        .text("OverallMaximumFrameworkContractsAmount", "currencyID") { draft, text, currency in
            draft.frameworkMaximum = Money(text: text, currency: currency)
        },
    ]

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
                draft.result.award.add(submissions: draft.statistic.count, code: draft.statistic.code)
            },
            .text("LowerTenderAmount", "currencyID") { draft, text, currency in
                draft.result.award.tenderRange.low = Money(text: text, currency: currency)
            },
            .text("HigherTenderAmount", "currencyID") { draft, text, currency in
                draft.result.award.tenderRange.high = Money(text: text, currency: currency)
            },
            .text("FrameworkAgreementValues/MaximumValueAmount", "currencyID") { draft, text, currency in
                draft.result.award.frameworkMaximum = Money(text: text, currency: currency)
            },
            .open("AppealRequestsStatistics") { draft, _ in draft.statistic = ("", "") },
            .text("AppealRequestsStatistics/StatisticsCode", "listName") { draft, text, list in
                if list == "review-type" { draft.statistic.code = text }
            },
            .text("AppealRequestsStatistics/StatisticsNumeric") { draft, text, _ in
                draft.statistic.count = text
            },
            .close("AppealRequestsStatistics") { draft in
                guard draft.statistic.code == "complainants" else { return }
                draft.result.award.complainants = PlainNumber.count(draft.statistic.count)
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
            .text("RankCode") { draft, text, _ in draft.tender.rank = PlainNumber.count(text) },
            .text("SubcontractingTerm/TermCode", "listName") { draft, text, list in
                guard list == nil || list == "applicability" else { return }
                draft.tender.subcontracting.isPlanned = ["yes": true, "no": false][text]
            },
            .text("SubcontractingTerm/TermAmount", "currencyID") { draft, text, currency in
                draft.tender.subcontracting.value = Money(text: text, currency: currency)
            },
            .text("SubcontractingTerm/TermPercent") { draft, text, _ in
                draft.tender.subcontracting.percent = PlainNumber.count(text)
            },
            .text("AggregatedAmounts/PaidAmount", "currencyID") { draft, text, currency in
                draft.tender.payments.paid = Money(text: text, currency: currency)
            },
            .text("AggregatedAmounts/PenaltiesAmount", "currencyID") { draft, text, currency in
                draft.tender.payments.penalties = Money(text: text, currency: currency)
            },
            .close("") { draft in draft.tenders[draft.tender.identifier] = draft.tender },
        ])

    private static let contract: [Rule] = Rule.within(
        "SettledContract",
        [
            .open("") { draft, _ in draft.contract = .init() },
            .text("ID") { draft, text, _ in draft.contract.identifier = text },
            .text("LotTender/ID") { draft, text, _ in draft.contract.tenders.append(text) },
            .text("IssueDate") { draft, text, _ in
                draft.contract.facts.concludedOn = EFormsDraft.contractDay(text)
            },
            .text("AwardDate") { draft, text, _ in
                draft.contract.facts.decidedOn = EFormsDraft.contractDay(text)
            },
            .text("ContractReference/ID") { draft, text, _ in draft.contract.facts.number = text.nonEmpty },
            .text("Title", "languageID") { draft, text, language in
                draft.contract.title.add(text, language: language)
            },
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
