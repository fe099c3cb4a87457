/// Length, renewals, candidates and criteria of a lot in the R2.0.9 forms.
enum TED209TermRules {
    typealias Rule = ElementRule<TEDDraft>

    static let lot: [Rule] = [
        .text("DURATION", "TYPE") { draft, text, unit in
            draft.lot.terms.length.add(count: text, unit: unit)
        },
        .text("DATE_START") { draft, text, _ in draft.lot.terms.length.startsOn = CalendarDay(text) },
        .text("DATE_END") { draft, text, _ in draft.lot.terms.length.endsOn = CalendarDay(text) },
        // The number of renewals stands only in prose.
        .open("RENEWAL") { draft, _ in draft.lot.terms.renewal.isPossible = true },
        .open("NO_RENEWAL") { draft, _ in
            draft.lot.terms.renewal.isPossible = draft.lot.terms.renewal.isPossible ?? false
        },
        .prose("RENEWAL_DESCR") { draft, text, _ in
            if !text.isEmpty { draft.lot.terms.renewal.isDescribed = true }
        },
        .open("OPTIONS") { draft, _ in draft.lot.terms.hasOptions = true },
        .open("NO_OPTIONS") { draft, _ in
            draft.lot.terms.hasOptions = draft.lot.terms.hasOptions ?? false
        },
        .open("ACCEPTED_VARIANTS") { draft, _ in draft.lot.terms.acceptsVariants = true },
        .open("NO_ACCEPTED_VARIANTS") { draft, _ in
            draft.lot.terms.acceptsVariants = draft.lot.terms.acceptsVariants ?? false
        },
        .text("NB_ENVISAGED_CANDIDATE") { draft, text, _ in
            draft.lot.terms.candidates.envisaged = PlainNumber.count(text)
        },
        .text("NB_MIN_LIMIT_CANDIDATE") { draft, text, _ in
            draft.lot.terms.candidates.minimum = PlainNumber.count(text)
        },
        .prose("CRITERIA_CANDIDATE") { draft, text, _ in
            if !text.isEmpty { draft.lot.terms.candidates.haveCriteria = true }
        },
        .text("NB_MAX_LIMIT_CANDIDATE") { draft, text, _ in
            draft.lot.terms.candidates.maximum = PlainNumber.count(text)
        },
    ]

    /// Older files have them without the element AC around.
    static let criteria: [Rule] = [
        .open("AC_PRICE") { draft, _ in draft.lot.terms.criteria.hasPrice = true },
        .open("AC_QUALITY") { draft, _ in draft.lot.terms.criteria.hasQuality = true },
        .open("AC_COST") { draft, _ in draft.lot.terms.criteria.hasCost = true },
        .open("AC_PROCUREMENT_DOC") { draft, _ in draft.lot.terms.criteria.isInDocuments = true },
        .text("AC_PRICE/AC_WEIGHTING") { draft, text, _ in
            draft.lot.terms.criteria.add(weight: text, of: "price")
        },
        .text("AC_QUALITY/AC_WEIGHTING") { draft, text, _ in
            draft.lot.terms.criteria.add(weight: text, of: "quality")
        },
        .text("AC_COST/AC_WEIGHTING") { draft, text, _ in
            draft.lot.terms.criteria.add(weight: text, of: "cost")
        },
    ]
}
