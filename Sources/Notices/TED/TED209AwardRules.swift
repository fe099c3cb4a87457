/// The award blocks of the R2.0.9 forms; values and counts stand at different depths from version to version.
enum TED209AwardRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] =
        Rule.within("AWARD_CONTRACT", block) + Rule.within(awarded, facts)
        + Rule.within(awarded + "/**/ADDRESS_CONTRACTOR", contractor)

    private static let awarded = "AWARD_CONTRACT/AWARDED_CONTRACT"

    private static let block: [Rule] = [
        .open("") { draft, _ in draft.beginAward() },
        .text("LOT_NO") { draft, text, _ in draft.award.lotKey = text.nonEmpty },
        .open("AWARDED_CONTRACT") { draft, _ in draft.hasAwarded = true },
        .open("NO_AWARDED_CONTRACT") { draft, _ in draft.hasNotAwarded = true },
        .open("NO_AWARDED_CONTRACT/PROCUREMENT_UNSUCCESSFUL") { draft, element in
            draft.award.failure.reason = element.localName
        },
        .open("NO_AWARDED_CONTRACT/PROCUREMENT_DISCONTINUED") { draft, element in
            draft.award.failure.reason = element.localName
        },
        .close("") { draft in
            draft.award.outcome =
                draft.hasAwarded == draft.hasNotAwarded ? .unknown : draft.hasAwarded ? .awarded : .notAwarded
            draft.awards.append(draft.award)
        },
    ]

    private static let facts: [Rule] = [
        .text("**/NB_TENDERS_RECEIVED") { draft, text, _ in draft.award.add(tenderCount: text) },
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

    private static let contractor: [Rule] = TED209Rules.organisation {
        $0.award.suppliers.append($0.organisation)
    }
}
