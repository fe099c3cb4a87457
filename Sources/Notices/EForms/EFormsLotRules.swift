/// The lots of an eForms notice. A group of lots and a planned part have another scheme and are left out.
enum EFormsLotRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] = Rule.within("ProcurementProjectLot", identity + project + duration + call)

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

    private static let duration: [Rule] = Rule.within(
        "ProcurementProject/PlannedPeriod",
        [
            .text("DurationMeasure", "unitCode") { draft, text, unit in
                guard let count = PlainNumber.count(text), count > 0,
                    let unit = unit.flatMap(Lot.Measure.Unit.init(rawValue:))
                else { return }
                draft.lot.duration.measures.append(.init(count: count, unit: unit))
            },
            .text("StartDate") { draft, text, _ in draft.lot.duration.startsOn = EFormsDraft.day(text) },
            .text("EndDate") { draft, text, _ in draft.lot.duration.endsOn = EFormsDraft.day(text) },
            .text("DescriptionCode") { draft, text, _ in
                if text == "UNLIMITED" { draft.lot.duration.isUnlimited = true }
            },
        ])

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
            .text("ContractingSystem/ContractingSystemTypeCode", "listName") { draft, text, list in
                if list == "framework-agreement" { draft.lot.frameworkCodes.insert(text) }
            },
        ])
}
