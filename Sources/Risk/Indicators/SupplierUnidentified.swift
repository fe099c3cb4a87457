import Notices

/// A winner is named without a number by which anybody could find out who it is.
struct SupplierUnidentified: Indicator {
    static let id = "supplier-unidentified"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAward(of: notice) { award in
            let judgement = Judgement.beforeAward(award) ?? judge(award)
            let facts = PublishingFacts(award: award, reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .publishing(facts))
        }
    }

    private func judge(_ award: Award) -> Judgement {
        if award.suppliers.isEmpty { return .missing(.noSupplier) }
        if award.suppliers.allSatisfy({ $0.isNaturalPerson == true }) {
            return .notApplicable(.naturalPerson)
        }
        return .decided(flag: !award.suppliersWithoutIdentifier.isEmpty)
    }
}
