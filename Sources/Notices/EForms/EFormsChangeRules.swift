/// What a new version of an eForms notice says that it changes, and what a notice changes in a contract.
enum EFormsChangeRules {
    typealias Rule = ElementRule<EFormsDraft>

    static let all: [Rule] =
        Rule.within("Changes", correction) + Rule.within("ContractModification", modification)

    private static let correction: [Rule] =
        [
            .open("") { draft, _ in
                draft.isChange = true
                draft.correction = draft.correction ?? Correction()
            },
            .text("ChangedNoticeIdentifier") { draft, text, _ in
                if let reference = NoticeNumber.reference(text) {
                    draft.correction?.corrected.append(reference)
                }
            },
            .text("ChangeReason/ReasonCode") { draft, text, _ in
                draft.correction?.reason = text.nonEmpty ?? draft.correction?.reason
            },
            .text("ChangeReason/ReasonDescription", "languageID") { draft, text, language in
                draft.correctionReason.add(text, language: language)
            },
            .close("Change") { draft in draft.changes.append(draft.change) },
        ] + change("Change")

    private static let modification: [Rule] =
        [
            .open("") { draft, _ in draft.modification = .init() },
            .text("ChangedNoticeIdentifier") { draft, text, _ in
                draft.modification.changedNotice = NoticeNumber.reference(text)
            },
            .text("ModifiedContractIdentifier") { draft, text, _ in draft.modification.contract = text },
            .text("ChangeReason/ReasonCode") { draft, text, _ in
                if !text.isEmpty { draft.modification.reasons.append(text) }
            },
            .text("ChangeReason/ReasonDescription", "languageID") { draft, text, language in
                draft.modification.reasonText.add(text, language: language)
            },
            .close("Change") { draft in
                draft.modification.sections += draft.change.sections
                draft.modification.summaries.append(draft.change.details)
            },
            .close("") { draft in draft.modifications.append(draft.modification) },
        ] + change("Change")

    /// Early SDKs name the section without an element around.
    private static func change(_ path: String) -> [Rule] {
        Rule.within(
            path,
            [
                .open("") { draft, _ in draft.change = .init() },
                .text("ChangedSection/ChangedSectionIdentifier") { draft, text, _ in
                    if !text.isEmpty { draft.change.sections.append(text) }
                },
                .text("ChangedSectionIdentifier") { draft, text, _ in
                    if !text.isEmpty { draft.change.sections.append(text) }
                },
                .text("ChangeDescription", "languageID") { draft, text, language in
                    draft.change.details.add(text, language: language)
                },
            ])
    }
}
