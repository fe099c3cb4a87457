import Notices

/// A contract was awarded, and the notice does not say for how much. A framework has no price of its own.
struct AwardValueMissing: ContractRule {
    static let id = "award-value-missing"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAwardOfLot(of: notice) { award, lot in
            let ruling = rule(AwardTraits(award), notice.isFramework(lot))
            let facts = PublishingFacts(award: award, reason: ruling.reason)
            return result(ruling, lot: award.lotKey, block: award.block, .publishing(facts))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        contract.ofAward { award, _, isFramework in rule(award, isFramework) }
    }

    @inline(__always)
    private func rule(_ award: AwardTraits, _ isFramework: Bool?) -> Ruling {
        if let ruling = award.outcome.beforeAward { return ruling }
        if isFramework == true { return .notApplicable(.isFramework) }
        // They have values, only no sum.
        if award.hasSeveralCurrencies { return .decided(flag: false) }
        return .decided(flag: !award.hasFinalValue)
    }
}
