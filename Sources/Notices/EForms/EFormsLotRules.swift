/// The lots of an eForms notice. A group of lots and a planned part stand at the same place under another
/// scheme; they are kept apart.
enum EFormsLotRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] = Rule.within("ProcurementProjectLot", identity + project + terms + call + demands)

    private static let identity: [Rule] = [
        .open("") { draft, _ in draft.lot = .init() },
        .text("ID", "schemeName") { draft, text, scheme in
            draft.lot.scheme =
                switch scheme {
                case "Lot": .lot
                case "LotsGroup": .group
                case "Part": .part
                default: .other
                }
            draft.lot.key = text
        },
        .close("") { draft in
            switch draft.lot.scheme {
            case .lot: draft.lots.append(draft.lot)
            case .group: draft.groupDrafts.append(draft.lot)
            case .part: draft.partDrafts.append(draft.lot)
            case .other: break
            }
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
            .text("ProcurementTypeCode") { draft, text, _ in draft.lot.nature = text.nonEmpty },
            .text(
                "RequestedTenderTotal/" + EFormsRules.extensionPath + "/FrameworkMaximumAmount", "currencyID"
            ) { draft, text, currency in
                draft.lot.frameworkMaximum = Money(text: text, currency: currency)
            },
            .text("ContractExtension/OptionsDescription") { draft, text, _ in
                if !text.isEmpty { draft.lot.terms.hasOptions = true }
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
        .open(criterion) { draft, _ in draft.criterion = ("", "") },
        .text(criterion + "/AwardingCriterionTypeCode") { draft, text, _ in
            draft.lot.criteria.insert(text)
            draft.criterion.type = text
        },
        .text(
            criterion + "/" + EFormsRules.extensionPath + "/AwardCriterionParameter/ParameterCode", "listName"
        ) {
            draft, _, list in
            draft.parameterList = list ?? ""
        },
        .text(criterion + "/" + EFormsRules.extensionPath + "/AwardCriterionParameter/ParameterNumeric") {
            draft, text, _ in draft.parameter = text
        },
        .close(criterion + "/" + EFormsRules.extensionPath + "/AwardCriterionParameter") { draft in
            if draft.parameterList == "number-weight" { draft.criterion.weight = draft.parameter }
        },
        .close(criterion) { draft in
            draft.lot.terms.criteria.add(weight: draft.criterion.weight, of: draft.criterion.type)
        },
        .text("TenderingProcess/EconomicOperatorShortList/MinimumQuantity") { draft, text, _ in
            draft.lot.terms.candidates.minimum = PlainNumber.count(text)
        },
        .text("TenderingProcess/EconomicOperatorShortList/MaximumQuantity") { draft, text, _ in
            draft.lot.terms.candidates.maximum = PlainNumber.count(text)
        },
    ]

    private static let criterion =
        "TenderingTerms/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion"

    private static let demands: [Rule] = Rule.within(
        "TenderingTerms",
        [
            .text("FundingProgramCode", "listName") { draft, text, list in
                if list == "eu-funded" { draft.lot.fundingCodes.insert(text) }
            },
            .text("AwardingTerms/AwardingCriterion/CalculationExpression") { draft, text, _ in
                if !text.isEmpty { draft.lot.terms.criteria.hasFormula = true }
            },
            .text("VariantConstraintCode") { draft, text, _ in
                draft.lot.terms.acceptsVariants =
                    ["allowed": true, "required": true, "not-allowed": false][text]
            },
            .text("RequiredFinancialGuarantee/GuaranteeTypeCode", "listName") { draft, text, list in
                if list == "tender-guarantee-required" {
                    draft.lot.tendering.needsGuarantee = EFormsDraft.claim(text)
                }
            },
            .text("TenderValidityPeriod/DurationMeasure", "unitCode") { draft, text, unit in
                draft.lot.tendering.validity = ContractLength.Measure(text: text, unit: unit)
            },
            .text("Language/ID") { draft, text, _ in
                guard let language = LanguageCode.alpha2(text) else { return }
                draft.lot.tendering.languages.append(language)
            },
            .text("CallForTendersDocumentReference/DocumentType") { draft, text, _ in
                draft.lot.tendering.note(document: text)
            },
            .text(
                "TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode",
                "listName"
            ) {
                draft, text, list in
                guard list == "selection-criteria-source", text == "epo-procurement-document" else { return }
                draft.lot.tendering.selection.economic.isInDocuments = true
                draft.lot.tendering.selection.technical.isInDocuments = true
            },
        ]
            + Rule.within(
                EFormsRules.extensionPath + "/SelectionCriteria",
                [
                    .open("") { draft, _ in draft.demand = .init() },
                    .text("CriterionTypeCode") { draft, text, _ in draft.demand.code = text },
                    .text("TendererRequirementTypeCode") { draft, text, _ in draft.demand.code = text },
                    .text("Description") { draft, text, _ in
                        if !text.isEmpty { draft.demand.isDescribed = true }
                    },
                    // A criterion may stand there to say that its kind is not used (BT-748).
                    .text("CalculationExpressionCode", "listName") { draft, text, list in
                        if list == "usage", text == "n-used" { draft.demand.code = "" }
                    },
                    .text("SecondStageIndicator") { draft, text, _ in
                        if EFormsDraft.claim(text) == true { draft.lot.terms.candidates.haveCriteria = true }
                    },
                    .close("") { draft in
                        draft.lot.tendering.selection.add(
                            code: draft.demand.code, isDescribed: draft.demand.isDescribed)
                    },
                ]))

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
            .text("AuctionTerms/AuctionConstraintIndicator") { draft, text, _ in
                draft.lot.tendering.usesAuction = EFormsDraft.claim(text)
            },
            .text("GovernmentAgreementConstraintIndicator") { draft, text, _ in
                draft.lot.tendering.isCoveredByGPA = EFormsDraft.claim(text)
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
