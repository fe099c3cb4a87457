/// The results of a design contest (F13): the winners of a prize stand where others have contractors.
enum TED209PrizeRules {
    typealias Rule = ElementRule<TEDDraft>

    static let all: [Rule] = Rule.within(
        "RESULTS",
        [
            .open("") { draft, _ in draft.beginAward() },
            .open("AWARDED_PRIZE") { draft, _ in draft.hasAwarded = true },
            .open("NO_AWARDED_PRIZE") { draft, _ in draft.hasNotAwarded = true },
            .open("NO_AWARDED_PRIZE/PROCUREMENT_UNSUCCESSFUL") { draft, element in
                draft.award.failure.reason = element.localName
            },
            .open("NO_AWARDED_PRIZE/PROCUREMENT_DISCONTINUED") { draft, element in
                draft.award.failure.reason = element.localName
            },
            .text("AWARDED_PRIZE/DATE_DECISION_JURY") { draft, text, _ in
                draft.award.decidedOn = CalendarDay(text)
            },
            .text("AWARDED_PRIZE/VAL_PRIZE", "CURRENCY") { draft, text, currency in
                draft.award.value = Money(text: text, currency: currency)
            },
            .close("") { draft in draft.closeAward() },
        ] + participants("AWARDED_PRIZE") + participants("AWARDED_PRIZE/PARTICIPANTS")
            + TED209Rules.contractors(within: "AWARDED_PRIZE", "WINNER") {
                $0.award.suppliers.append($0.organisation)
            })

    private static func participants(_ path: String) -> [Rule] {
        Rule.within(
            path,
            [
                .text("NB_PARTICIPANTS") { draft, text, _ in
                    draft.award.add(submissions: text, code: Award.allTenders)
                },
                .text("NB_PARTICIPANTS_SME") { draft, text, _ in
                    draft.award.add(submissions: text, code: "t-sme")
                },
                .text("NB_PARTICIPANTS_OTHER_EU") { draft, text, _ in
                    draft.award.add(submissions: text, code: "t-oth-eea")
                },
            ])
    }
}
