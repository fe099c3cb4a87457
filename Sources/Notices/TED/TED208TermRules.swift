/// Length, renewals, candidates and criteria in the R2.0.7/8 forms: once for the notice, but a length of
/// their own for the lots of an annex.
enum TED208TermRules {
    typealias Rule = ElementRule<TEDDraft>
    typealias LengthChange = (inout ContractLength) -> Void

    static let all: [Rule] =
        length("") { draft, change in change(&draft.terms.length) } + renewals + candidates + criteria

    /// The rules of a length below `prefix`, which `apply` puts where it belongs.
    static func length(
        _ prefix: String, _ apply: @escaping @Sendable (TEDDraft, LengthChange) -> Void
    ) -> [Rule] {
        Rule.within(
            prefix + "PERIOD_WORK_DATE_STARTING",
            [
                .open("") { draft, _ in apply(draft) { $0.isStated = true } },
                .text("MONTHS") { draft, text, _ in apply(draft) { $0.add(count: text, unit: "MONTH") } },
                .text("DAYS") { draft, text, _ in apply(draft) { $0.add(count: text, unit: "DAY") } },
            ]
                + TED208Rules.date("INTERVAL_DATE/START_DATE") { draft, day in
                    apply(draft) { $0.startsOn = day }
                }
                + TED208Rules.date("INTERVAL_DATE/END_DATE") { draft, day in
                    apply(draft) { $0.endsOn = day }
                })
    }

    private static let renewals: [Rule] = [
        .open("RECURRENT_CONTRACT") { draft, _ in draft.terms.renewal.isPossible = true },
        .text("RECURRENT_CONTRACT/**/NUMBER_POSSIBLE_RENEWALS") { draft, text, _ in
            draft.terms.renewal.most = PlainNumber.count(text) ?? draft.terms.renewal.most
        },
        .text("RECURRENT_CONTRACT/**/NUMBER_POSSIBLE_RENEWALS_RANGE_MAX") { draft, text, _ in
            draft.terms.renewal.most = draft.terms.renewal.most ?? PlainNumber.count(text)
        },
        .open("NO_RECURRENT_CONTRACT") { draft, _ in
            draft.terms.renewal.isPossible = draft.terms.renewal.isPossible ?? false
        },
    ]

    private static let candidates: [Rule] =
        Rule.within("TYPE_OF_PROCEDURE*/MAXIMUM_NUMBER_INVITED", invited)
        + Rule.within("MAXIMUM_NUMBER_INVITED", invited)

    private static let invited: [Rule] = [
        .prose("**/OPE_OBJECTIVE_CRITERIA") { draft, text, _ in
            if !text.isEmpty { draft.terms.candidates.haveCriteria = true }
        },
        .text("**/OPE_ENVISAGED_NUMBER") { draft, text, _ in
            draft.terms.candidates.envisaged = PlainNumber.count(text)
        },
        .text("**/OPE_MINIMUM_NUMBER") { draft, text, _ in
            draft.terms.candidates.minimum = PlainNumber.count(text)
        },
        .text("**/OPE_MAXIMUM_NUMBER") { draft, text, _ in
            draft.terms.candidates.maximum = PlainNumber.count(text)
        },
    ]

    private static let criteria: [Rule] = [
        .gate("AWARD_CRITERIA_DETAIL*") { draft, _ in
            defer { draft.hasCriteria208 = true }
            return !draft.hasCriteria208
        },
        .inside("AWARD_CRITERIA_DETAIL*") { draft, element in
            let name = element.localName
            if name == "LOWEST_PRICE" { draft.terms.criteria.hasPrice = true }
            if name.hasPrefix("MOST_ECONOMICALLY") { draft.terms.criteria.isMostEconomical = true }
        },
    ]
}
