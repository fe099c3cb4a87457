/// The award blocks of the R2.0.9 forms; values and counts stand at different depths from version to version.
enum TED209AwardRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("AWARD_CONTRACT", block) + Rule.within(awarded, facts)
        + Rule.within(awarded + "/**/CONTRACTOR", contractor)
        + Rule.within(awarded + "/**/CONTRACTOR/ADDRESS_CONTRACTOR", TED209Rules.organisation { _ in })

    private static let awarded = "AWARD_CONTRACT/AWARDED_CONTRACT"

    private static let block: [Rule] = [
        .open("") { draft, _ in draft.beginAward() },
        .text("LOT_NO") { draft, text, _ in draft.award.lotKey = text.nonEmpty },
        .text("CONTRACT_NO") { draft, text, _ in draft.contract.number = text.nonEmpty },
        .prose("TITLE") { draft, text, _ in draft.contract.title = text.onOneLine },
        .open("AWARDED_CONTRACT") { draft, _ in draft.hasAwarded = true },
        .open("NO_AWARDED_CONTRACT") { draft, _ in draft.hasNotAwarded = true },
        .open("NO_AWARDED_CONTRACT/PROCUREMENT_UNSUCCESSFUL") { draft, element in
            draft.award.failure.reason = element.localName
        },
        .open("NO_AWARDED_CONTRACT/PROCUREMENT_DISCONTINUED") { draft, element in
            draft.award.failure.reason = element.localName
        },
        .close("") { draft in draft.closeAward() },
    ]

    private static let facts: [Rule] = [
        .text("**/NB_TENDERS_RECEIVED") { draft, text, _ in
            draft.award.add(submissions: text, code: Award.allTenders)
        },
        .text("**/NB_TENDERS_RECEIVED_SME") { draft, text, _ in
            draft.award.add(submissions: text, code: "t-sme")
        },
        .text("**/NB_TENDERS_RECEIVED_OTHER_EU") { draft, text, _ in
            draft.award.add(submissions: text, code: "t-oth-eea")
        },
        .text("**/NB_TENDERS_RECEIVED_NON_EU") { draft, text, _ in
            draft.award.add(submissions: text, code: "t-no-eea")
        },
        .text("**/NB_TENDERS_RECEIVED_EMEANS") { draft, text, _ in
            draft.award.add(submissions: text, code: "t-esubm")
        },
        .open("**/AWARDED_TO_GROUP") { draft, _ in draft.award.isGroup = true },
        .open("**/NO_AWARDED_TO_GROUP") { draft, _ in draft.award.isGroup = draft.award.isGroup ?? false },
        .open("**/LIKELY_SUBCONTRACTED") { draft, _ in draft.award.subcontracting.isPlanned = true },
        .text("**/VAL_SUBCONTRACTING", "CURRENCY") { draft, text, currency in
            draft.award.subcontracting.value = Money(text: text, currency: currency)
        },
        .text("**/PCT_SUBCONTRACTING") { draft, text, _ in
            draft.award.subcontracting.percent = PlainNumber.count(text)
        },
        .text("**/DATE_CONCLUSION_CONTRACT") { draft, text, _ in draft.award.concludedOn = CalendarDay(text)
        },
        .text("**/VAL_TOTAL", "CURRENCY") { draft, text, currency in
            draft.award.value = Money(text: text, currency: currency)
        },
        .open("**/VAL_RANGE_TOTAL") { draft, element in draft.currency = element["CURRENCY"] },
        .text("**/VAL_RANGE_TOTAL/LOW") { draft, text, _ in
            draft.award.valueRange.low = Money(text: text, currency: draft.currency)
        },
        .text("**/VAL_RANGE_TOTAL/HIGH") { draft, text, _ in
            draft.award.valueRange.high = Money(text: text, currency: draft.currency)
        },
        .text("**/VAL_ESTIMATED_TOTAL", "CURRENCY") { draft, text, currency in
            draft.award.estimate = Money(text: text, currency: currency)
        },
    ]

    private static let contractor: [Rule] = [
        .open("") { draft, _ in draft.organisation = Organisation() },
        .open("SME") { draft, _ in draft.organisation.size = "sme" },
        .open("NO_SME") { draft, _ in draft.organisation.size = "large" },
        .close("") { draft in draft.award.suppliers.append(draft.organisation) },
    ]
}
