import Notices

/// Tenders compared by nothing but their price.
struct PriceOnly: ContractRule {
    static let id = "price-only"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let traits = NoticeTraits(notice)
        if let reason = obstacle(traits) { return notApplicable(notice, reason) }
        return perLot(of: notice) { lot, terms, _ in
            let ruling = rule(traits, CriteriaTraits(terms.criteria))
            let facts = CriteriaFacts(
                procedure: notice.procedure.type, criteria: terms.criteria, reason: ruling.reason)
            return result(ruling, lot: lot, .criteria(facts))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        if let reason = obstacle(contract.notice) { return .notApplicable(reason) }
        return contract.ofTerms { terms, _ in rule(contract.notice, terms.criteria) }
    }

    @inline(__always)
    private func obstacle(_ notice: NoticeTraits) -> Reason? {
        guard notice.kind == .contractNotice || notice.kind == .awardNotice else { return .kindNotCovered }
        return notice.hasUntypedCriteria ? .formHasNoField : nil
    }

    @inline(__always)
    private func rule(_ notice: NoticeTraits, _ criteria: CriteriaTraits) -> Ruling {
        if notice.procedure == .direct { return .notApplicable(.directProcedure) }
        if notice.series == .eforms, notice.regime?.isConcession == true {
            return .notApplicable(.regimeWithoutRule)
        }
        if criteria.hasPrice, criteria.isMostEconomical { return .missing(.contradictory) }
        if criteria.hasOthers { return .decided(flag: false) }
        return criteria.hasPrice ? .decided(flag: true) : .missing(.noCriteria)
    }
}

extension Criteria {
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
