import Notices

/// A contract of high value of which no estimate was ever published, so that nothing can be compared.
struct HighFinalValue: Indicator {
    static let id = "high-final-value"
    let rule: IndicatorRule
    private let amounts: AmountRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        amounts = try AmountRule(file)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAwardOfLot(of: notice) { award, lot in
            // Of a range the highest tender: the contract may have gone to it.
            let amount = award.value ?? award.valueRange.high
            let nature = lot?.nature ?? notice.nature
            let judgement = Judgement.beforeAward(award) ?? judge(award, lot, amount, nature, notice)
            let facts = AmountFacts(nature: nature, amount: amount, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .amount(facts))
        }
    }

    private func judge(
        _ award: Award, _ lot: Lot?, _ amount: Money?, _ nature: String?, _ notice: Notice
    ) -> Judgement {
        if notice.isFramework(lot) == true { return .notApplicable(.isFramework) }
        if let estimate = award.estimate ?? notice.estimate, estimate.amount > 1 {
            return .notApplicable(.hasEstimate)
        }
        return amounts.judge(amount, nature: nature, notice)
    }
}
