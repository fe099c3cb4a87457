/// The award blocks of the R2.0.7/8 forms; amounts stand in the attribute FMTVAL, their text is for people.
enum TED208AwardRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] = ["AWARD_OF_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE"].flatMap { name in
        Rule.within(name, block) + Rule.within(name + "/**/ECONOMIC_OPERATOR_NAME_ADDRESS", winner)
            + TED208Rules.date(name + "/**/CONTRACT_AWARD_DATE") {
                $0.award.concludedOn = $1
                $0.award.decidedOn = $1
            }
    }

    private static let block: [Rule] = [
        .open("") { draft, _ in draft.beginAward() },
        .text("**/LOT_NUMBER") { draft, text, _ in draft.award.lotKey = draft.award.lotKey ?? text.nonEmpty },
        .text("**/CONTRACT_NUMBER") { draft, text, _ in
            draft.contract.number = draft.contract.number ?? text.nonEmpty
        },
        .text("**/OFFERS_RECEIVED_NUMBER") { draft, text, _ in
            draft.award.add(submissions: text, code: Award.allTenders)
        },
        .text("**/OFFERS_RECEIVED_NUMBER_MEANING") { draft, text, _ in
            draft.award.add(submissions: text, code: "t-esubm")
        },
        .open("**/INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT") { draft, element in
            draft.currency = element["CURRENCY"]
        },
        .open("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT/VALUE_COST") { draft, element in
            draft.award.estimate = draft.money(element)
        },
        .open("**/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE") { draft, element in
            draft.currency = element["CURRENCY"]
        },
        .open("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT/EXCLUDING_VAT") { draft, _ in
            draft.award.valueTerms.estimateIncludesTax = false
        },
        .open("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT/INCLUDING_VAT") { draft, _ in
            draft.award.valueTerms.estimateIncludesTax = true
        },
        .open("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/EXCLUDING_VAT") { draft, _ in
            draft.award.valueTerms.valueIncludesTax = false
        },
        .open("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/INCLUDING_VAT") { draft, _ in
            draft.award.valueTerms.valueIncludesTax = true
        },
        .open("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/LOW_VALUE") { draft, element in
            draft.award.valueRange.low = draft.money(element)
        },
        .open("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/RANGE_VALUE_COST/HIGH_VALUE") { draft, element in
            draft.award.valueRange.high = draft.money(element)
        },
        .text("**/NUMBER_OF_YEARS") { draft, text, _ in draft.notePeriod(text) },
        .text("**/NUMBER_OF_MONTHS") { draft, text, _ in draft.notePeriod(text) },
        .open("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/VALUE_COST") { draft, element in
            draft.award.value = draft.money(element)
        },
        .close("") { draft in
            draft.closeAward()
        },
    ]

    private static let winner: [Rule] =
        [.open("") { draft, _ in draft.hasAwarded = true }]
        + TED208Rules.organisation { $0.award.suppliers.append($0.organisation) }
}

extension TEDDraft {
    fileprivate func notePeriod(_ count: String) {
        if let count = PlainNumber.count(count), count > 0 { award.valueTerms.isPeriodic = true }
    }

    fileprivate func money(_ element: Element) -> Money? {
        element["FMTVAL"].flatMap { Money(text: $0, currency: currency) }
    }
}
