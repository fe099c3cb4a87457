/// What an R2.0.9 call says of those who answer: validity, languages, guarantees, selection.
enum TED209CallRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("PROCEDURE", procedure) + Rule.within("LEFTI", demands)
        + [
            .open("CONTRACTING_BODY/DOCUMENT_FULL") { draft, _ in
                draft.tendering.areDocumentsRestricted = false
            },
            .open("CONTRACTING_BODY/DOCUMENT_RESTRICTED") { draft, _ in
                draft.tendering.areDocumentsRestricted = draft.tendering.areDocumentsRestricted ?? true
            },
        ]

    private static let procedure: [Rule] = [
        .text("DURATION_TENDER_VALID", "TYPE") { draft, text, unit in
            draft.tendering.validity = ContractLength.Measure(text: text, unit: unit)
        },
        .text("DATE_TENDER_VALID") { draft, text, _ in draft.tendering.validUntil = CalendarDay(text) },
        .open("LANGUAGES/LANGUAGE") { draft, element in
            guard let language = element["VALUE"].flatMap(LanguageCode.alpha2) else { return }
            if !draft.tendering.languages.contains(language) { draft.tendering.languages.append(language) }
        },
        .open("EAUCTION_USED") { draft, _ in draft.tendering.usesAuction = true },
        .open("CONTRACT_COVERED_GPA") { draft, _ in draft.tendering.isCoveredByGPA = true },
        .open("NO_CONTRACT_COVERED_GPA") { draft, _ in draft.tendering.isCoveredByGPA = false },
    ]

    private static let demands: [Rule] =
        [
            .prose("DEPOSIT_GUARANTEE_REQUIRED") { draft, text, _ in
                draft.tendering.needsGuarantee = text.isEmpty ? nil : true
            },
            .prose("SUITABILITY") { draft, text, _ in
                draft.tendering.selection.suitability.note(text)
            },
            .open("ECONOMIC_CRITERIA_DOC") { draft, _ in
                draft.tendering.selection.economic.noteDocuments()
            },
            .prose("ECONOMIC_FINANCIAL_INFO") { draft, text, _ in
                draft.tendering.selection.economic.note(text)
            },
            .prose("ECONOMIC_FINANCIAL_MIN_LEVEL") { draft, text, _ in
                draft.tendering.selection.economic.note(minimum: text)
            },
            .open("TECHNICAL_CRITERIA_DOC") { draft, _ in
                draft.tendering.selection.technical.noteDocuments()
            },
            .prose("TECHNICAL_PROFESSIONAL_INFO") { draft, text, _ in
                draft.tendering.selection.technical.note(text)
            },
            .prose("TECHNICAL_PROFESSIONAL_MIN_LEVEL") { draft, text, _ in
                draft.tendering.selection.technical.note(minimum: text)
            },
        ]
}

extension Selection.Demand {
    fileprivate mutating func note(_ text: String) {
        isStated = true
        if !text.isEmpty { isDescribed = true }
    }

    fileprivate mutating func note(minimum text: String) {
        isStated = true
        if !text.isEmpty { hasMinimum = true }
    }

    fileprivate mutating func noteDocuments() {
        isStated = true
        isInDocuments = true
    }
}
