/// Where eForms keep what we read: UBL documents with the Union's extension, SDK 1.3 to 1.13.
/// Contact persons have no rule here, and of beneficial owners only the nationality has one, so they are never
/// read.
enum EFormsRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let roots: Set<String> = [
        "ContractNotice", "ContractAwardNotice", "PriorInformationNotice",
        "BusinessRegistrationInformationNotice",
    ]

    static let paths = ElementPaths(
        header + procedure
            + Rule.within(
                extensionPath,
                publication + organisation + owners + EFormsResultRules.all
                    + EFormsChangeRules.all)
            + EFormsLotRules.all)

    static let extensionPath = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"

    private static let header: [Rule] = [
        .text("CustomizationID") { draft, text, _ in draft.customization = text },
        .text("ID", "schemeName") { draft, text, scheme in
            if scheme == "notice-id" { draft.noticeIdentifier = text }
        },
        .text("VersionID") { draft, text, _ in draft.version = text },
        .text("ContractFolderID") { draft, text, _ in draft.folder = text.nonEmpty?.lowercased() },
        .text("IssueDate") { draft, text, _ in draft.issuedOn = EFormsDraft.day(text) },
        .text("NoticeTypeCode") { draft, text, _ in draft.noticeType = text },
        .text("NoticeLanguageCode") { draft, text, _ in draft.language = text },
        .text("ContractingParty/Party/PartyIdentification/ID") { draft, text, _ in
            draft.buyerIdentifiers.append(text)
        },
    ]

    private static let procedure: [Rule] = [
        .text("TenderingProcess/ProcedureCode") { draft, text, _ in draft.procedureCode = text },
        .open("TenderingProcess/ProcessJustification") { draft, _ in draft.justification = ("", false) },
        .text("TenderingProcess/ProcessJustification/ProcessReason") { draft, text, _ in
            if !text.isEmpty { draft.justification.hasText = true }
        },
        .close("TenderingProcess/ProcessJustification") { draft in
            let isAcceleration = draft.justification.list == "accelerated-procedure"
            if isAcceleration, draft.justification.hasText { draft.isAccelerationExplained = true }
        },
        .text("TenderingProcess/ProcessJustification/ProcessReasonCode", "listName") { draft, text, list in
            draft.justification.list = list ?? ""
            switch list {
            case "accelerated-procedure": draft.accelerated.insert(text)
            case "direct-award-justification" where !text.isEmpty: draft.directGrounds.append(text)
            default: break
            }
        },
        .text("TenderingProcess/NoticeDocumentReference/ID") { draft, text, _ in
            let numbers = NoticeNumber.all(in: text)
            draft.previousNumbers += numbers
            if numbers.isEmpty, let reference = NoticeNumber.reference(text) {
                draft.previousReferences.append(reference)
            }
        },
        .text("TenderingProcess/" + extensionPath + "/ProcedureRelaunchIndicator") { draft, text, _ in
            draft.isRelaunch = EFormsDraft.claim(text)
        },
        .open("TenderingTerms/LotDistribution/LotsGroup") { draft, _ in draft.groups.append(("", [])) },
        .text("TenderingTerms/LotDistribution/LotsGroup/LotsGroupID") { draft, text, _ in
            draft.groups[draft.groups.count - 1].key = text
        },
        .text("TenderingTerms/LotDistribution/LotsGroup/ProcurementProjectLotReference/ID") {
            draft, text, _ in
            draft.groups[draft.groups.count - 1].lots.append(text)
        },
        .text(
            "TenderingTerms/TendererQualificationRequest/SpecificTendererRequirement"
                + "/TendererRequirementTypeCode", "listName"
        ) { draft, text, list in
            guard ["exclusion-ground", "exclusion-grounds-source"].contains(list), !text.isEmpty else {
                return
            }
            draft.statesExclusionGrounds = true
        },
        .text("ProcurementProject/ProcurementTypeCode") { draft, text, _ in draft.nature = text.nonEmpty },
        .text("ProcurementProject/Description", "languageID") { draft, text, language in
            draft.details.add(text, language: language)
        },
        .text(
            "ProcurementProject/RequestedTenderTotal/" + extensionPath + "/FrameworkMaximumAmount",
            "currencyID"
        ) { draft, text, currency in draft.frameworkMaximum = Money(text: text, currency: currency) },
        .text("ProcurementProject/Name", "languageID") { draft, text, language in
            draft.title.add(text, language: language)
        },
        .text("ProcurementProject/MainCommodityClassification/ItemClassificationCode") { draft, text, _ in
            draft.cpv = draft.cpv ?? text.nonEmpty
        },
        .text("ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount", "currencyID") {
            draft, text, currency in
            draft.estimate = Money(text: text, currency: currency)
        },
    ]

    private static let publication: [Rule] = [
        .text("NoticeSubType/SubTypeCode") { draft, text, _ in draft.subtype = text.nonEmpty },
        .text("Publication/NoticePublicationID") { draft, text, _ in
            draft.publicationNumber = NoticeNumber.normalised(text)
        },
        .text("Publication/PublicationDate") { draft, text, _ in draft.publishedOn = EFormsDraft.day(text) },
    ]

    private static let organisation: [Rule] = Rule.within(
        "Organizations/Organization",
        [
            .open("") { draft, _ in draft.organisation = .init() },
            .text("Company/PartyIdentification/ID") { draft, text, _ in
                draft.organisation.identifiers.append(text)
            },
            .text("TouchPoint/PartyIdentification/ID") { draft, text, _ in
                draft.organisation.identifiers.append(text)
            },
            .text("Company/PartyName/Name", "languageID") { draft, text, language in
                draft.organisation.name.add(text, language: language)
            },
            .text("Company/PartyLegalEntity/CompanyID", "schemeName") { draft, text, scheme in
                draft.organisation.facts.add(identifier: text, scheme: scheme)
            },
            .text("Company/PostalAddress/Country/IdentificationCode") { draft, text, _ in
                draft.organisation.facts.country = CountryCode.alpha2(text)
            },
            .text("Company/PostalAddress/CityName") { draft, text, _ in
                draft.organisation.facts.town = text.nonEmpty
            },
            .text("Company/PostalAddress/CountrySubentityCode") { draft, text, _ in
                draft.organisation.facts.nuts = text.nonEmpty
            },
            .text("Company/CompanySizeCode") { draft, text, _ in
                draft.organisation.facts.size = text.nonEmpty
            },
            .text("UltimateBeneficialOwner/ID") { draft, text, _ in draft.organisation.owners.append(text) },
            .text("AcquiringCPBIndicator") { draft, text, _ in draft.note(central: text) },
            .text("AwardingCPBIndicator") { draft, text, _ in draft.note(central: text) },
            .text("NaturalPersonIndicator") { draft, text, _ in
                draft.organisation.facts.isNaturalPerson = EFormsDraft.claim(text)
            },
            .close("") { draft in
                for identifier in draft.organisation.identifiers {
                    draft.organisations[identifier] = draft.organisation
                }
            },
        ])

    private static let owners: [Rule] = Rule.within(
        "Organizations/UltimateBeneficialOwner",
        [
            .open("") { draft, _ in draft.owner = ("", nil) },
            .text("ID") { draft, text, _ in draft.owner.identifier = text },
            .text("Nationality/NationalityID") { draft, text, _ in
                draft.owner.nationality = CountryCode.alpha2(text)
            },
            .close("") { draft in draft.nationalities[draft.owner.identifier] = draft.owner.nationality },
        ])
}

extension EFormsDraft {
    /// An indicator as files write it; nil for anything else.
    func note(central text: String) {
        if let claim = Self.claim(text) { isCentralPurchasing = claim || isCentralPurchasing == true }
    }

    static func claim(_ text: String) -> Bool? {
        ["true": true, "1": true, "false": false, "0": false][text]
    }
}
