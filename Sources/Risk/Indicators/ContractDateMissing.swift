import Notices

/// A contract was awarded, and the notice does not say when it was concluded.
struct ContractDateMissing: Indicator {
    static let id = "contract-date-missing"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        // R2.0.7/8 give the day of the decision and none of the contract.
        if notice.kind == .awardNotice, notice.form.series == .r208 {
            return notApplicable(notice, .formHasNoField)
        }
        return perAward(of: notice) { award in
            let judgement = Judgement.beforeAward(award) ?? .decided(flag: award.concludedOn == nil)
            let facts = PublishingFacts(award: award, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .publishing(facts))
        }
    }
}
