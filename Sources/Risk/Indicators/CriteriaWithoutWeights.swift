import Notices

/// More is compared than the price, and nothing says how much each criterion counts.
struct CriteriaWithoutWeights: Indicator {
    static let id = "criteria-without-weights"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice || notice.kind == .awardNotice else {
            return notApplicable(notice, .kindNotCovered)
        }
        // Criteria without a type, or, in R2.0.7/8, weights that stand in text of many shapes.
        if notice.form.hasUntypedCriteria || notice.form.series == .r208 {
            return notApplicable(notice, .formHasNoField)
        }
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(notice, terms.criteria)
            let facts = WeightingFacts(
                criteria: terms.criteria, weights: terms.criteria.weights.map(\.weight),
                isFormula: terms.criteria.hasFormula, reason: judgement.reason)
            return result(judgement, lot: lot, .weighting(facts))
        }
    }

    private func judge(_ notice: Notice, _ criteria: Criteria) -> Judgement {
        if notice.procedure.type == .direct { return .notApplicable(.directProcedure) }
        if notice.form.regime?.isConcession == true { return .notApplicable(.regimeWithoutRule) }
        if criteria.isInDocuments { return .notApplicable(.criteriaInDocuments) }
        if criteria.hasQuality || criteria.hasCost {
            return .decided(flag: criteria.weights.isEmpty && !criteria.hasFormula)
        }
        return criteria.hasPrice ? .notApplicable(.priceAlone) : .missing(.noCriteria)
    }
}

/// What criteria-without-weights looks at.
public struct WeightingFacts: Hashable, Sendable, JSONWritable {
    let criteria: Criteria
    let weights: [String]
    let isFormula: Bool
    let reason: Reason?

    /// `{"criteria", "weights", "formula", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("criteria", criteria.names)
            json.field("weights", weights)
            json.field("formula", isFormula)
            if let reason { json.field("reason", reason) }
        }
    }
}
