import Notices

/// Tenders compared by nothing but their price.
struct PriceOnly: Indicator {
    static let id = "price-only"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice || notice.kind == .awardNotice else {
            return notApplicable(notice, .kindNotCovered)
        }
        if notice.form.hasUntypedCriteria { return notApplicable(notice, .formHasNoField) }
        return perLot(of: notice) { lot, terms, _ in
            let judgement = judge(notice, terms.criteria)
            let facts = CriteriaFacts(
                procedure: notice.procedure.type, criteria: terms.criteria, reason: judgement.reason)
            return result(judgement, lot: lot, .criteria(facts))
        }
    }

    private func judge(_ notice: Notice, _ criteria: Criteria) -> Judgement {
        if notice.procedure.type == .direct { return .notApplicable(.directProcedure) }
        if notice.form.series == .eforms, notice.form.regime?.isConcession == true {
            return .notApplicable(.regimeWithoutRule)
        }
        if criteria.hasPrice, criteria.isMostEconomical { return .missing(.contradictory) }
        if criteria.hasOthers { return .decided(flag: false) }
        return criteria.hasPrice ? .decided(flag: true) : .missing(.noCriteria)
    }
}

extension Criteria {
    fileprivate var hasOthers: Bool { hasQuality || hasCost || isInDocuments || isMostEconomical }

    var names: [String] {
        [
            hasPrice ? "price" : nil, hasQuality ? "quality" : nil, hasCost ? "cost" : nil,
            isInDocuments ? "in_documents" : nil, isMostEconomical ? "most_economical" : nil,
        ].compactMap { $0 }
    }
}

/// What price-only looks at.
public struct CriteriaFacts: Hashable, Sendable, JSONWritable {
    let procedure: ProcedureType?
    let criteria: Criteria
    let reason: Reason?

    /// `{"procedure", "criteria", "reason"?}`; criteria: price, quality, cost, in_documents, most_economical.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            json.field("criteria", criteria.names)
            if let reason { json.field("reason", reason) }
        }
    }
}
