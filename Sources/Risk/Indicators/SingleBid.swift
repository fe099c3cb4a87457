import Notices

/// One tender only, in an award that followed a call. Opinions differ whether an award without a call counts;
/// here no-prior-publication says that.
struct SingleBid: ContractRule {
    static let id = "single-bid"
    let rule: IndicatorRule
    private static let threshold = Threshold.fewerTendersThan(2)

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perAward(of: notice) { award in
            let ruling = rule(AwardTraits(award), notice.procedure.type)
            return result(
                ruling, lot: award.lotKey, block: award.block,
                .tenders(TenderFacts(award, notice.procedure.type, ruling.reason)), threshold: Self.threshold)
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        contract.ofAward { award, _, _ in rule(award, contract.notice.procedure) }
    }

    @inline(__always)
    private func rule(_ award: AwardTraits, _ procedure: ProcedureType?) -> Ruling {
        let (count, obstacle) = award.count(in: procedure)
        return obstacle ?? .decided(flag: count == 1)
    }
}
