import Notices

/// A contract of a value that attracts; frameworks have an indicator of their own.
struct HighEstimate: Indicator {
    static let id = "high-estimate"
    let rule: IndicatorRule
    private let amounts: AmountRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        amounts = try AmountRule(file)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perObject(of: notice) { lot, tendering in
            let amount = notice.estimate(for: lot)
            let nature = lot?.nature ?? notice.nature
            let judgement =
                tendering.framework.isAgreement == true
                ? .notApplicable(.isFramework) : amounts.judge(amount, nature: nature, notice)
            let facts = AmountFacts(nature: nature, amount: amount, reason: judgement.reason)
            return result(judgement, lot: lot?.key, .amount(facts))
        }
    }
}

extension Notice {
    /// The estimate of a lot; of the whole where it has no other lot.
    func estimate(for lot: Lot?) -> Money? { lot?.estimate ?? (lots.count <= 1 ? estimate : nil) }
}
