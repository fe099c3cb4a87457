import Notices

/// A framework agreement up to a value that attracts: the ceiling where it is stated, else the estimate.
struct HighFrameworkValue: Indicator {
    static let id = "high-framework-value"
    let rule: IndicatorRule
    private let amounts: AmountRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        amounts = try AmountRule(file)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perObject(of: notice) { lot, tendering in
            let amount = lot?.frameworkMaximum ?? notice.estimate(for: lot)
            let nature = lot?.nature ?? notice.nature
            let judgement = judge(tendering.framework.isAgreement, amount, nature, notice)
            let facts = AmountFacts(nature: nature, amount: amount, reason: judgement.reason)
            return result(judgement, lot: lot?.key, .amount(facts))
        }
    }

    private func judge(
        _ isAgreement: Bool?, _ amount: Money?, _ nature: String?, _ notice: Notice
    ) -> Judgement {
        guard let isAgreement else { return .missing(.frameworkUnknown) }
        guard isAgreement else { return .notApplicable(.noFramework) }
        return amounts.judge(amount, nature: nature, notice)
    }
}
