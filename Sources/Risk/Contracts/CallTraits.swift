import Notices

/// What the rules ask of a call for one lot, of fixed width.
struct CallTraits: Sendable {
    let tendersDueOn: CalendarDay?
    /// That which counts in the notice's procedure.
    let deadlineOn: CalendarDay?
    let opensOn: CalendarDay?
    let acceptsElectronicSubmission: Bool?
    let hasPriorNotice: Bool
    let isFramework: Bool?
    let operators: Framework.Operators?
    let maximumOperators: Int?
    let isDynamicPurchasing: Bool

    init(_ tendering: Tendering, in procedure: ProcedureType?) {
        tendersDueOn = tendering.tendersDueOn
        deadlineOn = tendering.deadline(in: procedure)
        opensOn = tendering.opensOn
        acceptsElectronicSubmission = tendering.acceptsElectronicSubmission
        hasPriorNotice = tendering.hasPriorNotice
        isFramework = tendering.framework.isAgreement
        operators = tendering.framework.operators
        maximumOperators = tendering.framework.maximumOperators
        isDynamicPurchasing = tendering.isDynamicPurchasing
    }

    /// Days from dispatch to deadline, the day of dispatch not counted; nil when one of the two is absent.
    func days(from dispatched: CalendarDay?) -> Int? {
        guard let dispatched, let deadlineOn else { return nil }
        return dispatched.days(to: deadlineOn)
    }
}

/// What the rules ask of the terms of one lot, of fixed width.
struct TermTraits: Sendable {
    let extent: ContractLength.Extent?
    let criteria: CriteriaTraits
    let renewal: Renewal

    /// `length` where it is not that of the terms.
    init(_ terms: Terms, length: ContractLength? = nil) {
        extent = (length ?? terms.length).extent
        criteria = CriteriaTraits(terms.criteria)
        renewal = terms.renewal
    }
}

/// Which types of award criteria there are.
struct CriteriaTraits: Sendable {
    let hasPrice: Bool
    let isMostEconomical: Bool
    /// Any but the price.
    let hasOthers: Bool

    init(_ criteria: Criteria) {
        hasPrice = criteria.hasPrice
        isMostEconomical = criteria.isMostEconomical
        hasOthers =
            criteria.hasQuality || criteria.hasCost || criteria.isInDocuments || criteria.isMostEconomical
    }
}
