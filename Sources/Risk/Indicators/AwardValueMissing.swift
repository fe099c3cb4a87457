import Notices

/// A contract was awarded, and the notice does not say for how much. A framework has no price of its own.
struct AwardValueMissing: Indicator {
    static let id = "award-value-missing"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAwardOfLot(of: notice) { award, lot in
            let judgement = Judgement.beforeAward(award) ?? judge(award, notice.isFramework(lot))
            let facts = PublishingFacts(award: award, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .publishing(facts))
        }
    }

    private func judge(_ award: Award, _ isFramework: Bool?) -> Judgement {
        if isFramework == true { return .notApplicable(.isFramework) }
        // They have values, only no sum.
        if award.hasSeveralCurrencies { return .decided(flag: false) }
        return .decided(flag: FinalValueFarFromEstimate.final(award) == nil)
    }
}
