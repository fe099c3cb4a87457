import Notices

/// What the rules ask of one award block, of fixed width.
struct AwardTraits: Sendable {
    /// The counts of tenders that a block states.
    enum Counts {
        case none, several
        case one(Int)
    }

    let outcome: Award.Outcome
    let counts: Counts
    let isCompetitionOpen: Bool
    let hasFailureReason: Bool
    let hasSeveralCurrencies: Bool
    let hasFinalValue: Bool

    init(_ award: Award) {
        outcome = award.outcome
        counts =
            award.tenderCounts.count > 1 ? .several : award.tenderCounts.first.map(Counts.one) ?? .none
        isCompetitionOpen = award.failure.isCompetitionOpen
        hasFailureReason = award.failure.reason != nil
        hasSeveralCurrencies = award.hasSeveralCurrencies
        hasFinalValue = FinalValueFarFromEstimate.final(award) != nil
    }

    /// The count to judge by, or the ruling that stands before any count is compared.
    func count(in procedure: ProcedureType?) -> (count: Int, obstacle: Ruling?) {
        switch outcome {
        case .notAwarded: return (0, .notApplicable(.notAwarded))
        case _ where procedure == .direct: return (0, .notApplicable(.directProcedure))
        case .unknown: return (0, .missing(.outcomeUnknown))
        case .awarded: break
        }
        switch counts {
        case .several: return (0, .missing(.countsDiffer))
        case .none: return (0, .missing(.noCount))
        case .one(0): return (0, .missing(.countZero))
        case .one(let count): return (count, nil)
        }
    }
}

/// What is known of the values of one award block, of fixed width.
struct ValueTraits: Sendable {
    let estimateIncludesTax: Bool?
    let valueIncludesTax: Bool?
    let isPeriodic: Bool
    let hasSeveralCurrencies: Bool
    let estimate: Amount?
    /// Of the final value, equal where it is no range.
    let low: Amount?
    let high: Amount?
    /// Whether all three are in the same currency, and it is stated.
    let areComparable: Bool

    init(_ award: Award) {
        estimateIncludesTax = award.valueTerms.estimateIncludesTax
        valueIncludesTax = award.valueTerms.valueIncludesTax
        isPeriodic = award.valueTerms.isPeriodic
        hasSeveralCurrencies = award.hasSeveralCurrencies
        let final = FinalValueFarFromEstimate.final(award)
        estimate = award.estimate.flatMap { Amount($0.amount) }
        low = final.flatMap { Amount($0.low.amount) }
        high = final.flatMap { [low] in $0.high == $0.low ? low : Amount($0.high.amount) }
        let currency = award.estimate?.currency
        areComparable =
            currency != nil && currency == final?.low.currency && currency == final?.high.currency
    }
}
