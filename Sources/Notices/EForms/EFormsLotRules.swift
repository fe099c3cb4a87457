/// The lots of an eForms notice. A group of lots and a planned part have another scheme and are left out.
enum EFormsLotRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] = Rule.within("ProcurementProjectLot", identity + project + terms + call)

    private static let identity: [Rule] = [
        .open("") { draft, _ in draft.lot = .init() },
        .text("ID", "schemeName") { draft, text, scheme in
            if scheme == "Lot" { draft.lot.key = text }
        },
        .close("") { draft in
            if draft.lot.key != nil { draft.lots.append(draft.lot) }
        },
    ]

    private static let project: [Rule] = Rule.within(
        "ProcurementProject",
        [
            .text("Name", "languageID") { draft, text, language in
                draft.lot.title.add(text, language: language)
            },
            .text("Description", "languageID") { draft, text, language in
                draft.lot.details.add(text, language: language)
            },
            .text("MainCommodityClassification/ItemClassificationCode") { draft, text, _ in
                draft.lot.cpv = draft.lot.cpv ?? text.nonEmpty
            },
            .text("RealizedLocation/Address/CountrySubentityCode") { draft, text, _ in
                if !text.isEmpty { draft.lot.nuts.append(text) }
            },
            .text("RequestedTenderTotal/EstimatedOverallContractAmount", "currencyID") {
                draft, text, currency in
                draft.lot.estimate = Money(text: text, currency: currency)
            },
        ])

    private static let terms: [Rule] = [
        .text("ProcurementProject/PlannedPeriod/DurationMeasure", "unitCode") { draft, text, unit in
            draft.lot.terms.length.add(count: text, unit: unit)
        },
        .text("ProcurementProject/PlannedPeriod/StartDate") { draft, text, _ in
            draft.lot.terms.length.startsOn = EFormsDraft.day(text)
        },
        .text("ProcurementProject/PlannedPeriod/EndDate") { draft, text, _ in
            draft.lot.terms.length.endsOn = EFormsDraft.day(text)
        },
        .text("ProcurementProject/PlannedPeriod/DescriptionCode") { draft, text, _ in
            if text == "UNLIMITED" { draft.lot.terms.length.isUnlimited = true }
        },
        .text("ProcurementProject/ContractExtension/MaximumNumberNumeric") { draft, text, _ in
            draft.lot.terms.renewal.most = PlainNumber.count(text)
        },
        .text("ProcurementProject/ContractExtension/Renewal/Period/Description") { draft, text, _ in
            if !text.isEmpty { draft.lot.terms.renewal.isDescribed = true }
        },
        .text(criterionType) { draft, text, _ in draft.lot.criteria.insert(text) },
        .text("TenderingProcess/EconomicOperatorShortList/MinimumQuantity") { draft, text, _ in
            draft.lot.terms.candidates.minimum = PlainNumber.count(text)
        },
        .text("TenderingProcess/EconomicOperatorShortList/MaximumQuantity") { draft, text, _ in
            draft.lot.terms.candidates.maximum = PlainNumber.count(text)
        },
    ]

    private static let criterionType =
        "TenderingTerms/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion"
        + "/AwardingCriterionTypeCode"

    private static let call: [Rule] = Rule.within(
        "TenderingProcess",
        [
            .text("TenderSubmissionDeadlinePeriod/EndDate") { draft, text, _ in
                draft.lot.tendering.tendersDueOn = EFormsDraft.day(text)
            },
            .text("ParticipationRequestReceptionPeriod/EndDate") { draft, text, _ in
                draft.lot.tendering.requestsDueOn = EFormsDraft.day(text)
            },
            .text("OpenTenderEvent/OccurrenceDate") { draft, text, _ in
                draft.lot.tendering.opensOn = EFormsDraft.day(text)
            },
            .text("SubmissionMethodCode", "listName") { draft, text, list in
                if list == "esubmission" { draft.lot.submissionCodes.insert(text) }
            },
            .text("NoticeDocumentReference/ID") { draft, text, _ in
                if !text.isEmpty { draft.lot.tendering.hasPriorNotice = true }
            },
            .text("FrameworkAgreement/MaximumOperatorQuantity") { draft, text, _ in
                draft.lot.tendering.framework.maximumOperators = PlainNumber.count(text)
            },
            .open("FrameworkAgreement/Justification") { draft, _ in
                draft.lot.tendering.framework.isJustified = true
            },
            .text("ContractingSystem/ContractingSystemTypeCode", "listName") { draft, text, list in
                switch list {
                case "framework-agreement": draft.lot.frameworkCodes.insert(text)
                case "dps-usage" where !text.isEmpty && text != "none":
                    draft.lot.tendering.isDynamicPurchasing = true
                default: break
                }
            },
        ])
}
